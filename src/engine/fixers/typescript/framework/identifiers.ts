// Names as text: how often they stand in a file, the words they are made of, and how file names write them.

import { escapeRegExp } from '../../../syntax/escape-reg-exp';

/** For a name within a regular expression. */
export const escaped = escapeRegExp;

/** Offsets at which the name stands as a whole word, also as a member. */
export function placesOf(text: string, name: string): number[] {
  return [...text.matchAll(new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, 'g'))].map((match) => match.index);
}

/** How often the text uses the name as a word of its own, not as a member. */
export function countUses(text: string, name: string): number {
  return [...text.matchAll(new RegExp(`(?<![\\w$.])${escaped(name)}(?![\\w$])`, 'g'))].length;
}

/** How often the text says `this.name`. */
export function countThis(text: string, name: string): number {
  return [...text.matchAll(new RegExp(`\\bthis\\.${escaped(name)}(?![\\w$])`, 'g'))].length;
}

/** Identifiers of three letters or more, each once. */
export function identifiersOf(text: string): Set<string> {
  return new Set([...text.matchAll(/(?<![\w$])[A-Za-z_$][\w$]{2,}/g)].map((match) => match[0]));
}

/** `BSONValue` → `bson`, `value`. */
export function wordsIn(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_$]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

/** `BsonValue` as file names write it. */
export function spellings(name: string): string[] {
  const lower = wordsIn(name);
  const camel = lower.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return [...new Set([name, lower.join('_'), lower.join('-'), camel, lower.join(''), lower.join('.')])];
}
