// The words identifiers are made of: tells a misspelt word from a rare one, and spells it right.

import words from './data/words.json';
import { similarity } from './similar';

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

/**
 * The identifier with its one misspelt word spelt right, and how sure that is; best first, empty where every word is one.
 * Also mends doubled underscores.
 */
export function respell(identifier: string, local: ReadonlyMap<string, number>): { readonly name: string; readonly score: number }[] {
  const collapsed = identifier.replace(/(\w)__+(\w)/g, '$1_$2');
  if (collapsed !== identifier) return [{ name: collapsed, score: 0.9 }];
  const out: { name: string; score: number }[] = [];
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
        const near = similarity(plain, candidate);
        if (near < 0.75) continue;
        const common = rank.get(candidate) ?? 5000;
        const score = near + ((local.get(candidate) ?? 0) > 0 ? 0.06 : 0) + (common < 500 ? 0.04 : common < 1500 ? 0.02 : 0);
        const cased = /^[A-Z]+$/.test(word)
          ? candidate.toUpperCase()
          : /^[A-Z]/.test(word)
            ? candidate[0]?.toUpperCase() + candidate.slice(1)
            : candidate;
        out.push({ name: identifier.slice(0, at) + cased + identifier.slice(at + word.length), score });
      }
    }
  }
  return out.sort((a, b) => b.score - a.score);
}
