// A token was left out: every usual one is put in at every place around the error.

import type { OffsetEdit } from '../../../../syntax/edits';
import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { isBetweenComparisons, isHalfOfConditional, isHinted, isStrangeKeyword } from './hints';
import { isOperand, sideBySide } from './side-by-side';
import { INSERT, OMITTED, OPERATOR } from './token-costs';
import { away, classOfWord, noMember } from './token-slip';

function spaced(site: ErrorSite, at: number, word: string): string {
  const before = site.text[at - 1] ?? '\n';
  const after = site.text[at] ?? '\n';
  if (/^[A-Za-z]/.test(word)) return `${/[\w'")\]}]/.test(before) ? ' ' : ''}${word}${/[\w'"([{]/.test(after) ? ' ' : ''}`;
  return word;
}

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);

/** Where the line calculates, two operands side by side lack their operator; the one that they have elsewhere in the file, if any. */
function operatorCost(site: ErrorSite, left: Token | undefined, right: Token | undefined, word: string): number {
  if (!left || !right) return Infinity;
  const chain = /^[\w.]*/.exec(site.text.slice(right.start, right.start + 60))?.[0] ?? '';
  if (left.type === 'name' && chain && site.text.includes(`${left.text} ${word} ${chain}`)) return OPERATOR.writtenElsewhere;
  return word === '+' ? OPERATOR.plus : word === '-' || word === '*' ? OPERATOR.minusOrTimes : OPERATOR.other;
}

/** The statement at the error has an operator between numbers, or a number beside what does not fit. */
function calculating(site: ErrorSite): boolean {
  const [left, right] = [site.tokens[site.index - 1], site.tokens[site.index]];
  if (!left || !right || left.end === right.start || left.type === 'string' || right.type === 'string') return false;
  if (left.type === 'number' || right.type === 'number') return true;
  const line = site.source.lineOf(Math.min(site.reach, site.text.length));
  return (
    site.tokens.some(
      (token, i) =>
        /^(?:[-+*/%]=?|\/\/)$/.test(token.text) &&
        token.type === 'op' &&
        isOperand(site.tokens[i - 1]) &&
        site.source.lineOf(token.start) === line,
    ) || [...ARITHMETIC].some((word) => operatorCost(site, left, right, word) < 1)
  );
}

/** The token is the whole of what stands before it in its statement. */
const isName = (site: ErrorSite, index: number): boolean => {
  const token = site.tokens[index];
  return token?.type === 'name' && site.broken?.tokens[0]?.start === token.start;
};

/** The place is in a line behind the one where the broken statement begins, which stands no deeper: it begins a statement of its own. */
function isInNextStatement(site: ErrorSite, at: number): boolean {
  const { broken, source } = site;
  if (!broken) return false;
  const line = source.lineOf(at);
  if (line <= source.lineOf(broken.start)) return false;
  const indent = /^[ \t]*/.exec(site.lineText(line))?.[0] ?? '';
  return indent.length <= broken.indent.length && /^[A-Za-z_]/.test(site.lineText(line).slice(indent.length));
}

/** Rows of a list or a dict looked at. */
const MAX_ROWS = 60;

/**
 * Where rows stand one below the other, each a whole of its own: the end of the one that leaves a bracket open, and what would close it. undefined where
 * no row does, or more than one.
 */
function endOfOpenRow(site: ErrorSite): { readonly at: number; readonly word: string } | undefined {
  const rows = new Map<number, Token[]>();
  for (const token of site.broken?.tokens ?? []) {
    if (token.start > site.reach) break;
    const line = site.source.lineOf(token.start);
    const row = rows.get(line);
    if (row) row.push(token);
    else rows.set(line, [token]);
  }
  // The last ones, the line of the error itself left out.
  const last = [...rows.values()].slice(-MAX_ROWS);
  let found: { at: number; word: string } | undefined;
  let whole = 0;
  for (const [index, row] of last.entries()) {
    const open: Token[] = [];
    let closed = 0;
    for (const token of row) {
      if (token.type !== 'op') continue;
      if ('([{'.includes(token.text)) open.push(token);
      else if (')]}'.includes(token.text) && !open.pop()) closed++;
    }
    const end = row.at(-1);
    if (!end) continue;
    // What opens at a line's end holds the rows; what closes at a line's beginning ends them.
    if (open.length === 1 && open[0] === end) {
      found = undefined;
      whole = 0;
    } else if (open.length === 0 && closed === 0) {
      if (index < last.length - 1) whole++;
    } else if (open.length === 1 && closed === 0 && open[0]) {
      if (found) return undefined;
      const behind = end.text === ',' ? row.at(-2) : end;
      const word = open[0].text === '(' ? ')' : open[0].text === '[' ? ']' : '}';
      if (behind) found = { at: behind.end, word };
    } else if (index < last.length - 1) return undefined;
  }
  return found && whole > 0 ? found : undefined;
}

