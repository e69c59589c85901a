// The part of a text that must be parsed again for a change near its errors.

import { applyEdits, type OffsetEdit } from '../../../../syntax/edits';
import type { TypedPlace } from '../../framework/typed-place';

/** A text of this length is worth the look for a piece of a piece. */
const LONG = 2_500;

/** A part of the text, and what must stand around it so that it parses as it does in the whole. */
export interface Slice {
  readonly start: number;
  readonly end: number;
  readonly head: string;
  readonly tail: string;
}

/** What a part of a text may be: members of a class, of an object, statements of a function. */
const AROUND: readonly (readonly [head: string, tail: string])[] = [
  ['class _ {\n', '\n}'],
  ['_ = {\n', '\n}'],
  ['async function* _() {\n', '\n}'],
];

/** The part of the text that must be parsed again: whole top-level pieces around the errors, or pieces of what they are in, if it has the same errors alone. */
export function sliceAround(place: TypedPlace, errors: readonly number[]): Slice {
  const { text } = place;
  const all = { start: 0, end: text.length, head: '', tail: '' };
  if (text.length < 2_000) return all;
  const low = Math.min(...errors);
  const high = Math.max(...errors);
  const pieces = (starts: readonly number[], around: number, last: number): readonly [number, number] => [
    starts.filter((start) => start <= low).at(-around) ?? 0,
    starts.filter((start) => start > high)[around - 1] ?? last,
  ];
  const starts = [...text.matchAll(/^(?=[A-Za-z@/])/gm)].map((match) => match.index);
  for (const around of [2, 5]) {
    const [start, end] = pieces(starts, around, text.length);
    if (end - start > text.length * 0.8) break;
    if (place.syntaxErrors(text.slice(start, end)).length === errors.length) return { ...all, start, end };
  }
  if (text.length < LONG) return all;
  // Behind the end of the text no piece begins.
  const unit = /^(?:\t| {2,8})(?=[A-Za-z@/#[])/m.exec(text)?.[0] ?? '  ';
  const inner = [...text.matchAll(new RegExp(`^(?=${unit}[A-Za-z@/#[*'"])`, 'gm'))].map((match) => match.index);
  const [start, end] = pieces(inner, 2, -1);
  if (start === 0 || end < 0 || end - start > text.length * 0.5) return all;
  for (const [head, tail] of AROUND)
    if (place.syntaxErrors(`${head}${text.slice(start, end)}${tail}`).length === errors.length) return { start, end, head, tail };
  return all;
}

/** The slice after the edits, between what stands for the text around it; an idea outside the slice is tried on the whole text by whoever proves it. */
export function editedSlice(text: string, edits: readonly OffsetEdit[], slice: Slice): string {
  const inside = edits
    .filter((edit) => edit.start >= slice.start && edit.end <= slice.end)
    .map((edit) => ({ start: edit.start - slice.start, end: edit.end - slice.start, text: edit.text }));
  return `${slice.head}${applyEdits(text.slice(slice.start, slice.end), inside)}${slice.tail}`;
}
