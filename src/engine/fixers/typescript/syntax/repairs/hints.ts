// What the words around a place say of the sign that is missing there: no comparison, condition or second assignment where nothing hints at one.

import { CLOSER, OPENER } from '../brackets';
import type { ScriptToken } from '../script-tokens';
import type { ErrorSite } from './repair';

/** The expression around the place before a token, as far as the commas, semicolons and brackets around it. */
interface Part {
  readonly before: readonly ScriptToken[];
  readonly behind: readonly ScriptToken[];
  /** The bracket that it stands in, and what stands before that. */
  readonly opener: ScriptToken | undefined;
  readonly head: ScriptToken | undefined;
}

/** Tokens looked at on either side. */
const MOST = 60;
const STATEMENT = /^(?:return|throw|case|=>)$/;

export function partAt({ tokens }: ErrorSite, index: number): Part {
  const before: ScriptToken[] = [];
  let opener: ScriptToken | undefined;
  let head: ScriptToken | undefined;
  for (let i = index - 1, depth = 0; i >= 0 && i > index - MOST; i--) {
    const token = tokens[i];
    if (!token) break;
    if (Object.hasOwn(OPENER, token.text)) depth++;
    else if (Object.hasOwn(CLOSER, token.text)) {
      if (depth-- === 0) {
        opener = token;
        head = tokens[i - 1];
        break;
      }
    } else if (depth === 0) {
      if (/^[,;]$/.test(token.text) || STATEMENT.test(token.text)) break;
      before.unshift(token);
    }
  }
  const behind: ScriptToken[] = [];
  for (let i = index, depth = 0; i < tokens.length && i < index + MOST; i++) {
    const token = tokens[i];
    if (!token || (depth === 0 && (/^[,;]$/.test(token.text) || (i > index && token.newLine && opener === undefined)))) break;
    if (Object.hasOwn(CLOSER, token.text)) depth++;
    else if (Object.hasOwn(OPENER, token.text)) {
      if (--depth < 0) break;
    } else if (depth === 0) behind.push(token);
  }
  return { before, behind, opener, head };
}

const has = (tokens: readonly ScriptToken[], word: RegExp): boolean => tokens.some(({ kind, text }) => kind !== 'str' && word.test(text));
const COMPARES = /^(?:[<>]=?|[=!]==?|&&|\|\||\?\?|!|instanceof|in)$/;

/** Whether something around the place before the token at `index` hints at the sign; signs that do not decide what an expression means need no hint. */
export function isHinted(site: ErrorSite, index: number, sign: string): boolean {
  if (!/^(?:<|>|&&|\|\||=|=>|\?)$/.test(sign)) return true;
  const { before, behind, opener, head } = partAt(site, index);
  switch (sign) {
    case '>':
      return isOneMore(before, '<', '>');
    case '<':
      return isOneMore(behind, '>', '<');
    case '?':
      return has(behind, /^:$/);
    case '=>':
      // Behind what may be parameters: those in parentheses, or the one name that a call is given and that is used behind it.
      return (
        site.tokens[index - 1]?.text === ')' ||
        site.tokens[index]?.text === '{' ||
        (before.length === 1 && opener?.text === '(' && isCall(head) && behind.some(({ text }) => text === before[0]?.text))
      );
    case '=':
      return (
        !has(before, /^[-+*/%]?=$|^[<>]=?$|^[=!]==?$|^\+$/) &&
        (opener === undefined || opener.text !== '(' || !isCall(head)) &&
        !isBehindReturn(site, index, before)
      );
    default:
      return (
        has(before, COMPARES) ||
        has(behind, COMPARES) ||
        (opener?.text === '(' && /^(?:if|while)$/.test(head?.text ?? '')) ||
        has(behind, /^\?$/)
      );
  }
}

const isOneMore = (tokens: readonly ScriptToken[], word: string, other: string): boolean =>
  tokens.filter(({ text }) => text === word).length > tokens.filter(({ text }) => text === other).length;

const isCall = (head: ScriptToken | undefined): boolean => head !== undefined && (head.kind === 'id' || /^[)\]]$/.test(head.text));

