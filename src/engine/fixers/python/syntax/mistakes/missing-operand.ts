/**
 * Mistake: a second comparison without its left side, as it is said aloud.
 *
 * Before:  `if x > 5 and < 20:`        After:  `if x > 5 and x < 20:`
 * Before:  `if n == 'a' or = 'b':`     After:  `if n == 'a' or n == 'b':`
 *
 * When not: nothing is compared before it.
 */
import type { Token } from '../../../../syntax/python-tokens';
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  'left-side-again': 0.4,
};
const slip = pricedBy(COSTS);

export const missingOperand: Mistake = {
  id: 'python/missing-operand',
  explanation: 'Each comparison needs both of its sides, also where the left one is the same as before.',
  find,
};

const COMPARES = /^(?:[<>]=?|[=!]=)$/;

function find(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const edits: Slip['edits'][number][] = [];
  let side: string | undefined;
  tokens.forEach((token, i) => {
    const before = tokens[i - 1];
    if (!before || !(COMPARES.test(token.text) || token.text === '=')) return;
    if (!/^(?:and|or|not)$/.test(before.text)) {
      if (COMPARES.test(token.text)) side = leftOf(site, tokens, i) ?? side;
    } else if (side !== undefined) {
      edits.push({ start: token.start, end: token.start, text: `${side} ` });
      if (token.text === '=' && tokens[i + 1]?.text !== '=') edits.push({ start: token.end, end: token.end, text: '=' });
    }
  });
  return edits.length > 0
    ? [{ title: `Repeat '${side ?? ''}' before the comparison`, edits, ...slip('left-side-again'), complete: true }]
    : [];
}

/** What stands left of the comparison at `index`, up to the word or bracket before it. */
function leftOf(site: ErrorSite, tokens: readonly Token[], index: number): string | undefined {
  let first = index;
  for (let depth = 0; first > 0; first--) {
    const text = tokens[first - 1]?.text ?? '';
    if (/^[)\]}]$/.test(text)) depth++;
    else if (/^[([{]$/.test(text) && depth-- === 0) break;
    else if (depth === 0 && (/^(?:if|elif|while|and|or|not|return|assert|else|[,:=])$/.test(text) || COMPARES.test(text))) break;
  }
  const [start, end] = [tokens[first], tokens[index - 1]];
  return start && end && first < index ? site.text.slice(start.start, end.end) : undefined;
}
