// The strings at an error, whole and broken, and what reads like code inside a text.

import { lexLine, type Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import { unboundIn } from '../search/name-counts';

/** A string without an end, as the lexer leaves it. */
export const brokenStrings = (site: ErrorSite): Token[] =>
  site.tokens.filter((token) => token.type === 'bad' && /^[a-zA-Z]{0,2}['"]/.test(token.text));

/** A string's prefix letters and the quotes it opens with. */
export function opening(token: Token): { readonly prefix: string; readonly quote: string } {
  const found = /^([a-zA-Z]{0,2})('''|"""|'|")/.exec(token.text);
  return { prefix: found?.[1] ?? '', quote: found?.[2] ?? "'" };
}

export const otherQuote = (quote: string): string => (quote === '"' ? "'" : '"');

/** What at the end of the text closes brackets that were open before it, with the colons and commas between: code, not text. */
export function codeTail(code: string): string {
  const tail = /[\s)\]}:,;]*$/.exec(code)?.[0] ?? '';
  const body = code.slice(0, code.length - tail.length);
  let inside = 0;
  for (const c of body) {
    if ('([{'.includes(c)) inside++;
    else if (')]}'.includes(c)) inside = Math.max(0, inside - 1);
  }
  // What closes a bracket of the text is text; a bracket that nothing closes is no bracket.
  let skip = 0;
  for (let i = 0; inside > 0 && i < tail.length; i++)
    if (/[)\]}]/.test(tail[i] ?? '')) {
      inside--;
      skip = i + 1;
    }
  return tail.slice(skip);
}

/** Reads as an expression that calls, indexes or calculates with nothing but what the file knows: `max(low, high)`. */
export function calculation(site: ErrorSite, inner: string): boolean {
  const bound = site.bound;
  const line = lexLine(inner.replace(/[\s:,;]+$/, ''), 0);
  if (!line || !bound || line.fault || line.tokens.length < 3 || line.next < inner.trimEnd().length - 3) return false;
  const { tokens } = line;
  if (!tokens.some((token) => token.type === 'name') || !tokens.some((token) => /^(?:[[(.+*/%-]|[=<>!]=?|and|or|not|in)$/.test(token.text)))
    return false;
  return tokens.every((token) => token.type !== 'bad') && unboundIn(tokens, bound).length === 0;
}
