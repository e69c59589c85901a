// Heals a syntax error that stands behind others in the same file. A parser stops at the first, so the earlier ones are
// mended on a copy, the error is healed there, and the edits are brought back to the text as it is.

import type { FileEdit, Patch } from '../patch';
import type { Problem } from '../problem';
import { heal, type HealRequest } from './heal-problem';
import { remainingErrors } from '../inspect/remaining-errors';
import { editsId, shiftOffset, toOffsetEdits, toTextEdits, type OffsetEdit } from '../syntax/edits';
import { Pieces } from '../syntax/pieces';
import { SourceText } from '../syntax/source-text';

/** The best patch of each syntax error before the problem, in any order, all made for `request.source`. */
export async function healBehind(request: HealRequest, earlier: readonly Patch[]): Promise<Patch[]> {
  const { problem, source, workspace, signal } = request;
  const path = problem.location.path;
  const mended = disjoint(
    earlier.flatMap((patch) =>
      patch.candidate.edits.filter((file) => file.path === path).flatMap((file) => toOffsetEdits(source, file.edits)),
    ),
  );
  if (!mended) return [];
  const copy = new SourceText(Pieces.of(source.text).edited(mended).text);
  const range = copy.range(
    shiftOffset(source.offsetAt(problem.location.range.start), mended),
    shiftOffset(source.offsetAt(problem.location.range.end), mended),
  );
  const moved: Problem = { ...problem, location: { ...problem.location, range } };
  const [next] = await remainingErrors({ problem: moved, path, source: copy, original: source, workspace, signal });
  // It may have been nothing but the shadow of an earlier one; or one that was not mended stands in between.
  if (!next || Math.abs(next.location.range.start.line - range.start.line) > 1) return [];
  const patches = await heal({ ...request, problem: moved, source: copy, all: [moved] });
  return patches.flatMap((patch) => broughtBack(patch, problem, source, copy, mended, request.version) ?? []);
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