export function insertTokens(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  const calculates = calculating(site);
  const between = sideBySide(site);
  const row = endOfOpenRow(site);
  const add = (edit: OffsetEdit, word: string, index: number, cost: number): void => {
    const kind = word === '1' ? 'number' : /^(?:and|or|not|is)$/.test(word) ? 'connective' : classOfWord(word);
    const variant = `insert-${kind}${index === site.index && between?.has(word) ? '-between-operands' : ''}`;
    out.push({ title: `Insert '${word}'`, edits: [edit], variant, cost: cost + away(site, index) });
  };
  for (let i = 0; i <= Math.min(site.tokens.length, site.index + 3); i++) {
    const left = site.tokens[i - 1];
    const right = site.tokens[i];
    if (left?.type === 'bad' && right?.type === 'bad') continue;
    const at = right?.start ?? site.text.length;
    for (const [word, usual] of Object.entries(OMITTED)) {
      if (!isHinted(site, at, word)) continue;
      let cost = usual;
      if ((word === 'if' || word === 'else') && isHalfOfConditional(site, at, word)) cost = INSERT.halfOfConditional;
      if (word === 'and' && isBetweenComparisons(site, at)) cost = INSERT.betweenComparisons;
      if (word === 'in' && left?.text === 'not') cost = INSERT.inBehindNot;
      if (calculates && ARITHMETIC.has(word) && isOperand(left) && isOperand(right))
        cost = Math.min(cost, operatorCost(site, left, right, word));
      if (word === '.' && left && right?.type === 'name')
        cost = site.text.includes(`${left.text}.${right.text}`)
          ? INSERT.dotOfKnownChain
          : site.text.includes(`.${right.text}`)
            ? INSERT.dotBeforeKnownMember
            : cost + noMember(site, right);
      if (i === site.index && word !== 'and') cost = between?.get(word) ?? cost;
      // `x > 3 y < 9` lacks no sum.
      if (ARITHMETIC.has(word) && isBetweenComparisons(site, at)) cost += INSERT.sumBetweenComparisons;
      // `items:(0) = 3` would say of which type it is.
      if (word === ':' && i > 0 && isName(site, i - 1) && site.text.slice(at, site.lineEnd(site.source.lineOf(at))).includes('='))
        cost += INSERT.colonOfAnnotation;
      if (left && ')]}'.includes(word) && isInNextStatement(site, left.end)) cost += INSERT.closingInNextStatement;
      // However far the row stands from where the error shows.
      if (row && left && row.word === word) cost += left.end === row.at ? INSERT.closingOpenRow - away(site, i) : INSERT.closingAnotherRow;
      if (word === '=' && isStrangeKeyword(site, at)) cost += INSERT.strangeKeyword;
      // Behind the token before, but an opening bracket and a word stand before the token after.
      const opening = word === '(' || word === '[' || word === '{';
      const newLine = left && right && /[\r\n]/.test(site.text.slice(left.end, right.start));
      if (left && (!opening || newLine || !right)) {
        if (word === ',' && right && !newLine) {
          const gap = site.text.slice(left.end, right.start);
          add(
            { start: left.end, end: left.end, text: gap ? ',' : ', ' },
            word,
            i,
            cost + (left.type === 'number' && !gap ? INSERT.commaInNumber : 0),
          );
        } else if (/^[=+*%<>/-]|==/.test(word) && !newLine && right) {
          const gap = site.text.slice(left.end, right.start);
          add(
            gap ? { start: left.end, end: right.start, text: ` ${word} ` } : { start: left.end, end: left.end, text: word },
            word,
            i,
            cost,
          );
        } else
          add(
            { start: left.end, end: left.end, text: spaced(site, left.end, word) },
            word,
            i,
            cost + (')]}'.includes(word) && !newLine && right && !/^[)\]}:,]$/.test(right.text) ? INSERT.closingInMidLine : 0),
          );
      }
      // `) -> int:` on a line of its own.
      if (word === ')' && right?.text === '->' && newLine)
        add({ start: right.start, end: right.start, text: ') ' }, word, i, INSERT.beforeArrow);
      if (right && (opening || newLine || !left) && !')]},:'.includes(word))
        add(
          { start: right.start, end: right.start, text: spaced(site, right.start, word) },
          word,
          i,
          cost + (newLine ? INSERT.atLineStart : 0),
        );
      // `count += ` wants its one.
      if (word === '+' && left && /^[-+]=$/.test(left.text) && (newLine || !right))
        add({ start: left.end, end: left.end, text: ' 1' }, '1', i, INSERT.one);
      // `print x` wants the bracket for the blank.
      if (opening && left && right && left.type === 'name' && !newLine && /^[ \t]+$/.test(site.text.slice(left.end, right.start)))
        add({ start: left.end, end: right.start, text: word }, word, i, cost);
    }
  }
  return out;
}
