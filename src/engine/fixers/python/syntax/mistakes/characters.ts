/**
 * Mistake: characters that look like code but are none: typographic quotes, wide punctuation, invisible ones.
 *
 * Before:  `print(“hi”)`   After:  `print("hi")`
 * Before:  `x = a − b`     After:  `x = a - b`
 *
 * When not: they stand in strings and comments, where they are text.
 */
import type { Token } from '../../../../syntax/python-tokens';
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  /** A character that looks like one of Python's. */
  'look-alike': 0.3,
  /** Quotes around a text that holds the same plain quote. */
  'quotes-around-quote': 0.4,
  /** Backticks for quotes. */
  backticks: 2,
  /** The same around what reads like an expression: it was rather Python 2's repr. */
  'backticks-around-expression': 3.5,
  /** An emoji, a stray sign. */
  'stray-sign': 1.5,
};
const slip = pricedBy(COSTS);

export const characters: Mistake = {
  id: 'python/characters',
  explanation: 'A character that was probably pasted from a text or a web page only looks like Python.',
  find,
};

const MEANT: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '＂': '"',
  '〝': '"',
  '〞': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '‹': "'",
  '›': "'",
  '′': "'",
  '´': "'",
  '＇': "'",
  '`': "'",
  '（': '(',
  '）': ')',
  '［': '[',
  '］': ']',
  '｛': '{',
  '｝': '}',
  '【': '[',
  '】': ']',
  '，': ',',
  '、': ',',
  '؛': ';',
  '；': ';',
  '：': ':',
  '。': '.',
  '．': '.',
  '！': '!',
  '＝': '=',
  '＋': '+',
  '＊': '*',
  '／': '/',
  '＜': '<',
  '＞': '>',
  '＿': '_',
  '﹣': '-',
  '−': '-',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '×': '*',
  '∗': '*',
  '·': '*',
  '•': '*',
  '÷': '/',
  '∕': '/',
  '⁄': '/',
  '≠': '!=',
  '≤': '<=',
  '≥': '>=',
  '→': '->',
  '…': '...',
  '¸': ',',
  '‚ ': ',',
  '∧': ' and ',
  '∨': ' or ',
  '¬': 'not ',
  '²': '**2',
  '³': '**3',
  '⩵': '==',
};
const INVISIBLE =
  /[\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2060-\u2064\u3000\ufeff\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/;
const SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;

function find(site: ErrorSite): Slip[] {
  const line = site.broken;
  if (!line) return [];
  const bad = line.tokens.filter((token) => token.type === 'bad' && token.text.length <= 2);
  if (bad.length === 0) return [];
  const edits = bad.flatMap(editOf);
  const out: Slip[] = [];
  const shown = bad[0]?.text ?? '';
  // Python 2's backticks hold an expression, a text's words.
  const isExpression = /^[^`]*[\w)\]]\s*(?:[-+*/%([]|\.\w)/.test(site.text.slice(bad[0]?.end ?? 0, bad[1]?.start ?? 0));
  const ticks = shown !== '`' ? undefined : isExpression ? 'backticks-around-expression' : 'backticks';
  const name = INVISIBLE.test(shown)
    ? `the invisible character U+${(shown.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : `'${shown}'`;
  if (edits.length > 0)
    out.push({
      title: INVISIBLE.test(shown) ? `Remove ${name}` : `Change ${name} to '${edits[0]?.text ?? ''}'`,
      edits,
      ...slip(ticks ?? 'look-alike'),
      complete: true,
    });
  // Quotes around a text that holds the same plain quote.
  const quotes = bad.filter((token) => /^["']$/.test(MEANT[token.text] ?? ''));
  if (quotes.length === 2 && quotes[0] && quotes[1]) {
    const inner = site.text.slice(quotes[0].end, quotes[1].start);
    const quote =
      MEANT[quotes[0].text] === "'" && inner.includes("'")
        ? '"'
        : MEANT[quotes[0].text] === '"' && inner.includes('"')
          ? "'"
          : (MEANT[quotes[0].text] ?? '"');
    out.push({
      title: `Change ${name} to ${quote}`,
      edits: quotes.map((token) => ({ start: token.start, end: token.end, text: quote })),
      ...slip(ticks ?? 'quotes-around-quote'),
      complete: true,
    });
  }
  // Something quite foreign (an emoji, a stray sign) goes.
  const at = bad[0];
  if (at && !(at.text in MEANT) && !'$?!`\\'.includes(at.text))
    out.push({ title: `Remove ${name}`, edits: [{ start: at.start, end: at.end, text: '' }], ...slip('stray-sign') });
  return out;
}

function editOf(token: Token): { start: number; end: number; text: string }[] {
  if (INVISIBLE.test(token.text)) return [{ start: token.start, end: token.end, text: SPACE.test(token.text) ? ' ' : '' }];
  const meant = MEANT[token.text];
  if (meant === undefined) return [];
  return [{ start: token.start, end: token.end, text: meant }];
}
