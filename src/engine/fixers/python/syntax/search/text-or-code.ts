// Whether words beside a string are code, which no new string may swallow, or a text that lost its quotes.

import { BUILTINS } from '../../../../syntax/python-scopes';
import { lexLine, type Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from './error-site';

/** What reads like code of the file, in a text: an argument that may be a word; an operand, a call, or an argument that can't be one. */
const SWALLOWED = { argument: 2.6, operand: 3.4, most: 8 };

const EDGE_WORD = /^(?:if|else|for|in|is|and|or|not|lambda)$/;

/** The file binds the name, or Python does; where a star import hides what is bound, it stands there more than once. */
export const isKnown = (site: ErrorSite, name: string): boolean =>
  BUILTINS.has(name) || (site.bound ? site.bound.has(name) : site.uses(name) > 1);

/**
 * What stands between the end of one string and the beginning of the next (`between`), or behind the end of the last one. `"Hello " name "!"`
 * lacks its commas; in `"say "hi" now"` the quotes touch their word, which is nothing that the file knows.
 */
export function isCode(site: ErrorSite, piece: string, where: 'between' | 'behind'): boolean {
  const text = piece.trim();
  if (text === '') return true;
  if (where === 'between' && (/^\s/.test(piece) || /\s$/.test(piece))) return true;
  const tokens = lexLine(text, 0)?.tokens ?? [];
  const [first, last] = [tokens[0], tokens[tokens.length - 1]];
  if (!first || !last) return false;
  const edge = (token: Token): boolean => (token.type === 'op' && token.text !== '...') || EDGE_WORD.test(token.text);
  if (edge(first) || (where === 'between' && edge(last))) return true;
  return tokens.every(
    (token, i) =>
      token.type !== 'bad' &&
      (token.type !== 'name' || (tokens[i - 1]?.text === '.' && i > 1) || bindsOrCalls(site, token.text, tokens[i + 1])) &&
      // Two words side by side are no code.
      (token.type === 'op' || tokens[i - 1] === undefined || tokens[i - 1]?.type === 'op'),
  );
}

/** `all` and `list` are words, too. */
const bindsOrCalls = (site: ErrorSite, name: string, next: Token | undefined): boolean =>
  isKnown(site, name) && (!BUILTINS.has(name) || next?.text === '(' || (site.bound?.has(name) ?? false));

/** Calls that no prose has. */
const CALL = /[,+]\s*(?:int|str|len|float|sum|max|min|abs|round|sorted)\(/;
const METHOD = /\.(?:append|count|endswith|format|items|join|keys|lower|replace|split|startswith|strip|upper|values)\(/;

/** −ln of how seldom a text holds what reads like arguments and operands of the file: `Total, count`, `Hi + name`, `Done, file=out`. */
export function swallowedNames(site: ErrorSite, text: string): number {
  const known = (name: string | undefined): boolean =>
    name !== undefined && !BUILTINS.has(name) && /^[A-Za-z_]/.test(name) && isKnown(site, name);
  let cost = METHOD.test(text) || CALL.test(text) ? SWALLOWED.operand : 0;
  for (const found of text.matchAll(/(\s*),\s*([A-Za-z_]\w*)(?=\s*(?:$|[-+*/%,.()[\]<>=!]))/g)) {
    // Nobody leaves a blank before a comma that belongs to a text, or gives a value in one.
    if (known(found[2])) cost += found[1] ? SWALLOWED.operand : SWALLOWED.argument;
    else if (/^=[^=\s]?/.test(text.slice(found.index + found[0].length))) cost += SWALLOWED.operand;
  }
  for (const found of text.matchAll(/(\w+)?\s*(?:[-+*/%<>]|[=!<>]=)\s*(?=(\w+))/g))
    if (known(found[1]) || known(found[2])) cost += SWALLOWED.operand;
  for (const found of text.matchAll(/(?<![\w.])(\w+)[[(](?=[\w'")\]])/g)) if (known(found[1])) cost += SWALLOWED.operand;
  return Math.min(SWALLOWED.most, cost);
}

/** The same of all strings of one line among the tokens. */
export function swallowedIn(site: ErrorSite, tokens: readonly Token[]): number {
  let cost = 0;
  for (const { type, text } of tokens)
    if (type === 'string' && !/^[a-zA-Z]{0,2}(?:"""|\'\'\')/.test(text) && text.length < MAX_TEXT)
      cost += swallowedNames(site, text.replace(/^[a-zA-Z]{0,2}['"]|['"]$/g, '').replace(/\{[^{}]*\}/g, '{}'));
  return cost;
}

/** Longer ones are data. */
const MAX_TEXT = 300;
