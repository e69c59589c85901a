// Quotes inside a string of the same quotes.

import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { isCode } from '../search/text-or-code';
import { NESTED } from './string-costs';
import { opening, otherQuote } from './string-token';

/** 'it's' and "say "hi"": the other kind of quote outside, or a backslash inside. */
export function nestedQuotes(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  // Quotes that pair up far from the error are not what is wrong.
  const quoted = (token: Token | undefined): boolean => token !== undefined && /^[a-zA-Z]{0,2}['"]/.test(token.text);
  if (
    !quoted(site.tokens[site.index]) &&
    !quoted(site.tokens[site.index - 1]) &&
    !site.tokens.some((token) => token.type === 'bad' && quoted(token))
  )
    return out;
  const lines = new Set(
    site.tokens
      .slice(Math.max(0, site.index - 6), site.index + 3)
      .filter((token) => /^[a-zA-Z]{0,2}['"]/.test(token.text))
      .map((token) => site.source.lineOf(token.start)),
  );
  for (const line of lines) {
    const start = site.lineStart(line);
    const text = site.lineText(line);
    const quotes = [...text.matchAll(/(?<!\\)['"]/g)].map((found) => ({ at: found.index, quote: found[0] }));
    if (quotes.length < 3 || quotes.length > 14) continue;
    const opens = openingQuotes(site, start, start + text.length);
    for (let i = 0; i < quotes.length; i++) {
      const from = quotes[i];
      if (!from || (opens && !opens.has(start + from.at))) continue;
      for (let j = i + 2; j < quotes.length; j++) {
        const to = quotes[j];
        if (!to || to.quote !== from.quote) continue;
        const body = text.slice(from.at + 1, to.at);
        const same = quotes.slice(i + 1, j).filter((one) => one.quote === from.quote);
        if (same.length === 0 || same.length > 4 || /^['"]|['"]$/.test(body)) continue;
        const other = otherQuote(from.quote);
        // An apostrophe in a word, or quotes around words: what people forget about. Code between the quotes is code.
        const apostrophe =
          same.length === 1 && /\w/.test(text[(same[0]?.at ?? 0) - 1] ?? '') && /\w/.test(text[(same[0]?.at ?? 0) + 1] ?? '');
        // Code between two strings, or behind the last, is no text: what is missing there is a comma or an operator.
        if (!apostrophe && outside(text, from.at, to.at, same).some(([piece, where]) => isCode(site, piece, where))) continue;
        // A lone quote behind an operator opens a string of its own.
        if (same.length % 2 === 1 && !apostrophe && same.some(({ at }) => OPENS.test(text.slice(from.at + 1, at)))) continue;
        const between = apostrophe ? NESTED.apostrophe : /[+,%]|\bformat\b/.test(body) ? NESTED.code : NESTED.words;
        const cost = between + NESTED.perQuote * (j - i);
        const kind = apostrophe ? 'apostrophe' : 'nested-quotes';
        if (!body.includes(other))
          out.push({
            title: `Put the string in ${other}`,
            edits: [
              { start: start + from.at, end: start + from.at + 1, text: other },
              { start: start + to.at, end: start + to.at + 1, text: other },
            ],
            variant: `${kind}-in-other-quotes`,
            cost,
          });
        out.push({
          title: 'Escape the quote inside the string',
          edits: same.map((one) => ({ start: start + one.at, end: start + one.at, text: '\\' })),
          variant: `${kind}-escaped`,
          cost: cost + NESTED.escaped,
        });
        if (same.length % 2 === 0)
          out.push({
            title: `Use ${other} inside the string`,
            edits: same.map((one) => ({ start: start + one.at, end: start + one.at + 1, text: other })),
            variant: 'other-quotes-inside',
            cost: cost + NESTED.otherInside,
          });
      }
    }
  }
  return out;
}

/** Offsets of the quotes that open a string on the line, where all its strings have an end; undefined where one has none. */
function openingQuotes(site: ErrorSite, start: number, end: number): ReadonlySet<number> | undefined {
  const strings = site.tokens.filter((token) => token.start >= start && token.end <= end && /^[a-zA-Z]{0,2}['"]/.test(token.text));
  if (strings.some(({ type }) => type === 'bad')) return undefined;
  return new Set(strings.map((token) => token.start + opening(token).prefix.length));
}

const OPENS = /(?:[,+=(\[:%<>]|\b(?:if|else|in|and|or|not|is|return))\s*$/;

/** What the quotes as they stand leave outside of strings, where the first opens one. */
function outside(
  text: string,
  from: number,
  to: number,
  inner: readonly { readonly at: number }[],
): (readonly [string, 'between' | 'behind'])[] {
  const ends = [from, ...inner.map(({ at }) => at), to];
  const out: (readonly [string, 'between' | 'behind'])[] = [];
  for (let k = 1; k + 1 < ends.length; k += 2)
    out.push([text.slice((ends[k] ?? 0) + 1, ends[k + 1] ?? 0), inner.length % 2 === 0 || k + 2 < ends.length ? 'between' : 'behind']);
  return out;
}
