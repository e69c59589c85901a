// How natural changed code looks: the corpus's n-grams, with those of the file itself nested inside them (Hellendoorn and Devanbu 2017). What
// stands at the changed place itself does not count as the file's habit.

import { applyEdits, type OffsetEdit } from '../edits';
import type { SourceText } from '../source-text';
import { keyOf, MAX_CONTEXT, type CorpusModel } from './corpus-model';
import { TEXT_START, type Lexeme, type Read, type Restart } from './lexeme';

/** A language that code is modelled in: python-code.ts, script-code.ts. */
export interface CodeLanguage {
  readonly lex: (text: string, from: Restart) => Iterable<Read>;
  /** Read from what is stored when it is first asked for. */
  readonly corpus: () => CorpusModel;
}

/** Words of a file that are counted, the nearest to the place that is asked about. */
const MAX_WORDS = 12_000;
/** Of a longer file, the countings around so many places are kept: the latest ones. */
const MAX_MODELS = 2;
/** A place this near to the end of what was counted, in words, is asked about with another counting, unless the file ends there. */
const MARGIN = 1_500;
/** Words of a changed stretch. */
const MAX_STRETCH = 600;
/** Characters behind a change in which the old words must be met again. */
const AHEAD = 1_500;
/** Times the variety of what stands behind a context: so many occurrences weigh as much as what a shorter context says. Fitted on files left out. */
const STRENGTHS = [8, 4, 2];
/** Of a kind's words, so many are taken to be new ones, and so many different ones there might be. */
const UNKNOWN = { count: 2, words: 3000 };

/** How often things were counted, by key; a table that only grows. */
class Tally {
  private readonly mask: number;
  private readonly keys: Int32Array;
  private readonly counts: Int32Array;

  constructor(entries: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, entries * 2)));
    this.mask = size - 1;
    this.keys = new Int32Array(size).fill(-1);
    this.counts = new Int32Array(size);
  }

  private slot(key: number): number {
    let slot = Math.imul(key, 0x9e3779b1) & this.mask;
    while (this.keys[slot] !== -1 && this.keys[slot] !== key) slot = (slot + 1) & this.mask;
    return slot;
  }

  /** What it comes to. */
  add(key: number, by: number): number {
    const slot = this.slot(key);
    this.keys[slot] = key;
    return (this.counts[slot] = (this.counts[slot] ?? 0) + by);
  }

  get(key: number): number {
    return this.counts[this.slot(key)] ?? 0;
  }
}

/** Words as numbers: the corpus's and the file's. */
interface Words {
  readonly ids: readonly number[];
  readonly own: readonly number[];
  readonly at: readonly number[];
  readonly kinds: readonly number[];
  readonly known: readonly boolean[];
}

