// A line that leaves brackets open: all of them are closed at its end.

import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { CLOSE } from './token-costs';

/** Headers, which end with a colon. */
export const HEADER = /^(?:if|elif|else|while|for|def|class|with|try|except|finally)$/;
/** What closes them, the last opened first. */
export const closers = (open: readonly Token[]): string =>
  open
    .map(({ text }) => (text === '(' ? ')' : text === '[' ? ']' : '}'))
    .reverse()
    .join('');
/** Physical lines looked at, from the first whose brackets are not closed. */
const OPEN_LINES = 6;

/** `x = abs(a[i] - a[i + 1`: all brackets that a line leaves open are closed at its end, and a header gets its colon. */
export function closeBrackets(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
  const open: Token[] = [];
  const first = tokens[0];
  if (!first) return out;
  const head = first.text === 'async' ? tokens[1]?.text : first.text;
  const header = head !== undefined && HEADER.test(head);
  let lines = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    if (token.type === 'op' && '([{'.includes(token.text)) open.push(token);
    else if (token.type === 'op' && ')]}'.includes(token.text)) open.pop();
    const next = tokens[i + 1];
    const line = site.source.lineOf(token.start);
    if ((next && site.source.lineOf(next.start) === line) || open.length === 0) continue;
    if (lines++ > OPEN_LINES || token.start > site.reach) break;
    const missing = closers(open);
    const colon = header && token.text === ':';
    const at = colon ? token.start : token.end;
    const word = header && !colon ? `${missing}:` : missing;
    // One alone the general insertion finds.
    if (word.length > 1)
      out.push({
        title: `Insert '${word}'`,
        edits: [{ start: at, end: at, text: word }],
        variant: 'close-brackets',
        cost: CLOSE.least + CLOSE.perBracket * word.length + (lines - 1) * CLOSE.perLine,
      });
  }
  return out;
}
