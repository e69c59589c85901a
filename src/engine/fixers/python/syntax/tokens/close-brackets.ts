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

/** `Thread(target=f, args=(1, 2).start()`: a tuple has no such method; the call around it was not closed before the dot. */
export function closeBeforeMember(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const open: number[] = [];
  const out: Slip[] = [];
  tokens.forEach((token, i) => {
    if (token.type !== 'op') return;
    if ('([{'.includes(token.text)) open.push(i);
    if (!')]}'.includes(token.text)) return;
    const at = open.pop();
    if (at === undefined || token.text !== ')' || tokens[at]?.text !== '(' || tokens[at - 1]?.text !== '=' || open.length === 0) return;
    if (tokens[open.at(-1) ?? 0]?.text !== '(' || tokens[i + 1]?.text !== '.' || tokens[i + 2]?.type !== 'name') return;
    // A value in brackets may have a member; a tuple or an empty one has none that is called so.
    if (!tokens.slice(at, i).some(({ text }) => text === ',')) return;
    out.push({
      title: "Insert ')'",
      edits: [{ start: token.end, end: token.end, text: ')' }],
      variant: 'close-before-member',
      cost: CLOSE.least,
    });
  });
  return out;
}

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
