// Several operands side by side, nothing between any two of them: `print("Hello " name "!")`. All commas or operators that are missing, at once.

import type { OffsetEdit } from '../../../../syntax/edits';
import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { isJoint } from './side-by-side';
import { SEVERAL } from './token-costs';

/** More than these in one bracket are no slip. */
const MAX_GAPS = 12;

interface Bracket {
  /** The opening one; undefined where the operands stand in none. */
  readonly opener: Token | undefined;
  /** What is called or indexed. */
  readonly head: Token | undefined;
  /** Tokens from inside it, with all that stands in brackets of their own. */
  readonly tokens: readonly Token[];
}

export function betweenOperands(site: ErrorSite): Slip[] {
  const bracket = bracketAt(site);
  if (!bracket) return [];
  const { opener, head, tokens } = bracket;
  const gaps = gapsIn(site, tokens);
  const texts = gaps.filter(([left, right]) => left.type === 'string' || right.type === 'string').length;
  // Words without a text among them may be anything.
  if (gaps.length < 2 || gaps.length > MAX_GAPS || texts === 0) return [];
  const call = opener?.text === '(' && head !== undefined;
  const list = call || opener?.text === '[' || opener?.text === '{' || (opener?.text === '(' && tokens.some(({ text }) => text === ','));
  const joined = gaps.some(([left, right]) => isJoint(left, right));
  const out: Slip[] = [];
  const put = (word: ',' | '+', cost: number): void => {
    out.push({
      title: word === ',' ? 'Add the missing commas' : "Add the missing '+'",
      edits: gaps.map(([left, right]) => insertion(left, right, word)),
      variant: word === ',' ? 'commas-between-operands' : 'plus-between-operands',
      cost,
    });
  };
  const shows = call && head.text === 'print';
  if (list) put(',', shows || !joined ? SEVERAL.commas : SEVERAL.commasAtJoints);
  if (!shows) put('+', list && !joined ? SEVERAL.plusInList : SEVERAL.plus);
  return out;
}

function insertion(left: Token, right: Token, word: ',' | '+'): OffsetEdit {
  const gap = left.end < right.start;
  if (word === ',') return { start: left.end, end: left.end, text: gap ? ',' : ', ' };
  return { start: left.end, end: right.start, text: ' + ' };
}

/** The bracket that the error is in, else the value that is assigned or returned. */
function bracketAt(site: ErrorSite): Bracket | undefined {
  const tokens = site.broken?.tokens ?? [];
  const at = tokens.findIndex((token) => token.start >= site.reach);
  if (at < 1) return undefined;
  let from = 0;
  let opener: number | undefined;
  for (let i = at - 1, depth = 0; i >= 0; i--) {
    const text = tokens[i]?.type === 'op' ? (tokens[i]?.text ?? '') : '';
    if (text && ')]}'.includes(text)) depth++;
    else if (text && '([{'.includes(text) && depth-- === 0) {
      opener = i;
      break;
    } else if (depth === 0 && (/^(?:[-+*/%]?=)$/.test(text) || /^(?:return|yield)$/.test(tokens[i]?.text ?? '')))
      from = Math.max(from, i + 1);
  }
  if (opener === undefined && from === 0) return undefined;
  const start = opener === undefined ? from : opener + 1;
  let end = start;
  for (let depth = 0; end < tokens.length; end++) {
    const text = tokens[end]?.type === 'op' ? (tokens[end]?.text ?? '') : '';
    if (text && '([{'.includes(text)) depth++;
    else if (text && ')]}'.includes(text) && --depth < 0) break;
    else if (text === ';') break;
  }
  const before = opener === undefined || opener === 0 ? undefined : tokens[opener - 1];
  const first = opener === undefined ? undefined : tokens[opener];
  const head = before && (before.type === 'name' || /^[)\]]$/.test(before.text)) && before.end === first?.start ? before : undefined;
  return { opener: first, head, tokens: tokens.slice(start, end) };
}

/** Neighbours on one level with nothing but blanks between them, texts that touch a value included; two texts are one. */
function gapsIn(site: ErrorSite, tokens: readonly Token[]): (readonly [left: Token, right: Token])[] {
  const out: (readonly [Token, Token])[] = [];
  let depth = 0;
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    if (token.type === 'op' && '([{'.includes(token.text)) depth++;
    else if (token.type === 'op' && ')]}'.includes(token.text)) depth--;
    if (depth !== 0 || !next || !ends(token) || !begins(next) || (token.type === 'string' && next.type === 'string')) return;
    if (token.type !== 'string' && next.type !== 'string' && token.end === next.start) return;
    if (!/[\r\n]/.test(site.text.slice(token.end, next.start))) out.push([token, next]);
  });
  return out;
}

const ends = ({ type, text }: Token): boolean => type === 'name' || type === 'number' || type === 'string' || /^[)\]}]$/.test(text);
const begins = ({ type }: Token): boolean => type === 'name' || type === 'number' || type === 'string';