/** Words of the text as numbers of its list, end exclusive. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly restart: Restart;
}

const [OF_WORDS, OF_CONTEXT, OF_VARIETY, OF_NAME, OF_KIND] = [1, 2, 3, 4, 5];

export class CodeModel {
  private readonly corpus: CorpusModel;
  private readonly reads: Read[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly words: Words;
  private readonly tally: Tally;
  /** Offsets of the text between which its words are counted, and those that are far enough inside. */
  private readonly counted: { readonly end: number; readonly near: number; readonly far: number };

  private constructor(
    private readonly text: string,
    private readonly language: CodeLanguage,
    around: number,
  ) {
    this.corpus = language.corpus();
    const all = [...language.lex(text, TEXT_START)];
    let from = 0;
    if (all.length > MAX_WORDS) {
      const near = all.findIndex(({ lexeme }) => lexeme.end >= around);
      from = Math.max(0, Math.min(all.length - MAX_WORDS, (near < 0 ? all.length : near) - MAX_WORDS / 2));
      while (from > 0 && !all[from]?.restart) from--;
    }
    this.reads = all.slice(from, from + MAX_WORDS);
    const end = from + this.reads.length < all.length ? (this.reads.at(-1)?.lexeme.end ?? 0) : Infinity;
    const near = from > 0 ? (this.reads[MARGIN]?.lexeme.start ?? 0) : 0;
    const far = end < Infinity ? (this.reads.at(-MARGIN)?.lexeme.start ?? 0) : Infinity;
    this.counted = { end, near, far };
    this.words = this.numbered(this.reads.map(({ lexeme }) => lexeme));
    this.tally = new Tally(this.reads.length * 8);
    this.count(0, this.reads.length, 1);
  }

  private static readonly known = new WeakMap<SourceText, CodeModel[]>();

  /** `around`: an offset of what will be asked about. */
  static of(source: SourceText, language: CodeLanguage, around = 0): CodeModel {
    const known = this.known.get(source) ?? [];
    const there = known.find(({ counted: { near, far } }) => near <= around && around <= far);
    if (there) return there;
    const model = new CodeModel(source.text, language, around);
    this.known.set(source, [model, ...known].slice(0, MAX_MODELS));
    return model;
  }

  /**
   * By how much each change makes the text likelier: ln of the chance of the words around it, after less before. What the text has at any of
   * the places does not count as its habit. undefined where a change is too long to tell.
   */
  gains(changes: readonly (readonly OffsetEdit[])[]): (number | undefined)[] {
    const stretches = changes.map((change) => this.stretchOf(change));
    const known = stretches.filter((one) => one !== undefined);
    if (known.length === 0) return changes.map(() => undefined);
    const from = Math.min(...known.map((one) => one.from));
    const to = Math.max(...known.map((one) => one.to));
    const shared = to - from <= MAX_STRETCH;
    if (shared) this.count(from, to, -1);
    const gains = changes.map((change, i) => {
      const stretch = stretches[i];
      if (!stretch) return undefined;
      if (!shared) this.count(stretch.from, stretch.to, -1);
      const after = this.costAfter(change, stretch);
      const lead = Math.max(0, stretch.from - MAX_CONTEXT);
      const before = this.sum(this.part(lead, stretch.to), stretch.from - lead);
      if (!shared) this.count(stretch.from, stretch.to, 1);
      return after === undefined ? undefined : before - after;
    });
    if (shared) this.count(from, to, 1);
    return gains;
  }

  /** −ln of the chance of the words that begin in a part of the text, as it is, and how many they are. */
  cost(start: number, end: number): { readonly cost: number; readonly words: number } {
    const from = this.indexAt(start);
    const to = Math.min(this.indexAt(end) + 1, from + MAX_STRETCH);
    this.count(from, to, -1);
    const lead = Math.max(0, from - MAX_CONTEXT);
    const cost = this.sum(this.part(lead, to), from - lead);
    this.count(from, to, 1);
    return { cost, words: to - from };
  }

  /** The words that a change may touch, with those whose context it does, from where the text can be read on. */
  private stretchOf(change: readonly OffsetEdit[]): Stretch | undefined {
    const [first, last] = [change[0], change.at(-1)];
    if (!first || !last || last.end > this.counted.end) return undefined;
    let from = this.indexAt(first.start);
    while (from > 0 && (!this.reads[from]?.restart || (this.reads[from]?.lexeme.end ?? 0) >= first.start)) from--;
    const to = Math.min(this.reads.length, this.indexAt(last.end + 1) + 1 + MAX_CONTEXT);
    const restart = this.reads[from]?.restart;
    if (!restart || restart.offset > first.start || to - from > MAX_STRETCH) return undefined;
    return { from, to, restart };
  }

  private costAfter(change: readonly OffsetEdit[], { from, to, restart }: Stretch): number | undefined {
    const { offset } = restart;
    const last = this.reads[to - 1]?.lexeme;
    const windowEnd = Math.min(this.text.length, (last?.end ?? offset) + AHEAD);
    const text = applyEdits(
      this.text.slice(offset, windowEnd),
      change.map((edit) => ({ start: edit.start - offset, end: edit.end - offset, text: edit.text })),
    );
    const grown = change.reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0);
    const until = (last?.start ?? windowEnd) + grown - offset;
    const lead = this.reads.slice(Math.max(0, from - MAX_CONTEXT), from).map(({ lexeme }) => lexeme);
    const words = [...lead];
    for (const { lexeme } of this.language.lex(text, { ...restart, offset: 0 })) {
      if (lexeme.start > until) break;
      if (words.length > MAX_STRETCH * 2) return undefined;
      words.push(lexeme);
    }
    return this.sum(this.numbered(words), lead.length);
  }

  private part(from: number, to: number): Words {
    const { ids, own, at, kinds, known } = this.words;
    const cut = <T>(list: readonly T[]): T[] => list.slice(from, to);
    return { ids: cut(ids), own: cut(own), at: cut(at), kinds: cut(kinds), known: cut(known) };
  }

  /** Index of the last word that begins at or before the offset, 0 where none does. */
  private indexAt(offset: number): number {
    let [low, high] = [0, this.reads.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.reads[middle]?.lexeme.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  private numbered(lexemes: readonly Lexeme[]): Words {
    const number = (word: string): number => {
      let known = this.numbers.get(word);
      if (known === undefined) this.numbers.set(word, (known = this.numbers.size + 1));
      return known;
    };
    return {
      ids: lexemes.map((lexeme) => this.corpus.idOf(lexeme)),
      own: lexemes.map(({ word }) => number(word)),
      at: lexemes.map(({ at }) => at.charCodeAt(0)),
      kinds: lexemes.map(({ kind }) => number(kind)),
      known: lexemes.map(({ word }) => this.corpus.knows(word)),
    };
  }

  /** Adds what the file's words from `from` up to `to`, exclusive, say, or takes it away. */
  private count(from: number, to: number, by: number): void {
    const { own, kinds, known } = this.words;
    for (let i = from; i < to; i++) {
      for (let first = Math.max(0, i - MAX_CONTEXT); first < i; first++) {
        const seen = this.tally.add(keyOf(OF_WORDS, own, first, i + 1), by);
        this.tally.add(keyOf(OF_CONTEXT, own, first, i), by);
        // The first of its kind behind these words comes, or the last one goes.
        if (seen === Math.max(0, by)) this.tally.add(keyOf(OF_VARIETY, own, first, i), by);
      }
      if (known[i]) continue;
      this.tally.add(keyOf(OF_NAME, own, i, i + 1), by);
      this.tally.add(keyOf(OF_KIND, kinds, i, i + 1), by);
    }
  }

  private sum(words: Words, from: number): number {
    let sum = 0;
    for (let i = from; i < words.ids.length; i++) sum += this.costAt(words, i);
    return sum;
  }

  private costAt({ ids, own, at, kinds, known }: Words, i: number): number {
    let chance = Math.exp(-this.corpus.cost(at[i] ?? 0, ids, i));
    if (!known[i]) {
      const uses = Math.max(0, this.tally.get(keyOf(OF_NAME, own, i, i + 1)));
      const all = Math.max(0, this.tally.get(keyOf(OF_KIND, kinds, i, i + 1)));
      chance *= (uses + UNKNOWN.count / UNKNOWN.words) / (all + UNKNOWN.count);
    }
    for (let n = 1; n <= MAX_CONTEXT && n <= i; n++) {
      const contexts = this.tally.get(keyOf(OF_CONTEXT, own, i - n, i));
      if (contexts <= 0) break;
      const seen = Math.max(0, this.tally.get(keyOf(OF_WORDS, own, i - n, i + 1)));
      const variety = Math.max(0, this.tally.get(keyOf(OF_VARIETY, own, i - n, i)));
      const strength = (STRENGTHS[n - 1] ?? 1) * (variety + 1);
      chance = (seen + strength * chance) / (contexts + strength);
    }
    return -Math.log(chance);
  }
}
