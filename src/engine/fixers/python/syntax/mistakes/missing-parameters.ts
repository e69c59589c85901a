/**
 * Mistake: a function's head without its parentheses.
 *
 * Before:  `def start:`           After:  `def start():`
 * Before:  `    def stop:`        After:  `    def stop(self):`   in a class
 *
 * When not: something stands between the name and the colon.
 */
import { columns } from '../../../../syntax/python-tokens';
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  'no-parentheses': 0.3,
};
const slip = pricedBy(COSTS);

export const missingParameters: Mistake = {
  id: 'python/missing-parameters',
  explanation: 'A function is defined with parentheses, also where it takes nothing.',
  find,
};

function find(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const at = tokens[0]?.text === 'async' ? 1 : 0;
  const [head, name, next] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (head?.text !== 'def' || name?.type !== 'name' || (next?.text !== ':' && next?.text !== '->')) return [];
  const given = first(site, site.source.lineOf(head.start));
  return [
    {
      title: `Add the parentheses of ${name.text}(${given})`,
      edits: [{ start: name.end, end: name.end, text: `(${given})` }],
      ...slip('no-parentheses'),
      complete: true,
    },
  ];
}

/** What a method is given by the way. */
function first(site: ErrorSite, line: number): string {
  const width = columns(site.source.indentOf(line)).wide;
  let decorated = true;
  for (let at = line - 1; at >= 0; at--) {
    if (site.isBlank(at)) continue;
    const text = site.lineText(at).trim();
    const here = columns(site.source.indentOf(at)).wide;
    if (here === width && decorated && text.startsWith('@')) {
      if (/^@staticmethod\b/.test(text)) return '';
      if (/^@classmethod\b/.test(text)) return 'cls';
      continue;
    }
    decorated = false;
    if (here < width) return /^class\b/.test(text) ? 'self' : '';
  }
  return '';
}
