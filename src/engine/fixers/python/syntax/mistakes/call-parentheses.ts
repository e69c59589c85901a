/**
 * Mistake: a call without its parentheses, or with only one of them.
 *
 * Before:  `root = Node value`    After:  `root = Node(value)`
 * Before:  `for i in range 10:`   After:  `for i in range(10):`
 *
 * When not: it is print, exec or raise: those are Python 2 and have their own file.
 */
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  /** What stands before the argument is called elsewhere, built in, or a class by its name. */
  'of-function': 1.4,
  /** An attribute that is called nowhere else, or a variable, with a name behind it: it rather lacks an operator or a comma. */
  'of-variable': 5,
  'of-unknown-name': 3.5,
  'list-comprehension': 1.6,
  'generator-expression': 2.2,
};
const slip = pricedBy(COSTS);

export const callParentheses: Mistake = {
  id: 'python/call-parentheses',
  explanation: 'What a function is given stands in parentheses.',
  find,
};

const BUILT_IN = /^(?:print|range|len|input|int|str|float|list|sum|max|min|sorted|open|set|dict|abs|round|enumerate|zip|map)$/;

function find(site: ErrorSite): Slip[] {
  const out: Slip[] = comprehension(site);
  for (let i = Math.max(0, site.index - 6); i < Math.min(site.tokens.length - 1, site.index + 2); i++) {
    const name = site.tokens[i];
    const first = site.tokens[i + 1];
    if (name?.type !== 'name' || name.text === 'print' || name.text === 'exec' || !first || !/^(?:name|number|string)$/.test(first.type))
      continue;
    if (!/^[ \t]+$/.test(site.text.slice(name.end, first.start))) continue;
    const called = new RegExp(`(?<!\\w)${name.text}\\s*\\(`).test(site.text);
    // What holds a value and is never called is no function: beside it, an operator or a comma is missing.
    if (!called && site.tokens[i - 1]?.text !== '.' && isVariable(site, name.text)) continue;
    const variant =
      BUILT_IN.test(name.text) || called || /^[A-Z][a-z]\w/.test(name.text)
        ? 'of-function'
        : (site.tokens[i - 1]?.text === '.' && first.type === 'name') || isVariable(site, name.text)
          ? 'of-variable'
          : 'of-unknown-name';
    const line = site.source.lineOf(name.start);
    const title = `Add the parentheses of ${name.text}(…)`;
    const ends = new Set<number>();
    let depth = 0;
    for (let j = i + 1; j < site.tokens.length; j++) {
      const token = site.tokens[j];
      const next = site.tokens[j + 1];
      if (!token || site.source.lineOf(token.start) !== line) break;
      if (token.type === 'op' && '([{'.includes(token.text)) depth++;
      else if (token.type === 'op' && ')]}'.includes(token.text)) depth--;
      if (depth < 0) break;
      if (depth > 0) continue;
      if (!next || site.source.lineOf(next.start) !== line || /^[:)\]},;]$/.test(next.text) || (next.type !== 'op' && token.type !== 'op'))
        ends.add(token.end);
      if (token.text === ':' || token.text === ';') break;
    }
    for (const end of ends) {
      if (end <= first.start) continue;
      out.push({
        title,
        edits: [
          { start: name.end, end: first.start, text: '(' },
          { start: end, end, text: ')' },
        ],
        ...slip(variant),
      });
    }
  }
  return out;
}

/** The file gives it values, as a variable or a parameter. */
const isVariable = (site: ErrorSite, name: string): boolean =>
  new RegExp(`(?<![\\w.])${name}\\s*(?:[-+*/%]|//)?=(?!=)|\\bfor\\s+${name}\\b|\\bdef\\s+\\w+\\([^()]*(?<!\\w)${name}\\b`).test(site.text);

/** `return x for x in xs`: a comprehension without its brackets. */
function comprehension(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const at = tokens.findIndex((token) => token.text === 'for' && token.start >= site.reach - 1);
  const last = tokens[tokens.length - 1];
  if (at < 1 || !last || tokens[0]?.text === 'for') return [];
  let depth = 0;
  let first = at;
  for (let i = at - 1; i >= 0; i--) {
    const token = tokens[i];
    if (!token) break;
    if (token.type === 'op' && ')]}'.includes(token.text)) depth++;
    else if (token.type === 'op' && '([{'.includes(token.text) && depth-- === 0) return [];
    if (depth === 0 && /^(?:=|return|in|\+=|yield)$/.test(token.text)) break;
    first = i;
  }
  const start = tokens[first]?.start;
  if (start === undefined || first === at) return [];
  return (['[', '('] as const).map((open) => ({
    title: `Put the comprehension in ${open}${open === '(' ? ')' : ']'}`,
    edits: [
      { start, end: start, text: open },
      { start: last.end, end: last.end, text: open === '(' ? ')' : ']' },
    ],
    ...slip(open === '[' ? 'list-comprehension' : 'generator-expression'),
    complete: true,
  }));
}