const isBehindReturn = ({ tokens }: ErrorSite, index: number, before: readonly ScriptToken[]): boolean => {
  const first = before[0] ?? tokens[index];
  const at = first ? tokens.indexOf(first) : -1;
  return STATEMENT.test(tokens[at - 1]?.text ?? '');
};

/** Words that name a type and nothing else. */
const PRIMITIVE = /^(?:string|number|boolean|bigint|symbol|unknown|never|void|any|object)$/;

/** `c a : b` lacks its `?`, `c ? a b` its `:`, `p number` in a list of parameters its colon. */
export function isTold(site: ErrorSite, index: number, sign: string): boolean {
  if (sign !== '?' && sign !== ':') return false;
  const { before, behind, opener } = partAt(site, index);
  if (sign === '?') return before.length > 0 && has(behind, /^:$/) && !has(before, /^[?:]$/) && opener?.text !== '{';
  const next = site.tokens[index];
  if (next && PRIMITIVE.test(next.text) && site.tokens[index - 1]?.kind === 'id') return true;
  return isOneMore(before, '?', ':') && !has(behind, /^:$/);
}

const isText = (token: ScriptToken | undefined): boolean => token !== undefined && (token.kind === 'str' || token.kind === 'tpl');
const ends = (token: ScriptToken | undefined): boolean =>
  token !== undefined && (/^(?:id|num|str|tpl|this|true|false|null)$/.test(token.kind) || /^[)\]]$/.test(token.text));
const begins = (token: ScriptToken | undefined): boolean =>
  token !== undefined && (/^(?:id|num|str|tpl|this|true|false|null)$/.test(token.kind) || token.text === '${');

/** A text and a value side by side: in a value, or as the one argument of a call that does not show what it is given, they are put together. */
export function isJoint(site: ErrorSite, index: number): boolean {
  const [left, right] = [site.tokens[index - 1], site.tokens[index]];
  if (!left || !right || right.newLine || !ends(left) || !begins(right) || (!isText(left) && !isText(right))) return false;
  const { before, behind, opener, head } = partAt(site, index);
  if (has([...before, ...behind], /^\+$/)) return true;
  if (opener === undefined || opener.text === '{') return has(before, /^\+?=$/) || isBehindReturn(site, index, before);
  if (opener.text !== '(' || !isCall(head) || shows(site, opener)) return false;
  return (isText(left) && /\s.$/.test(left.text)) || (isText(right) && /^.\s/.test(right.text));
}

/** `console.log(…)` and its like take what they show one behind the other. */
function shows({ tokens }: ErrorSite, opener: ScriptToken): boolean {
  const at = tokens.indexOf(opener);
  return tokens[at - 3]?.text === 'console' && tokens[at - 2]?.text === '.';
}

/** Places inside one bracket, as indices of the token behind each, where operands stand side by side; a text is among them. */
export function gapsAt(site: ErrorSite, index: number): { readonly indices: readonly number[]; readonly sign: ',' | '+' } | undefined {
  const { tokens } = site;
  const { opener, head } = partAt(site, index);
  const from = opener ? tokens.indexOf(opener) : -1;
  if (!opener || !(opener.text === '[' || (opener.text === '(' && isCall(head)))) return undefined;
  const indices: number[] = [];
  let texts = 0;
  for (let i = from + 1, depth = 0; i < tokens.length && i < from + MOST; i++) {
    const [left, right] = [tokens[i - 1], tokens[i]];
    if (!left || !right) break;
    if (depth === 0 && i > from + 1 && ends(left) && begins(right) && !right.newLine) {
      indices.push(i);
      if (isText(left) || isText(right)) texts++;
    }
    if (Object.hasOwn(CLOSER, right.text)) depth++;
    else if (Object.hasOwn(OPENER, right.text) && --depth < 0) break;
  }
  if (indices.length < 2 || texts === 0) return undefined;
  return { indices, sign: indices.some((i) => isJoint(site, i)) ? '+' : ',' };
}
