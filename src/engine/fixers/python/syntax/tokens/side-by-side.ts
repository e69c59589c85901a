// Two operands with nothing but a blank between them: what was left out there, an operator or a comma, told by where they stand.

import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import { SIDE_BY_SIDE } from './token-costs';

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
export function sideBySide(site: ErrorSite): Between | undefined {
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
  if (!site.text.includes(`${left.text}.${right.text}`)) out.set('.', SIDE_BY_SIDE.dotOfUnknownChain);
  // `assert x > 3 "too small"` wants the comma before its words.
  if (opener === undefined && first.text === 'assert' && right.type === 'string') return out.set(',', SIDE_BY_SIDE.commaOfAssertion);
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
    if (fills) put('%', SIDE_BY_SIDE.percentOfFormat);
    const joint = isJoint(left, right);
    if (left.type === 'number' || right.type === 'number') put('*', call ? SIDE_BY_SIDE.timesTextInCall : SIDE_BY_SIDE.timesText);
    else if (!call && opener?.text !== '[' && opener?.text !== '{') put('+', SIDE_BY_SIDE.plusText);
    else put('+', joint ? SIDE_BY_SIDE.plusTextAtJoint : SIDE_BY_SIDE.plusTextInList);
    if (joint && (call || opener !== undefined)) out.set(',', SIDE_BY_SIDE.commaAtJoint);
  } else {
    const counts = calculates(tokens, at);
    const listed = call || (opener !== undefined && !index && !group);
    const situation = !listed ? 0 : counts ? 2 : 1;
    put('+', SIDE_BY_SIDE.plus[situation]);
    put('-', SIDE_BY_SIDE.minus[situation]);
    put('*', SIDE_BY_SIDE.times[situation]);
    put('/', SIDE_BY_SIDE.divided[situation]);
    if ((group || index) && counts) out.set(',', SIDE_BY_SIDE.commaInGroup);
    if (index) out.set(':', SIDE_BY_SIDE.colonInIndex);
    const chain = /^[\w.]*/.exec(site.text.slice(right.start, right.start + 60))?.[0] ?? '';
    const before = /[\w.]*$/.exec(site.text.slice(Math.max(0, left.end - 60), left.end))?.[0] ?? '';
    if (left.type === 'name' && chain)
      for (const word of ['+', '-', '*', '/', '%', '//'])
        if (site.text.includes(`${before} ${word} ${chain}`)) put(word, SIDE_BY_SIDE.writtenElsewhere);
  }
  const assigned = tokens.slice(0, at).findIndex((token) => token.text === '=');
  if (opener === undefined && assigned >= 0) out.set('=', SIDE_BY_SIDE.equalsInAssignment);
  if (opener === undefined && !/^(?:return|yield)$/.test(first.text) && !tokens.slice(0, at).some((token) => token.text === ','))
    out.set(',', SIDE_BY_SIDE.commaOutside);
  if (call && bracket !== undefined) compareCalls(site, tokens, bracket, out);
  if (call) out.set('argument', 0);
  return out;
}

/** The text of the two ends, or begins, like one that goes on. */
export function isJoint(left: Token, right: Token): boolean {
  if (left.type === 'string') return /[^\w\s.!?)]\s*['"]$|\s['"]$|_['"]+$/.test(left.text);
  return right.type === 'string' && /^[a-zA-Z]*['"]+(?:[^\w\s'"]|_|\s)/.test(right.text);
}

/** Functions that take one argument. */
const ONE_ARGUMENT = /^(?:abs|all|any|ascii|bin|bool|callable|chr|float|hash|hex|id|len|list|oct|ord|repr|reversed|set|str|tuple)$/;

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
function compareCalls(site: ErrorSite, tokens: readonly Token[], bracket: number, out: Map<string, number>): void {
  const name = tokens[bracket - 1];
  const opener = tokens[bracket];
  if (name?.type !== 'name' || !opener) return;
  const now = argumentsAt(site.text, opener.start);
  if (now === undefined) return;
  if (ONE_ARGUMENT.test(name.text) && tokens[bracket - 2]?.text !== '.') {
    out.set(',', SIDE_BY_SIDE.commaInOneArgumentCall);
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
  const shift =
    more > 0 && same === 0 ? SIDE_BY_SIDE.moreArgumentsElsewhere : same > 1 && more === 0 ? SIDE_BY_SIDE.sameArgumentsElsewhere : 0;
  if (shift === 0) return;
  out.set(',', Math.max(SIDE_BY_SIDE.leastComma, SIDE_BY_SIDE.commaInCall - shift));
  if (shift < 0)
    for (const word of ['+', '-', '*', '/'])
      out.set(word, Math.max(SIDE_BY_SIDE.leastOperator, (out.get(word) ?? SIDE_BY_SIDE.unknownOperator) + shift / 2));
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
