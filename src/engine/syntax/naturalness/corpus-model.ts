// How usual a word is behind others in code at large: n-grams over words, with the bracket they stand in, in back-off form. Counted by
// scripts/train-ranking.mjs; what is kept is what tells most beyond the shorter context.

import zlib from 'node:zlib';

/** What lies in python-counts.ts and script-counts.ts. */
export interface StoredModel {
  /** Words that the model knows, separated by blanks, kinds included. */
  readonly words: string;
  /** −ln chances of n-grams, by their key; base64 of deflated differences. */
  readonly chances: string;
  /** What is left for shorter contexts, by the context's key. */
  readonly backOffs: string;
}

/** Words before a word that have a say. */
export const MAX_CONTEXT = 3;
/** Keys have so many bits: enough that two n-grams seldom share one. */
export const KEY_BITS = 28;
/** Stored values are steps of so much, in nats. */
export const STEP = 1 / 14;
/** Of a word that the model can't place at all. */
const UNSEEN = 14;

/** The key of words `from` up to `to`, exclusive, in a bracket; the same on every machine. */
export function keyOf(at: number, words: ArrayLike<number>, from: number, to: number): number {
  let h = 0x811c9dc5 ^ (at * 0x9e3779b1) ^ (to - from);
  for (let i = from; i < to; i++) {
    h = Math.imul(h ^ ((words[i] ?? 0) + 1), 0x85ebca6b);
    h ^= h >>> 15;
  }
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> (32 - KEY_BITS);
}

/** Values by key in an open table. */
class Table {
  private readonly mask: number;
  private readonly keys: Int32Array;
  private readonly values: Uint8Array;

  constructor(packed: string) {
    const bytes = zlib.inflateRawSync(Buffer.from(packed, 'base64'));
    const count = bytes.readUInt32LE(0);
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, count * 2)));
    this.mask = size - 1;
    this.keys = new Int32Array(size).fill(-1);
    this.values = new Uint8Array(size);
    let at = 4 + count;
    let key = 0;
    for (let i = 0; i < count; i++) {
      let difference = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++] ?? 0;
        difference |= (byte & 127) << shift;
        if (byte < 128) break;
      }
      key += difference;
      let slot = Math.imul(key, 0x9e3779b1) & this.mask;
      while (this.keys[slot] !== -1) slot = (slot + 1) & this.mask;
      this.keys[slot] = key;
      this.values[slot] = bytes[4 + i] ?? 0;
    }
  }

  get(key: number): number | undefined {
    let slot = Math.imul(key, 0x9e3779b1) & this.mask;
    for (;;) {
      const found = this.keys[slot];
      if (found === key) return this.values[slot];
      if (found === -1 || found === undefined) return undefined;
      slot = (slot + 1) & this.mask;
    }
  }
}

/** Packs values by key for `Table`; keys ascend. */
export function packed(entries: readonly (readonly [key: number, value: number])[]): string {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(entries.length);
  const differences: number[] = [];
  let before = 0;
  for (const [key] of entries) {
    let rest = key - before;
    before = key;
    for (; rest >= 128; rest = Math.floor(rest / 128)) differences.push((rest % 128) | 128);
    differences.push(rest);
  }
  const values = Buffer.from(entries.map(([, value]) => Math.max(0, Math.min(255, value))));
  return zlib.deflateRawSync(Buffer.concat([head, values, Buffer.from(differences)]), { level: 9 }).toString('base64');
}

export class CorpusModel {
  private readonly ids: ReadonlyMap<string, number>;
  private readonly chances: Table;
  private readonly backOffs: Table;

  constructor(stored: StoredModel) {
    this.ids = new Map(stored.words.split(' ').map((word, id) => [word, id]));
    this.chances = new Table(stored.chances);
    this.backOffs = new Table(stored.backOffs);
  }

  knows(word: string): boolean {
    return this.ids.has(word);
  }

  /** The number of a word, or of its kind; 0 of neither. */
  idOf({ word, kind }: { readonly word: string; readonly kind: string }): number {
    return this.ids.get(word) ?? this.ids.get(kind) ?? 0;
  }

  /** −ln of the chance of `ids[index]` behind those before it. */
  cost(at: number, ids: ArrayLike<number>, index: number): number {
    let cost = 0;
    for (let from = Math.max(0, index - MAX_CONTEXT); from <= index; from++) {
      const known = this.chances.get(keyOf(at, ids, from, index + 1));
      if (known !== undefined) return Math.min(UNSEEN, cost + known * STEP);
      // Stored as −ln too; what is not stored leaves all.
      const left = from < index ? this.backOffs.get(keyOf(at + 128, ids, from, index)) : undefined;
      if (left !== undefined) cost += left * STEP - BACK_OFF_SHIFT;
    }
    return UNSEEN;
  }
}

/** Back-off weights may be above 1: stored values are shifted by so much. */
export const BACK_OFF_SHIFT = 2;
