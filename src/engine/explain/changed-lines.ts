// What a patch does to the lines of one file: each changed place as the lines before and after.

import type { FileEdit } from '../patch';
import { applyEdits, shiftOffset, toOffsetEdits, type OffsetEdit } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';

export interface ChangedLines {
  /** Zero-based line of the text before. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** In the order of the text; changes that share a line are one. */
export function changedLines(source: SourceText, file: FileEdit): readonly ChangedLines[] {
  const edits = toOffsetEdits(source, file.edits);
  const after = new SourceText(applyEdits(source.text, edits));
  const groups: { first: number; last: number }[] = [];
  for (const edit of edits) {
    const [first, last] = touched(source, edit);
    const group = groups.at(-1);
    if (group && first <= group.last) group.last = Math.max(group.last, last);
    else groups.push({ first, last });
  }
  return groups.map(({ first, last }) => {
    const before = linesOf(source, first, last);
    const from = after.lineOf(shiftBefore(source.offsetAt({ line: first, character: 0 }), edits));
    const end = source.offsetAt({ line: last, character: source.line(last).length });
    const to = after.lineOf(shiftOffset(end, edits));
    return trimmed({ line: first, before, after: linesOf(after, from, to) });
  });
}

/** Lines an edit changes; a whole line put in before another touches only the place between them. */
function touched(source: SourceText, edit: OffsetEdit): [number, number] {
  const first = source.lineOf(edit.start);
  return [first, Math.max(first, source.lineOf(edit.end))];
}

/** Where an offset lies after the edits; what is put in right there comes behind it. */
function shiftBefore(offset: number, edits: readonly OffsetEdit[]): number {
  return shiftOffset(
    offset,
    edits.filter((edit) => edit.end < offset || (edit.end === offset && edit.start < offset)),
  );
}

function linesOf(source: SourceText, first: number, last: number): string[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i < source.lineCount ? source.line(first + i) : ''));
}

/** Without the lines at both ends that stay as they are. */
function trimmed({ line, before, after }: ChangedLines): ChangedLines {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end])
    end++;
  return { line: line + start, before: before.slice(start, before.length - end), after: after.slice(start, after.length - end) };
}
