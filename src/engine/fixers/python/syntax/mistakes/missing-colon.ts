/**
 * Mistake: the colon behind the head of a block is missing, or something else stands in its place.
 *
 * Before:  `if ready` / `    go()`   After:  `if ready:` / `    go()`
 *
 * When not: the line only looks like a head.
 */
import type { Mistake, Slip } from '../search/mistake';
import type { Site } from '../search/error-site';

const HEAD = /^(?:if|elif|else|for|while|def|class|try|except|finally|with|async|match|case)$/;

export const missingColon: Mistake = {
  id: 'python/missing-colon',
  explanation: 'A line that opens a block ends with a colon.',
  find,
};

function find(site: Site): Slip[] {
  const line = site.broken;
  const head = line?.tokens[0];
  if (!line || !head || !HEAD.test(head.text)) return [];
  const out: Slip[] = [];
  const physical = site.source.lineOf(head.start);
  const onLine = line.tokens.filter((token) => site.source.lineOf(token.start) === physical);
  const last = onLine[onLine.length - 1];
  if (!last) return [];
  const add = (at: number, end: number, cost: number): void => {
    out.push({ title: `Add ':' after the '${head.text}' line`, edits: [{ start: at, end, text: ':' }], cost });
  };
  const near = site.reach >= head.start && site.source.lineOf(site.reach) <= physical + 1;
  if (near && last.text !== ':') {
    add(last.end, last.end, 0.4);
    if (/^[;,.=]$/.test(last.text)) add(last.start, last.end, 0.9);
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
      cost: 1.2,
    });
  // The bracket is missing too: `while (x < len(y)`.
  const open =
    onLine.filter((token) => token.type === 'op' && '([{'.includes(token.text)).length -
    onLine.filter((token) => token.type === 'op' && ')]}'.includes(token.text)).length;
  if (near && open === 1 && last.text !== ':')
    out.push({
      title: `Close the bracket and add ':' after the '${head.text}' line`,
      edits: [{ start: last.end, end: last.end, text: '):' }],
      cost: 3.5,
    });
  // The body stands on the same line.
  if (head.text === 'else' || head.text === 'try' || head.text === 'finally') add(head.end, head.end, last === head ? 0.3 : 1);
  return out;
}
