// Where a stretch of a text is after a patch: itself, or what the patch put in its place. Told from the two texts alone.

import { diffArrays } from 'diff';
import type { SourceText } from '../../syntax/source-text';
import type { LineMap } from './line-map';

/** Offsets in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** More words than this that differ and nothing is told. */
const MAX_EDITS = 1500;

/**
 * The counterpart of `span` of `before` in `after`, without white space at its ends; undefined where nothing was put in its place. Lines
 * that the patch left alone lead to their own place; of others word by word.
 */
export function counterpart(before: SourceText, after: SourceText, map: LineMap | undefined, span: Span): Span | undefined {
  if (!map) return span;
  const [first, last] = [before.lineOf(span.start), before.lineOf(Math.max(span.start, span.end - 1))];
  if (Array.from({ length: last - first + 1 }, (_, index) => first + index).every((line) => !map.removed.has(line) || map.isMoved(line))) {
    const [from, to] = [map.newLine(first), map.newLine(last)];
    if (from !== undefined && to === from + last - first) return shifted(before, after, span, first, from, last, to);
  }
  const was = hunk(before, first, last, (line) => map.removed.has(line));
  const [above, below] = [map.newLine(was.first - 1), map.newLine(was.last + 1)];
  const from = (was.first === 0 ? -1 : (above ?? -1)) + 1;
  const to = was.last + 1 >= before.lineCount ? after.lineCount - 1 : (below ?? after.lineCount) - 1;
  if (to < from) return undefined;
  const old = tokensOf(before, was.first, was.last);
  const now = tokensOf(after, from, to);
  // Where a word stands several times, the reading that keeps the counterpart together.
  const readings = [mapped(old, now, 'from the start'), mapped(old, now, 'from the end')].map((places) => placeOf(old, now, places, span));
  return readings.filter((one) => one !== undefined).sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}

function shifted(before: SourceText, after: SourceText, { start, end }: Span, first: number, from: number, last: number, to: number): Span {
  const move = (offset: number, line: number, other: number): number =>
    (after.lineStarts[other] ?? 0) + offset - (before.lineStarts[line] ?? 0);
  return { start: move(start, first, from), end: move(end, last, to) };
}

/** The changed lines around some. */
function hunk(text: SourceText, from: number, to: number, changed: (line: number) => boolean): { first: number; last: number } {
  let [first, last] = [from, to];
  while (first > 0 && changed(first - 1)) first--;
  while (last + 1 < text.lineCount && changed(last + 1)) last++;
  return { first, last };
}

interface Token extends Span {
  readonly text: string;
}

/** Names, numbers, and every other character that is not white space. */
const TOKEN = /[\p{L}\p{N}_$]+|\S/gu;

function tokensOf(source: SourceText, first: number, last: number): Token[] {
  const start = source.lineStarts[first] ?? source.text.length;
  const end = source.lineStarts[last + 1] ?? source.text.length;
  return [...source.text.slice(start, end).matchAll(TOKEN)].map((found) => ({
    text: found[0],
    start: start + found.index,
    end: start + found.index + found[0].length,
  }));
}

/** Index of an old token → that of the same one in the new text. */
function mapped(old: readonly Token[], now: readonly Token[], order: 'from the start' | 'from the end'): Map<number, number> {
  const places = new Map<number, number>();
  let start = 0;
  let end = 0;
  const most = Math.min(old.length, now.length);
  const head = (): void => {
    while (start < most - end && old[start]?.text === now[start]?.text) {
      places.set(start, start);
      start++;
    }
  };
  const tail = (): void => {
    while (end < most - start && old[old.length - 1 - end]?.text === now[now.length - 1 - end]?.text) {
      places.set(old.length - 1 - end, now.length - 1 - end);
      end++;
    }
  };
  const ends = order === 'from the start' ? [head, tail] : [tail, head];
  for (const end of ends) end();
  const parts = diffArrays(
    old.slice(start, old.length - end).map(({ text }) => text),
    now.slice(start, now.length - end).map(({ text }) => text),
    { maxEditLength: MAX_EDITS },
  );
  let [a, b] = [start, start];
  for (const part of parts ?? []) {
    if (part.added) b += part.count;
    else if (part.removed) a += part.count;
    else for (let i = 0; i < part.count; i++) places.set(a++, b++);
  }
  return places;
}

function placeOf(
  old: readonly Token[],
  now: readonly Token[],
  places: ReadonlyMap<number, number>,
  { start, end }: Span,
): Span | undefined {
  const first = old.findIndex((token) => token.end > start);
  const last = old.findLastIndex((token) => token.start < end);
  if (first < 0 || last < first) return undefined;
  let low = places.get(first);
  for (let index = first - 1; low === undefined && index >= 0; index--) {
    const place = places.get(index);
    if (place !== undefined) low = place + 1;
  }
  const from = now[low ?? 0];
  let high = places.get(last);
  for (let index = last + 1; high === undefined && index < old.length; index++) {
    const place = places.get(index);
    if (place !== undefined) high = place - 1;
  }
  const to = now[high ?? now.length - 1];
  return from && to && to.end > from.start && to.start >= from.start ? { start: from.start, end: to.end } : undefined;
}
