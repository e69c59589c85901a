// The words identifiers are made of: tells a misspelt word from a rare one, and spells it right.

import words from './data/words.json';
import { nearness, type Nearness } from './similar';

const frequent: readonly string[] = words.split(' ');
const rank = new Map(frequent.map((word, i) => [word, i]));

/** Whether identifiers of the standard library are made with it. */
export const isCommonWord = (word: string): boolean => (rank.get(word.toLowerCase()) ?? 5000) < 3000;

/** Words of an identifier with where they stand: `expose_vaalue` → expose, vaalue. */
export function wordsOf(identifier: string): { readonly word: string; readonly at: number }[] {
  return [...identifier.matchAll(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g)].map((match) => ({ word: match[0], at: match.index }));
}

/** All words of a text's identifiers and prose, lower case, with their counts. */
export function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { word } of wordsOf(text)) {
    const plain = word.toLowerCase();
    if (plain.length >= 3) counts.set(plain, (counts.get(plain) ?? 0) + 1);
  }
  return counts;
}

/** A known word in the place of one that is none. */
export interface Respelt extends Nearness {
  /** The whole identifier, respelt. */
  readonly name: string;
  /** The file uses the word. */
  readonly local: boolean;
}

/** The identifier with its one misspelt word spelt right, best first; empty where every word is one. Also mends doubled underscores. */
export function respell(identifier: string, local: ReadonlyMap<string, number>): Respelt[] {
  const collapsed = identifier.replace(/(\w)__+(\w)/g, '$1_$2');
  if (collapsed !== identifier) return [{ name: collapsed, edits: 1, similarity: collapsed.length / identifier.length, local: true }];
  const out: (Respelt & { readonly commonness: number })[] = [];
  for (const { word, at } of wordsOf(identifier)) {
    const plain = word.toLowerCase();
    // Its own occurrence counts once.
    const isWord = rank.has(plain) || (local.get(plain) ?? 0) > 1;
    if (isWord || plain.length < 4) continue;
    const seen = new Set<string>();
    for (const source of [local.keys(), frequent]) {
      for (const candidate of source) {
        if (candidate === plain || seen.has(candidate) || candidate.length < 3 || Math.abs(candidate.length - plain.length) > 2) continue;
        if (!rank.has(candidate) && (local.get(candidate) ?? 0) < 2) continue;
        seen.add(candidate);
        const near = nearness(plain, candidate);
        if (!near || near.similarity < MIN_SIMILARITY) continue;
        const cased = /^[A-Z]+$/.test(word)
          ? candidate.toUpperCase()
          : /^[A-Z]/.test(word)
            ? candidate[0]?.toUpperCase() + candidate.slice(1)
            : candidate;
        out.push({
          name: identifier.slice(0, at) + cased + identifier.slice(at + word.length),
          ...near,
          local: (local.get(candidate) ?? 0) > 0,
          commonness: rank.get(candidate) ?? Infinity,
        });
      }
    }
  }
  return out
    .sort(
      (a, b) =>
        a.edits - b.edits || Number(b.local) - Number(a.local) || b.similarity - a.similarity || compare(a.commonness, b.commonness),
    )
    .map(({ commonness: _, ...respelt }) => respelt);
}

/** What was measured of a respelling and the next best one. */
export const respeltFeatures = (first: Respelt, second: Respelt | undefined): Record<string, number> => ({
  edits: first.edits,
  similarity: first.similarity,
  local: Number(first.local),
  lead: first.similarity - (second?.similarity ?? 0),
});

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Another word in a name is a slip only where most of it stays. */
const MIN_SIMILARITY = 0.75;
