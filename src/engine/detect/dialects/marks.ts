// Finds the words of all dialects in a text at once. Most output holds none: it costs one look, not one for each line and word.

import { escapeRegExp } from '../../syntax/escape-reg-exp';
import type { Dialect } from './dialect';

/** Characters of programs' output by how often they stand in it, the most frequent first. All others are rarer. */
const FREQUENT = ' etaoinsrhldcumfpgybvwkxjqz0123456789.:-/,_()=FNOI"[]\'';
const rarity = (char: string): number => (FREQUENT.includes(char) ? FREQUENT.indexOf(char) : FREQUENT.length);
/** From here on a character is rare enough that looking for it alone is fast. */
const RARE = rarity('.');
/** So many characters at most can be looked for at once: V8 skips what holds none of them (`BoyerMooreLookahead`); for more it looks at each place. */
const MAX_ANCHORS = 16;

interface Mark {
  readonly word: string;
  /** Where in the word its rarest character stands: that is what is looked for. */
  readonly anchor: number;
  /** The dialects, by their place in the list, that have use for a line with the word. */
  readonly dialects: readonly number[];
}

/** What is looked for; made once for a list of dialects. */
interface Marks {
  /** Each finds the anchors of some of the words in the narrowed text: all that have no rare character, or some of the others. */
  readonly patterns: readonly RegExp[];
  /** By the low byte of their anchor. */
  readonly byAnchor: readonly (readonly Mark[] | undefined)[];
  /** The dialects that are to read every line. */
  readonly always: readonly number[];
}

const known = new WeakMap<readonly Dialect[], Marks>();

function marksOf(dialects: readonly Dialect[]): Marks {
  let marks = known.get(dialects);
  if (!marks) {
    const words = [...new Set(dialects.flatMap((dialect) => dialect.words))].map((word): Mark => {
      const ranks = [...word].map(rarity);
      return { word, anchor: ranks.indexOf(Math.max(...ranks)), dialects: indicesOf(dialects, (one) => one.words.includes(word)) };
    });
    const byAnchor: Mark[][] = [];
    for (const mark of words) (byAnchor[lowByte(mark.word.charCodeAt(mark.anchor))] ??= []).push(mark);
    marks = {
      patterns: patternsOf(words),
      byAnchor,
      always: indicesOf(dialects, (one) => one.words.length === 0),
    };
    known.set(dialects, marks);
  }
  return marks;
}

function indicesOf(dialects: readonly Dialect[], passes: (dialect: Dialect) => boolean): number[] {
  return dialects.flatMap((dialect, index) => (passes(dialect) ? [index] : []));
}

/** What is found seldom is looked for apart from what is found often. */
function patternsOf(marks: readonly Mark[]): RegExp[] {
  const anchorOf = ({ word, anchor }: Mark): string => word.charAt(anchor);
  const anchors = [...new Set(marks.map(anchorOf))].sort((a, b) => rarity(a) - rarity(b));
  const rare = anchors.filter((char) => rarity(char) >= RARE);
  const groups = [anchors.filter((char) => rarity(char) < RARE)];
  for (let at = 0; at < rare.length; at += MAX_ANCHORS) groups.push(rare.slice(at, at + MAX_ANCHORS));
  return groups.filter(({ length }) => length > 0).map((group) => patternOf(marks.filter((mark) => group.includes(anchorOf(mark)))));
}

/**
 * Matches the anchor of each word alone, so that words may overlap: `lastIndex` is right behind it. What stands behind the anchor is compared first, which
 * the engine does for all words together.
 */
function patternOf(marks: readonly Mark[]): RegExp {
  const words = marks.map(({ word, anchor }) => ({ word: narrowed(word), anchor }));
  const anchors = new Set(words.map(({ word, anchor }) => escapeRegExp(word.charAt(anchor)).replace('-', '\\-')));
  const behind = words.map(({ word, anchor }) => escapeRegExp(word.slice(anchor + 1)) + (anchor > 0 ? `(?<=${escapeRegExp(word)})` : ''));
  return new RegExp(`[${[...anchors].join('')}](?=${behind.join('|')})`, 'g');
}

const lowByte = (code: number): number => code & 0xff;

/** Grows to the longest text that was narrowed; it is written and read in one go. */
let scratch = Buffer.alloc(0);

/** The low bytes of the code units, as a text of one byte a character: in such texts the engine looks at sixteen of them at once. */
function narrowed(text: string): string {
  if (scratch.length < text.length) scratch = Buffer.allocUnsafeSlow(text.length);
  return scratch.toString('latin1', 0, scratch.write(text, 'latin1'));
}

/** Goes through a text from mark to mark. */
export class MarkSearch {
  private readonly marks: Marks;
  private text = '';
  private narrow = '';
  /** The next mark that each pattern found; -1 where it is to be looked for, Infinity where there is none. */
  private readonly found: number[];

  constructor(dialects: readonly Dialect[]) {
    this.marks = marksOf(dialects);
    this.found = this.marks.patterns.map(() => -1);
  }

  /** The dialects that read every line, by their place in the list. */
  get always(): readonly number[] {
    return this.marks.always;
  }

  begin(text: string): void {
    this.text = text;
    this.narrow = narrowed(text);
    this.found.fill(-1);
  }

  /** Where the next word stands, or may stand, whose anchor is at `from` or behind it: the place of the anchor. Infinity where there is none. */
  next(from: number): number {
    const { found, marks, narrow } = this;
    let nearest = Infinity;
    for (let index = 0; index < found.length; index++) {
      let at = found[index] ?? Infinity;
      if (at < from) found[index] = at = foundBy(marks.patterns[index], narrow, from);
      if (at < nearest) nearest = at;
    }
    return nearest;
  }

  /** Tells each dialect that has use for the word at an anchor that `next` gave. */
  tell(at: number, dialect: (index: number) => void): void {
    for (const { word, anchor, dialects } of this.marks.byAnchor[lowByte(this.text.charCodeAt(at))] ?? [])
      if (this.text.startsWith(word, at - anchor)) for (const index of dialects) dialect(index);
  }
}

function foundBy(pattern: RegExp | undefined, text: string, from: number): number {
  if (!pattern) return Infinity;
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex - 1 : Infinity;
}
