// Brackets among tokens: which belong together.

import type { ScriptToken } from './script-tokens';

export const CLOSER: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  '(': ')',
  '[': ']',
  '{': '}',
});
export const OPENER: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  ')': '(',
  ']': '[',
  '}': '{',
});
export const isBracket = (text: string): boolean => text in CLOSER || text in OPENER;

/** Index of the bracket that closes the one at `open`. */
export function closerOf(tokens: readonly ScriptToken[], open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const text = tokens[i]?.text ?? '';
    if (text in CLOSER) depth++;
    else if (text in OPENER && --depth === 0) return i;
  }
  return undefined;
}

/** First index for which the test holds; it must hold from there on. */
export function firstIndex(tokens: readonly ScriptToken[], holds: (token: ScriptToken) => boolean): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    const token = tokens[mid];
    if (token && holds(token)) high = mid;
    else low = mid + 1;
  }
  return low;
}
