// The lines of a mended text that its edits have written on.

import type { OffsetEdit } from '../../../syntax/edits';
import type { TypedPlace } from './typed-place';

/** Whether an offset of the mended text is on such a line, its end included; a line that a new one is put below is none. */
export function touchedLines(after: string, edits: readonly OffsetEdit[]): (offset: number) => boolean {
  let shift = 0;
  const lines = [...edits]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, text }) => {
      const from = start + shift + (/^\r?\n/.exec(text)?.[0].length ?? 0);
      const to = start + shift + text.length;
      shift += text.length - (end - start);
      const lineEnd = after.indexOf('\n', to);
      return { start: after.lastIndexOf('\n', from - 1) + 1, end: lineEnd < 0 ? after.length : lineEnd };
    });
  return (offset) => lines.some(({ start, end }) => offset >= start && offset <= end);
}

/** Whether a line that the edits write on does not parse then: what the checker says of such a line is about the parser's guess. */
export const leavesBrokenLine = (place: TypedPlace, after: string, edits: readonly OffsetEdit[]): boolean => {
  const isTouched = touchedLines(after, edits);
  return place.syntaxErrors(after).some(({ start }) => isTouched(start));
};
