// A text as a program builds it: characters that are written out, and holes that values fill, each with its place in the source.

import type { Node } from 'web-tree-sitter';
import type { Span } from './finding';

/** One character of the built text. It may be written with two: `\n`, `{{`. */
export interface Character extends Span {
  readonly char: string;
  /** Which of `literals` it stands in. */
  readonly literal: number;
}

export interface Hole extends Span {
  readonly hole: true;
  readonly value: Node | undefined;
  /** The value as an expression, as it is written. */
  readonly source: string;
  /** A constant, a number by its making, or quoted by whoever knows how: nothing that comes from outside gets through. */
  readonly fixed: boolean;
  /** Between pluses, not inside a literal. */
  readonly operand: boolean;
  /** It is formatted in a way that a parameter would not be. */
  readonly shaped: boolean;
}

export type Item = Character | Hole;

/** A string literal that holds some of the text. */
export interface Literal extends Span {
  /** Prefix and opening quotes. */
  readonly open: string;
  readonly close: string;
  /** Where an `f` that makes holes stands. */
  readonly formatPrefix: number | undefined;
}

export interface Built {
  readonly items: readonly Item[];
  readonly literals: readonly Literal[];
  /** What fills the holes behind the text: ` % (a, b)`, `.format(a, b)`. It goes where the holes go. */
  readonly filling: Span | undefined;
  /** Every character is known and every hole has its own value. */
  readonly certain: boolean;
}

export const isHole = (item: Item | undefined): item is Hole => item !== undefined && 'hole' in item;

/** Stands for a hole in `textOf`. */
export const HOLE = '\u0001';

/** One character an item, so that indices are the same. */
export const textOf = ({ items }: Built): string => items.map((item) => (isHole(item) ? HOLE : item.char)).join('');

/** Of these holes a value from outside may get through. */
export const openHoles = ({ items }: Built): readonly Hole[] => items.filter(isHole).filter(({ fixed }) => !fixed);

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', "'": "'", '"': '"', '`': '`', '\\': '\\' };

/**
 * The characters of a stretch of a literal. `doubled`: characters that stand for one of themselves where they are doubled.
 * @returns whether all of them were understood; an escape that was not stands as it is written.
 */
export function readCharacters(
  text: string,
  { start, end }: Span,
  literal: number,
  { raw, doubled, onto }: { readonly raw: boolean; readonly doubled: string; readonly onto: Item[] },
): boolean {
  let known = true;
  for (let at = start; at < end;) {
    let length = 1;
    let char = text.charAt(at);
    const next = at + 1 < end ? text.charAt(at + 1) : '';
    if (!raw && char === '\\') {
      length = next === '\r' && text.charAt(at + 2) === '\n' ? 3 : 2;
      if (next === '\n' || next === '\r') {
        at += length;
        continue;
      }
      const simple = SIMPLE[next];
      known &&= simple !== undefined;
      char = simple ?? '\u0002';
    } else if (char !== '' && doubled.includes(char) && next === char) length = 2;
    onto.push({ char, literal, start: at, end: at + length });
    at += length;
  }
  return known;
}

/** Items as texts and the holes between them. */
export function partsOf(items: readonly Item[]): readonly (string | Hole)[] {
  const parts: (string | Hole)[] = [];
  let text = '';
  for (const item of items) {
    if (!isHole(item)) {
      text += item.char;
      continue;
    }
    if (text !== '') parts.push(text);
    text = '';
    parts.push(item);
  }
  return text === '' ? parts : [...parts, text];
}
