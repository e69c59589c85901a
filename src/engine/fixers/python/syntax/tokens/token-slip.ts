// What the edits of tokens have in common: how far away they are, what kind of token they are about, the blanks around them.

import type { OffsetEdit } from '../../../../syntax/edits';
import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import { AWAY, INSERT } from './token-costs';

/** A change before the error is the likelier the nearer it is; behind it, it can hardly help. */
export function away(site: ErrorSite, index: number): number {
  const behind = site.index - index;
  return behind >= 0 ? Math.min(AWAY.mostBefore, behind * AWAY.perTokenBefore) : -behind * AWAY.perTokenBehind;
}

export type TokenClass =
  'bracket' | 'colon' | 'comma' | 'dot' | 'assignment' | 'operator' | 'keyword' | 'constant' | 'name' | 'number' | 'text' | 'sign';

/** What kind of token slips of it are counted as. */
export function tokenClass({ text, type }: Pick<Token, 'text' | 'type'>): TokenClass {
  if (type === 'string') return 'text';
  if (type === 'number') return 'number';
  if (/^(?:None|True|False)$/.test(text)) return 'constant';
  if (type === 'keyword') return 'keyword';
  if (type === 'name') return 'name';
  if (type === 'bad') return 'sign';
  return classOfSymbol(text);
}

/** The same of a word or symbol that is put in. */
export const classOfWord = (text: string): TokenClass => (/^[a-z]/.test(text) ? 'keyword' : classOfSymbol(text));

function classOfSymbol(text: string): TokenClass {
  if (/^[()[\]{}]/.test(text)) return 'bracket';
  if (text === ':' || text === ';') return 'colon';
  if (text === ',') return 'comma';
  if (text === '.') return 'dot';
  return text === '=' || text === ':=' ? 'assignment' : 'operator';
}

/** A variable of the file that is a member of nothing in it is rather no member here. */
export const noMember = (site: ErrorSite, token: Token | undefined): number =>
  token && site.bound?.has(token.text) && !site.text.includes(`.${token.text}`) ? INSERT.dotBeforeVariable : 0;

/** Removes a token with the blank that would be left doubled. */
export function removal(site: ErrorSite, token: Token): OffsetEdit {
  let { start, end } = token;
  const before = site.text[start - 1] ?? '\n';
  if (/[ \t]/.test(site.text[end] ?? '') && (/[\s([{]/.test(before) || start === 0)) end++;
  else if (before === ' ' && /[\r\n)\]},:]/.test(site.text[end] ?? '\n') && /\S/.test(site.text[start - 2] ?? ' ')) start--;
  return { start, end, text: '' };
}
