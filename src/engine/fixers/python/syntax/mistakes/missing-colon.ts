/**
 * Mistake: the colon behind the head of a block is missing, or something else stands in its place.
 *
 * Before:  `if ready` / `    go()`   After:  `if ready:` / `    go()`
 *
 * When not: the line only looks like a head.
 */
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

const HEAD = /^(?:if|elif|else|for|while|def|class|try|except|finally|with|async|match|case)$/;

/** −ln of how often people slip so. */
const COSTS = {
  'at-line-end': 0.4,
  /** Another mark stands in its place. */
  'for-other-mark': 0.9,
  'in-mid-line': 1.2,
  'with-bracket': 3.5,
  /** `else`, `try` or `finally` alone on the line. */
  'behind-lone-word': 0.3,
  'before-body-on-line': 1,
};
const slip = pricedBy(COSTS);

export const missingColon: Mistake = {
  id: 'python/missing-colon',
  explanation: 'A line that opens a block ends with a colon.',
  find,
};

function find(site: ErrorSite): Slip[] {
  const line = site.broken;
  const head = line?.tokens[0];
  if (!line || !head || !HEAD.test(head.text)) return [];
  const out: Slip[] = [];
  const physical = site.source.lineOf(head.start);
  const onLine = line.tokens.filter((token) => site.source.lineOf(token.start) === physical);
  const last = onLine[onLine.length - 1];
  if (!last) return [];
  const add = (at: number, end: number, variant: keyof typeof COSTS): void => {
    out.push({ title: `Add ':' after the '${head.text}' line`, edits: [{ start: at, end, text: ':' }], ...slip(variant) });
  };
  const near = site.reach >= head.start && site.source.lineOf(site.reach) <= physical + 1;
  if (near && last.text !== ':') {
    add(last.end, last.end, 'at-line-end');
    if (/^[;,.=]$/.test(last.text)) add(last.start, last.end, 'for-other-mark');
  }
  // It stands in mid-line: `if a: and b`.
  const early = onLine.find((token) => token.text === ':' && token.type === 'op' && token.end <= site.reach && token !== last);
  if (near && early && last.text !== ':')
    out.push({
      title: `Move ':' to the end of the '${head.text}' line`,
      edits: [
        { start: early.start, end: early.end, text: '' },
        { start: last.end, end: last.end, text: ':' },
      ],
      ...slip('in-mid-line'),
    });
  // The bracket is missing too: `while (x < len(y)`.
  const open =
    onLine.filter((token) => token.type === 'op' && '([{'.includes(token.text)).length -
    onLine.filter((token) => token.type === 'op' && ')]}'.includes(token.text)).length;
  if (near && open === 1 && last.text !== ':')
    out.push({
      title: `Close the bracket and add ':' after the '${head.text}' line`,
      edits: [{ start: last.end, end: last.end, text: '):' }],
      ...slip('with-bracket'),
    });
  // The body stands on the same line.
  if (head.text === 'else' || head.text === 'try' || head.text === 'finally')
    add(head.end, head.end, last === head ? 'behind-lone-word' : 'before-body-on-line');
  return out;
}
