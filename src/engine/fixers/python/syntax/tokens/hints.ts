// What the words around a place say of the one that is missing there: nothing is put in that none of them hints at.

import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';

/** Words that decide what an expression means. */
export const DECIDES: ReadonlySet<string> = new Set([
  'in',
  'is',
  'and',
  'or',
  'not',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  'if',
  'else',
  'for',
]);

const CONDITION = /^(?:if|elif|while|assert)$/;
const COMPARES = /^(?:and|or|not|in|is|[<>]=?|[=!]=)$/;
/** What two operands on both sides of it are: a new expression begins behind it. */
const PARTS = /^(?:[,;:=]|[-+*/%&|^]=|:=|return|yield|lambda)$/;

interface Part {
  /** The tokens of the same expression before and behind the place, without what stands in brackets. */
  readonly before: readonly Token[];
  readonly behind: readonly Token[];
}

/** The expression around the place before `offset`, as far as the commas, colons and brackets around it. */
function partAt(tokens: readonly Token[], offset: number): Part {
  let at = tokens.findIndex((token) => token.start >= offset);
  if (at < 0) at = tokens.length;
  const before: Token[] = [];
  for (let i = at - 1, depth = 0; i >= 0; i--) {
    const token = tokens[i];
    if (!token) break;
    const op = token.type === 'op' ? token.text : '';
    if (op && ')]}'.includes(op)) depth++;
    else if (op && '([{'.includes(op)) {
      const before = tokens[i - 1];
      const touches = before !== undefined && (before.type === 'name' || /^[)\]]$/.test(before.text));
      if (depth > 0) depth--;
      // Parentheses around a part of it: the rest stands before them.
      else if (op !== '(' || touches) break;
    } else if (depth === 0) {
      if (PARTS.test(token.text) && token.type !== 'string') break;
      before.unshift(token);
    }
  }
  const behind: Token[] = [];
  for (let i = at, depth = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    const op = token.type === 'op' ? token.text : '';
    if (op && '([{'.includes(op)) depth++;
    else if (op && ')]}'.includes(op)) {
      if (--depth < 0) break;
    } else if (depth === 0) {
      if (op === ',' || op === ';' || op === ':' || op === '=') break;
      behind.push(token);
    }
  }
  return { before, behind };
}

const has = (tokens: readonly Token[], word: RegExp): boolean => tokens.some((token) => token.type !== 'string' && word.test(token.text));

/**
 * Whether something around the place before `offset` hints at the word: a condition at a comparison, `for` at `in`, `if` at `else`. Words that
 * do not decide what an expression means need no hint.
 */
export function isHinted(site: ErrorSite, offset: number, word: string): boolean {
  if (!DECIDES.has(word)) return true;
  const tokens = site.broken?.tokens ?? [];
  const { before, behind } = partAt(tokens, offset);
  if (behind.length === 0 && before.length === 0) return true;
  switch (word) {
    case 'for':
      return has(behind, /^in$/);
    case 'if':
      return before.length === 0 || has(behind, /^else$/) || has(before, /^for$/);
    case 'else':
      return before.slice(1).some((token) => token.text === 'if');
    case 'in':
      if (isLoopOpen(tokens, offset)) return true;
      break;
    default:
  }
  return isCondition({ before, behind });
}

/** Keyword arguments that most calls with one have. */
const USUAL_KEYWORDS = /^(?:sep|end|file|flush|key|reverse|default|encoding|mode|index|columns|axis|dtype|name|indent|timeout)$/;

/** The place is in a call that has no keyword argument, behind a name that is a variable of the file. */
export function isStrangeKeyword(site: ErrorSite, offset: number): boolean {
  const tokens = site.broken?.tokens ?? [];
  let at = tokens.findIndex((token) => token.start >= offset);
  if (at < 0) at = tokens.length;
  const name = tokens[at - 1];
  let depth = 0;
  let from = at - 1;
  for (; from >= 0; from--) {
    const text = tokens[from]?.type === 'op' ? (tokens[from]?.text ?? '') : '';
    if (text && ')]}'.includes(text)) depth++;
    else if (text && '([{'.includes(text) && depth-- === 0) break;
    else if (depth === 0 && text === '=') return false;
  }
  const head = tokens[from - 1];
  if (from < 0 || tokens[from]?.text !== '(' || head?.type !== 'name' || name?.type !== 'name' || tokens[0]?.text === 'def') return false;
  if (head.text === 'print') return !/^(?:sep|end|file|flush)$/.test(name.text);
  return !USUAL_KEYWORDS.test(name.text) && (site.bound?.has(name.text) ?? false);
}

/** `for key, value` before it, and no `in` yet. */
function isLoopOpen(tokens: readonly Token[], offset: number): boolean {
  const before = tokens.filter((token) => token.start < offset);
  const loop = before.findLastIndex((token) => token.text === 'for');
  return loop >= 0 && before.slice(loop + 1).every((token) => token.type === 'name' || /^[,()*.]$/.test(token.text));
}

/** `a if c b` lacks its `else`, `a c else b` its `if`. */
export function isHalfOfConditional(site: ErrorSite, offset: number, word: 'if' | 'else'): boolean {
  const { before, behind } = partAt(site.broken?.tokens ?? [], offset);
  const from = before.findLastIndex((token) => /^(?:for|else)$/.test(token.text)) + 1;
  const isOpen = before.slice(from).some((token, i) => i > 0 && token.text === 'if');
  return word === 'else' ? isOpen && !has(behind, /^else$/) : !isOpen && before.length > 0 && has(behind, /^else$/);
}

/** `x > 3 y < 9`: both sides compare, and are whole. */
export function isBetweenComparisons(site: ErrorSite, offset: number): boolean {
  const { before, behind } = partAt(site.broken?.tokens ?? [], offset);
  const compares = /^(?:[<>]=?|[=!]=|in|is)$/;
  const from = before.findLastIndex(({ text }) => /^(?:and|or|if|elif|while|not|assert|for)$/.test(text)) + 1;
  const to = behind.findIndex(({ text }) => /^(?:and|or|if|else|for)$/.test(text));
  return has(before.slice(from), compares) && has(to < 0 ? behind : behind.slice(0, to), compares);
}

/** The place is in what is tested, or compares already. */
function isCondition({ before, behind }: Part): boolean {
  const end = behind.findIndex((token) => /^(?:if|else|for)$/.test(token.text));
  if (has(end < 0 ? behind : behind.slice(0, end), COMPARES)) return true;
  let from = before.findLastIndex((token) => /^(?:else|for)$/.test(token.text)) + 1;
  // The `in` of a loop compares nothing.
  if (before[from - 1]?.text === 'for') {
    const loop = before.findIndex((token, i) => i >= from && token.text === 'in');
    from = loop < 0 ? before.length : loop + 1;
  }
  return has(before.slice(from), COMPARES) || has(before.slice(from), CONDITION);
}
