// Heals what stands beside syntax errors in the same file: another one behind them, as a parser stops at the first, or any other mistake, as little can be
// seen in a text that does not parse. The syntax errors are mended on a copy, the problem is healed there, and the edits are brought back to the text as it is.

import type { FileEdit, Patch } from '../patch';
import type { Problem } from '../problem';
import { isSyntax } from '../detect/family';
import { remainingErrors } from '../inspect/remaining-errors';
import { editsId, editsOf } from '../syntax/edits';
import { PatchedText } from '../syntax/patched-text';
import type { SourceText } from '../syntax/source-text';
import { alone, provedCandidates, type HealRequest } from './proved-candidates';

/**
 * Patches for the text as it is; empty where no syntax error besides is known, or it was nothing but a consequence of one. `earlier` are the
 * patches of the syntax errors before it; of all, where it is none itself.
 */
export async function healMaskedError(request: HealRequest, earlier: readonly Patch[]): Promise<Patch[]> {
  const { problem, source, workspace, signal } = request;
  const path = problem.location.path;
  const mended = withAll(source, path, earlier);
  if (!mended?.isChanged) return [];
  const copy = mended.source;
  const range = copy.range(
    mended.fromOriginal(source.offsetAt(problem.location.range.start)),
    mended.fromOriginal(source.offsetAt(problem.location.range.end)),
  );
  const moved: Problem = { ...problem, location: { ...problem.location, range } };
  const [next] = await remainingErrors({ problem: moved, path, source: copy, original: source, workspace, signal });
  if (isSyntax(problem)) {
    // It only followed from an earlier one and went with it; or one that was not mended stands in between.
    if (!next || Math.abs(next.location.range.start.line - range.start.line) > 1) return [];
  } else if (next && isSyntax(next)) return [];
  const patches = await provedCandidates({ ...alone(request), problem: moved, source: copy, all: [moved] });
  return patches.flatMap((patch) => broughtBack(patch, problem, mended, request.version) ?? []);
}

/** The text with all the patches, which were made for it as it is; undefined where two overlap: then they can't all be right. */
function withAll(source: SourceText, path: string, patches: readonly Patch[]): PatchedText | undefined {
  const original = PatchedText.of(source);
  return patches.reduce<PatchedText | undefined>(
    (all, { candidate }) => all?.joined(original.edited(editsOf(candidate, path, source))),
    original,
  );
}

function broughtBack(patch: Patch, problem: Problem, mended: PatchedText, version: number | null): Patch | undefined {
  const { path } = problem.location;
  const edits: FileEdit[] = [];
  for (const file of patch.candidate.edits) {
    // It builds upon what is not there yet where there is no way back.
    const back = file.path === path ? mended.textEditsToOriginal(file.edits) : file.edits;
    if (!back) return undefined;
    edits.push(file.path === path ? { path, version, edits: back } : file);
  }
  const evidence = patch.evidence.map((rung) =>
    rung.result === 'passed'
      ? {
          ...rung,
          why: [rung.why, isSyntax(problem) ? 'once the errors before it are mended' : 'once the syntax errors beside it are mended']
            .filter(Boolean)
            .join('; '),
        }
      : rung,
  );
  return { ...patch, id: editsId(edits), problem, evidence, candidate: { ...patch.candidate, id: editsId(edits), edits } };
}
