// Two operands with nothing but a blank between them: what was left out there, an operator or a comma, told by where they stand.

import type { Token } from '../../../../syntax/python-tokens';
import type { Site } from '../search/error-site';

/** −ln chances of the words that may have stood between; those not named are as anywhere. `argument`: it is one of a call's. */
export type Between = ReadonlyMap<string, number>;

/** Calls of the same function that are looked at, and characters of each. */
const MAX_CALLS = 12;
const MAX_CALL = 400;

export const isOperand = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.type === 'name' || token.type === 'number' || token.type === 'string' || token.text === ')' || token.text === ']');
const begins = (token: Token | undefined): boolean =>
  token !== undefined && (token.type === 'name' || token.type === 'number' || token.type === 'string' || token.text === '(');

/** Where two operands meet at the error with blanks between them on one line; undefined elsewhere. */
export function sideBySide(site: Site): Between | undefined {
  const left = site.tokens[site.index - 1];
  const right = site.tokens[site.index];
  if (
    !left ||
    !right ||
    !isOperand(left) ||
    !begins(right) ||
    right.text === '(' ||
    !/^[ \t]+$/.test(site.text.slice(left.end, right.start))
  )
    return undefined;
  const tokens = site.broken?.tokens ?? [];
  const at = tokens.findIndex((token) => token.start === right.start);
  const first = tokens[0];
  if (at < 1 || !first) return undefined;
  const open: number[] = [];
  for (let i = 0; i < at; i++) {
    const token = tokens[i];
    if (token?.type !== 'op') continue;
    if ('([{'.includes(token.text)) open.push(i);
    else if (')]}'.includes(token.text)) open.pop();
  }
  const bracket = open[open.length - 1];
  const opener = bracket === undefined ? undefined : tokens[bracket];
  const head = bracket === undefined ? undefined : tokens[bracket - 1];
  const touches = opener !== undefined && head !== undefined && isOperand(head) && head.end === opener.start;
  const call = touches && opener.text === '(';
  const index = touches && opener.text === '[';
  const group = opener?.text === '(' && !call;
  const out = new Map<string, number>();
  if (!site.text.includes(`${left.text}.${right.text}`)) out.set('.', 7);
  // A statement of its own may be anything: `print x`, `def f x`.
  if (
    opener === undefined &&
    !/^(?:return|yield)$/.test(first.text) &&
    !tokens.slice(0, at).some((token) => /^(?:[-+*/%|&]?=|\/\/=|[<>!=]=|[<>]|in)$/.test(token.text))
  )
    return out;
  // `print("text" name)` shows one behind the other.
  if (
    (call && head.text === 'print') ||
    first.text === 'def' ||
    first.text === 'class' ||
    first.text === 'import' ||
    first.text === 'from' ||
    first.text === 'global'
  )
    return out;
  const put = (words: string, cost: number): void => {
    for (const word of words.split(' ')) out.set(word, Math.min(cost, out.get(word) ?? Infinity));
  };
  const text = left.type === 'string' ? left.text : right.type === 'string' ? right.text : undefined;
  if (text !== undefined) {
    const fills = left.type === 'string' && right.type !== 'string' && /%(?:\(\w+\))?[-#0 +]*[\d.*]*[sdifrxXgeuc]/.test(text);
    if (fills) put('%', 0.6);
    const joint =
      left.type === 'string' ? /[^\w\s.!?)]\s*['"]$|\s['"]$|_['"]+$/.test(text) : /^[a-zA-Z]*['"]+(?:[^\w\s'"]|_|\s)/.test(text);
    if (left.type === 'number' || right.type === 'number') put('*', call ? 3.5 : 2);
    else put('+', call || opener?.text === '[' || opener?.text === '{' ? (joint ? 0.6 : 3) : 1);
    if (joint && (call || opener !== undefined)) out.set(',', 3.2);
  } else {
    const counts = calculates(tokens, at);
    const plain = call || (opener !== undefined && !index && !group);
    put('+', plain ? (counts ? 2 : 2.6) : 1.4);
    put('-', plain ? (counts ? 2.3 : 3.2) : 1.8);
    put('*', plain ? (counts ? 2.4 : 3.4) : 2.2);
    put('/', plain ? 3.6 : 3.2);
    if ((group || index) && counts) out.set(',', 4);
    if (index) out.set(':', 4);
    const chain = /^[\w.]*/.exec(site.text.slice(right.start, right.start + 60))?.[0] ?? '';
    const before = /[\w.]*$/.exec(site.text.slice(Math.max(0, left.end - 60), left.end))?.[0] ?? '';
    if (left.type === 'name' && chain)
      for (const word of ['+', '-', '*', '/', '%', '//']) if (site.text.includes(`${before} ${word} ${chain}`)) put(word, 0.3);
  }
  const assigned = tokens.slice(0, at).findIndex((token) => token.text === '=');
  if (opener === undefined && assigned >= 0) out.set('=', 6);
  if (opener === undefined && !/^(?:return|yield)$/.test(first.text) && !tokens.slice(0, at).some((token) => token.text === ','))
    out.set(',', 4);
  if (call && bracket !== undefined) settle(site, tokens, bracket, out);
  if (call) out.set('argument', 0);
  return out;
}

/** Functions that take one argument. */
const ONE = /^(?:abs|all|any|ascii|bin|bool|callable|chr|float|hash|hex|id|len|list|oct|ord|repr|reversed|set|str|tuple)$/;

/** An operator stands beside one of the two. */
function calculates(tokens: readonly Token[], at: number): boolean {
  const operator = (token: Token | undefined): boolean => token?.type === 'op' && /^(?:[-+*/%]|\/\/|\*\*)$/.test(token.text);
  let from = at - 2;
  while (from > 0 && (tokens[from]?.text === '.' || tokens[from + 1]?.text === '.')) from--;
  let to = at + 1;
  for (let depth = 0; to < tokens.length; to++) {
    const token = tokens[to];
    if (token?.type === 'op' && '([{'.includes(token.text)) depth++;
    else if (token?.type === 'op' && ')]}'.includes(token.text)) {
      if (--depth < 0) break;
    } else if (depth === 0 && token?.text !== '.' && tokens[to - 1]?.text !== '.') break;
  }
  return (
    tokens[at - 1]?.type === 'number' ||
    tokens[at]?.type === 'number' ||
    (operator(tokens[from]) && isOperand(tokens[from - 1])) ||
    operator(tokens[to])
  );
}

/** What other calls of the same function in the file are given says whether an argument or an operator is missing. */
function settle(site: Site, tokens: readonly Token[], bracket: number, out: Map<string, number>): void {
  const name = tokens[bracket - 1];
  const opener = tokens[bracket];
  if (name?.type !== 'name' || !opener) return;
  const now = argumentsAt(site.text, opener.start);
  if (now === undefined) return;
  if (ONE.test(name.text) && tokens[bracket - 2]?.text !== '.') {
    out.set(',', 5);
    return;
  }
  let same = 0;
  let more = 0;
  let seen = 0;
  for (const found of site.text.matchAll(new RegExp(`(?<!\\w)${name.text}\\(`, 'g'))) {
    const at = found.index + found[0].length - 1;
    if (at === opener.start || site.text.startsWith('def ', found.index - 4)) continue;
    if (seen++ > MAX_CALLS) break;
    const count = argumentsAt(site.text, at);
    if (count === now) same++;
    else if (count === now + 1) more++;
  }
  const shift = more > 0 && same === 0 ? 1.2 : same > 1 && more === 0 ? -1.4 : 0;
  if (shift === 0) return;
  out.set(',', Math.max(0.5, 2.3 - shift));
  if (shift < 0) for (const word of ['+', '-', '*', '/']) out.set(word, Math.max(0.3, (out.get(word) ?? 4) + shift / 2));
}

/** How many arguments the bracket at `at` holds. */
function argumentsAt(text: string, at: number): number | undefined {
  let depth = 0;
  let commas = 0;
  for (let i = at; i < Math.min(text.length, at + MAX_CALL); i++) {
    const c = text[i] ?? '';
    if (c === '"' || c === "'") {
      const end = text.indexOf(c, i + 1);
      if (end < 0) return undefined;
      i = end;
    } else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) {
      if (--depth === 0) return /^\s*$/.test(text.slice(at + 1, i)) ? 0 : commas + (/,\s*$/.test(text.slice(at + 1, i)) ? 0 : 1);
    } else if (c === ',' && depth === 1) commas++;
  }
  return undefined;
}
