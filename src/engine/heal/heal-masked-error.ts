// Heals a syntax error that stands behind others in the same file. A parser stops at the first, so the earlier ones are
// mended on a copy, the error is healed there, and the edits are brought back to the text as it is.

import type { FileEdit, Patch } from '../patch';
import type { Problem } from '../problem';
import { isSyntax } from '../detect/family';
import { remainingErrors } from '../inspect/remaining-errors';
import { editsId, shiftOffset, toOffsetEdits, toTextEdits, type OffsetEdit } from '../syntax/edits';
import { Pieces } from '../syntax/pieces';
import { SourceText } from '../syntax/source-text';
import { provedCandidates, type HealRequest } from './proved-candidates';

/** Patches for the text as it is; empty where no error before it is known, or it was nothing but a consequence of one. */
export async function healMaskedError(request: HealRequest): Promise<Patch[]> {
  const { problem, source, workspace, signal } = request;
  const path = problem.location.path;
  const earlier = (request.earlier ?? (await earlierPatches(request))).map((patch) =>
    patch.candidate.edits.filter((file) => file.path === path).flatMap((file) => toOffsetEdits(source, file.edits)),
  );
  const mended = disjoint(earlier.flat());
  if (!mended || mended.length === 0) return [];
  const copy = new SourceText(Pieces.of(source.text).edited(mended).text);
  const range = copy.range(
    shiftOffset(source.offsetAt(problem.location.range.start), mended),
    shiftOffset(source.offsetAt(problem.location.range.end), mended),
  );
  const moved: Problem = { ...problem, location: { ...problem.location, range } };
  const [next] = await remainingErrors({ problem: moved, path, source: copy, original: source, workspace, signal });
  // It only followed from an earlier one and went with it; or one that was not mended stands in between.
  if (!next || Math.abs(next.location.range.start.line - range.start.line) > 1) return [];
  const patches = await provedCandidates({ ...request, problem: moved, source: copy, all: [moved] });
  return patches.flatMap((patch) => broughtBack(patch, problem, source, copy, mended, request.version) ?? []);
}

/** The best patch of each syntax error that is shown before the problem, first to last. */
async function earlierPatches(request: HealRequest): Promise<Patch[]> {
  const before = request.all
    .filter((other) => isSyntax(other) && isBefore(other, request.problem))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const patches: Patch[] = [];
  for (const problem of before) {
    const [own] = await provedCandidates({ ...request, problem });
    const [best] = own || patches.length === 0 ? [own] : await healMaskedError({ ...request, problem, earlier: patches });
    if (best) patches.push(best);
  }
  return patches;
}

function isBefore(a: Problem, b: Problem): boolean {
  const [one, two] = [a.location.range.start, b.location.range.start];
  return one.line < two.line || (one.line === two.line && one.character < two.character);
}
function broughtBack(
  patch: Patch,
  problem: Problem,
  source: SourceText,
  copy: SourceText,
  mended: readonly OffsetEdit[],
  version: number | null,
): Patch | undefined {
  const path = problem.location.path;
  const edits: FileEdit[] = [];
  for (const file of patch.candidate.edits) {
    if (file.path !== path) {
      edits.push(file);
      continue;
    }
    const back: OffsetEdit[] = [];
    for (const edit of toOffsetEdits(copy, file.edits)) {
      const [start, end] = [unshifted(edit.start, mended), unshifted(edit.end, mended)];
      // It builds upon what is not there yet.
      if (start === undefined || end === undefined || source.text.slice(start, end) !== copy.text.slice(edit.start, edit.end))
        return undefined;
      back.push({ start, end, text: edit.text });
    }
    edits.push({ path, version, edits: toTextEdits(source, back) });
  }
  const evidence = patch.evidence.map((rung) =>
    rung.result === 'passed' ? { ...rung, why: [rung.why, 'once the errors before it are mended'].filter(Boolean).join('; ') } : rung,
  );
  return { ...patch, id: editsId(edits), problem, evidence, candidate: { ...patch.candidate, id: editsId(edits), edits } };
}

/** In order; undefined where two overlap: then they can't all be right. */
function disjoint(edits: readonly OffsetEdit[]): OffsetEdit[] | undefined {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return sorted.some((edit, i) => i > 0 && edit.start < (sorted[i - 1]?.end ?? 0)) ? undefined : sorted;
}

/** Where an offset of the edited text lay before the edits, which are in order; undefined inside what an edit put there. */
export function unshifted(offset: number, edits: readonly OffsetEdit[]): number | undefined {
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    const end = start + edit.text.length;
    if (offset <= start) break;
    if (offset < end) return undefined;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}
