// A quote too many: what it made a text of was code.

import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { closers, HEADER } from '../tokens/close-brackets';
import { STRAY } from './string-costs';
import { brokenStrings, calculation, opening } from './string-token';

/** The quote itself is the slip: `return 'counter`, `word in backward' and …`. */
export function strayQuote(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  for (const token of brokenStrings(site)) {
    const { prefix, quote } = opening(token);
    const inner = token.text.slice(prefix.length + quote.length);
    const word = /^\s*([A-Za-z_]\w*)/.exec(inner)?.[1];
    const known = word !== undefined && site.uses(word) > 1 && (site.bound?.has(word) ?? true);
    const empty = !inner.trim();
    const line = site.source.lineOf(token.start);
    // The key beside the bracket's.
    if (empty && quote.length === 1) {
      const open: Token[] = [];
      for (const one of site.broken?.tokens ?? []) {
        if (one.start >= token.start) break;
        if (one.type === 'op' && '([{'.includes(one.text)) open.push(one);
        else if (one.type === 'op' && ')]}'.includes(one.text)) open.pop();
      }
      const before = site.text.slice(site.lineStart(line), token.start).trimEnd();
      const colon = HEADER.test(site.broken?.tokens[0]?.text ?? '') ? ':' : '';
      if (open.length > 0 && !prefix)
        out.push({
          title: `Change ${quote} to '${closers(open)}${colon}'`,
          edits: [{ start: site.lineStart(line) + before.length, end: token.end, text: closers(open) + colon }],
          variant: 'quote-for-bracket',
          cost: STRAY.forBracket,
        });
    }
    const code = /^[\s)\]}:,]*(?:$|(?:and|or|in|if|else|for|not|is)\b|[=+*/<>[(.-])/.test(inner);
    const costOfStray = (): number => {
      if (known && quote.length === 1) {
        if (calculation(site, inner)) return STRAY.beforeCalculation;
        return STRAY.beforeKnownName + (isAmongTexts(site, token) ? STRAY.amongTexts : 0);
      }
      if (empty || code) return STRAY.beforeCode;
      return calculation(site, inner) ? STRAY.beforeCalculation : STRAY.beforeText;
    };
    out.push({
      title: `Remove the stray ${quote}`,
      edits: [{ start: token.start + prefix.length, end: token.start + prefix.length + quote.length, text: '' }],
      variant: 'stray-quote',
      cost: costOfStray(),
    });
  }
  return out;
}

/** Other texts stand beside it in the same bracket: it is rather one more of them. */
function isAmongTexts(site: ErrorSite, token: Token): boolean {
  const tokens = site.broken?.tokens ?? [];
  for (let i = tokens.indexOf(token) - 1, depth = 0; i >= 0; i--) {
    const one = tokens[i];
    if (one?.type === 'op' && ')]}'.includes(one.text)) depth++;
    else if (one?.type === 'op' && '([{'.includes(one.text) && depth-- === 0) return false;
    else if (depth === 0 && one?.type === 'string') return true;
  }
  return false;
}

/** `for ''i in range(n):''`: empty texts that touch a word or end a line, where nothing can stand. */
export function strayEmptyTexts(site: ErrorSite): Slip[] {
  const line = site.line;
  const tokens = (site.broken?.tokens ?? []).filter((token) => site.source.lineOf(token.start) === line);
  const strays = tokens.filter(
    (token, i) =>
      /^(?:''|"")$/.test(token.text) &&
      ((tokens[i + 1]?.start === token.end && /^\w/.test(tokens[i + 1]?.text ?? '')) ||
        (i === tokens.length - 1 && tokens[i - 1]?.text === ':')),
  );
  if (strays.length === 0) return [];
  return [
    {
      title: `Remove the stray ${strays[0]?.text ?? ''}`,
      edits: strays.map((token) => ({ start: token.start, end: token.end, text: '' })),
      variant: 'stray-empty-texts',
      cost: STRAY.emptyTexts,
    },
  ];
}
