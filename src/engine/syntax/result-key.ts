// Whether two edits of a text do the same, whoever wrote them and in how many pieces.

import { inOrder, type OffsetEdit } from './edits';

/**
 * The same key for edits of one text that give the same text, whatever they are called: where equal characters stand side by side, an insertion or deletion
 * has several places. Throws where the edits overlap or lie outside the text.
 */
export function resultKey(text: string, edits: readonly OffsetEdit[]): string {
  const sorted = inOrder(text, edits);
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  if (!first || !last) return '';
  let { start } = first;
  let { end } = last;
  let fresh = '';
  let at = start;
  for (const edit of sorted) {
    fresh += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  let head = 0;
  while (head < fresh.length && start + head < end && fresh[head] === text[start + head]) head++;
  start += head;
  let tail = 0;
  while (tail < fresh.length - head && start < end - tail && fresh[fresh.length - 1 - tail] === text[end - 1 - tail]) tail++;
  end -= tail;
  fresh = fresh.slice(head, fresh.length - tail);
  if (fresh === '' && start === end) return '';
  // Nothing but an insertion or a deletion: as far right as it goes.
  if (start === end) {
    let right = 0;
    while (
      start + right < text.length &&
      text[start + right] === (right < fresh.length ? fresh[right] : text[start + right - fresh.length])
    )
      right++;
    const turned = fresh.length === 0 ? 0 : right % fresh.length;
    return `${start + right}|0|${fresh.slice(turned)}${fresh.slice(0, turned)}`;
  }
  if (fresh === '') while (end < text.length && text[start] === text[end]) [start, end] = [start + 1, end + 1];
  return `${start}|${end - start}|${fresh}`;
}
