/**
 * Mistake: any other slip of a token or two. Every small edit of the tokens around the error is tried, with what such a slip costs; which of them
 * make sense is decided by the parser and by how usual the line then looks.
 *
 * Before:  `total = (a + b * 2`   After:  `total = (a + b) * 2`
 * Before:  `retrun x`             After:  `return x`
 * Before:  `point = (1, 2]`       After:  `point = (1, 2)`
 *
 * When not: no small edit lets the parser get further, or several look as usual.
 */
import type { OffsetEdit } from '../../../../syntax/edits';
import { BUILTINS } from '../../../../syntax/python-scopes';
import { KEYWORDS, type Token } from '../../../../syntax/python-tokens';
import { editDistance } from '../../../../syntax/edit-distance';
import { entry } from '../table-entry';
import type { Mistake, Slip } from '../search/mistake';
import { isOperand, sideBySide } from './side-by-side';
import type { Site } from '../search/error-site';

/** −ln chances that a person leaves a token out. */
const OMITTED: Readonly<Record<string, number>> = {
  ':': 1.5,
  ')': 1.5,
  ',': 2.3,
  ']': 2,
  '(': 2.8,
  '[': 3.3,
  '}': 2.2,
  '{': 3.8,
  '=': 4,
  '.': 3.8,
  '+': 4,
  '*': 4.2,
  '-': 5.5,
  '==': 4.5,
  '%': 5.5,
  in: 4.2,
  and: 5,
  or: 5.5,
  not: 5.5,
  if: 5.5,
  else: 5.5,
  for: 5.5,
  def: 5,
  import: 5,
  as: 5.5,
  is: 6,
  '>': 6,
  '<': 6,
  '/': 6.5,
  ';': 6,
};
/** −ln chances that a person types a token too many. */
const EXTRA: Readonly<Record<string, number>> = {
  ')': 2.2,
  ']': 2.5,
  '}': 2.5,
  ':': 2.8,
  ',': 3,
  '(': 4.6,
  '[': 5,
  '{': 5,
  ';': 3,
  '=': 3.6,
  '.': 3.4,
  '>': 4.5,
  '<': 4.5,
  '+': 4,
  '-': 4,
  '*': 4,
  '/': 4.5,
  '==': 4.5,
  '@': 4.5,
  '&': 4.5,
  '|': 4.5,
  '>>': 4,
  '%': 4.5,
};
/** Tokens taken for one another. */
const CONFUSED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '=': { '==': 1.2, ':': 2.8, ':=': 5, '.': 5.5, '+': 4.5, ',': 5, '-': 5, in: 5, '!=': 5, '+=': 5 },
  '==': { '=': 2, ':': 5 },
  ';': { ':': 1.8, ',': 2 },
  ':': { ',': 3.4, '=': 2.2, ')': 5, ']': 5.5, '.': 4.5, in: 5, ';': 6 },
  ',': { '.': 4.5, and: 5, ':': 3.2, ')': 5, '+': 5, ']': 5.5, '=': 5 },
  '.': { ',': 3.4, ':': 3.5 },
  '(': { '[': 2.8, '{': 3.4, ',': 5 },
  '[': { '(': 2.8, '{': 3.4 },
  '{': { '(': 2.5, '[': 2.5 },
  ')': { ']': 2, '}': 3, '):': 3, ':': 5, '(': 3 },
  ']': { ')': 2, '}': 3, '[': 3 },
  '}': { ')': 2, ']': 2, '{': 3 },
  '->': { ':': 4.5 },
  '<': { '(': 4, '[': 3.5, '==': 6 },
  '>': { ')': 4, ']': 3.5, ':': 5 },
  '-': { '=': 4, '+': 6 },
  '+': { '=': 4.5, ',': 5 },
  '|': { or: 4 },
  '&': { and: 4 },
  ':=': { '=': 2.5, ':': 4 },
  '~': { not: 5 },
  is: { '=': 5 },
  as: { '=': 5 },
};
/** Two adjoining operators that were meant as one. */
const JOINED: Readonly<Record<string, string>> = {
  '= =': '==',
  '! =': '!=',
  '> =': '>=',
  '< =': '<=',
  '+ =': '+=',
  '- =': '-=',
  '* =': '*=',
  '/ =': '/=',
  '== =': '==',
  '!= =': '!=',
  '= >': '>=',
  '= <': '<=',
  '= !': '!=',
  '- >': '->',
  '= ==': '==',
  '** *': '**',
  '< >': '!=',
  '=> >': '>=',
  ': =': ':=',
  '* *': '**',
  '/ /': '//',
  '= +': '+=',
  '= -': '-=',
  '= >=': '>=',
  '= <=': '<=',
};
/** Digits that are typed for a letter. */
const LETTERS: Readonly<Record<string, string>> = { 0: 'o', 1: 'l' };
/** Without these words a statement is another one. */
const LEADING =
  /^(?:return|def|class|if|elif|else|for|while|yield|import|from|raise|try|except|with|break|continue|pass|not|await|async|lambda)$/;
const TYPED = [...KEYWORDS, 'print', 'range', 'self', 'match', 'case'];

/** Slips that a named mistake tells better are found here too: equal edits merge, the cheaper reading stays. */
export const search: Mistake = {
  id: 'python/search',
  explanation: 'The line does not parse as it stands. This is the smallest change that mends it and still reads like usual code.',
  find: (site) => [
    ...inserted(site),
    ...closed(site),
    ...removed(site),
    ...replaced(site),
    ...joined(site),
    ...swapped(site),
    ...parted(site),
  ],
};

/** A change before the error is the likelier the nearer it is; behind it, it can hardly help. */
function away(site: Site, index: number): number {
  const behind = site.index - index;
  return behind >= 0 ? Math.min(4, behind * 0.12) : -behind * 0.9;
}

function spaced(site: Site, at: number, word: string): string {
  const before = site.text[at - 1] ?? '\n';
  const after = site.text[at] ?? '\n';
  if (/^[A-Za-z]/.test(word)) return `${/[\w'")\]}]/.test(before) ? ' ' : ''}${word}${/[\w'"([{]/.test(after) ? ' ' : ''}`;
  return word;
}

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);

/** Where the line calculates, two operands side by side lack their operator; the one that they have elsewhere in the file, if any. */
function operatorCost(site: Site, left: Token | undefined, right: Token | undefined, word: string): number {
  if (!left || !right) return Infinity;
  const chain = /^[\w.]*/.exec(site.text.slice(right.start, right.start + 60))?.[0] ?? '';
  if (left.type === 'name' && chain && site.text.includes(`${left.text} ${word} ${chain}`)) return 0.3;
  return word === '+' ? 2.2 : word === '-' || word === '*' ? 2.6 : 4.5;
}

/** The statement at the error has an operator between numbers, or a number beside what does not fit. */
function calculating(site: Site): boolean {
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

function inserted(site: Site): Slip[] {
  const out: Slip[] = [];
  const calculates = calculating(site);
  const between = sideBySide(site);
  const add = (edit: OffsetEdit, word: string, index: number, cost: number): void => {
    out.push({ title: `Insert '${word}'`, edits: [edit], cost: cost + away(site, index) });
  };
  for (let i = 0; i <= Math.min(site.tokens.length, site.index + 3); i++) {
    const left = site.tokens[i - 1];
    const right = site.tokens[i];
    if (left?.type === 'bad' && right?.type === 'bad') continue;
    for (const [word, usual] of Object.entries(OMITTED)) {
      let cost = usual;
      if (word === 'in' && left?.text === 'not') cost = 1.5;
      if (calculates && ARITHMETIC.has(word) && isOperand(left) && isOperand(right))
        cost = Math.min(cost, operatorCost(site, left, right, word));
      if (word === '.' && left && right?.type === 'name')
        cost = site.text.includes(`${left.text}.${right.text}`)
          ? 0.8
          : site.text.includes(`.${right.text}`)
            ? 1.8
            : cost + noMember(site, right);
      if (i === site.index) cost = between?.get(word) ?? cost;
      // Behind the token before, but an opening bracket and a word stand before the token after.
      const opening = word === '(' || word === '[' || word === '{';
      const newLine = left && right && /[\r\n]/.test(site.text.slice(left.end, right.start));
      if (left && (!opening || newLine || !right)) {
        if (word === ',' && right && !newLine) {
          const gap = site.text.slice(left.end, right.start);
          add({ start: left.end, end: left.end, text: gap ? ',' : ', ' }, word, i, cost + (left.type === 'number' && !gap ? 2 : 0));
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
            cost + (')]}'.includes(word) && !newLine && right && !/^[)\]}:,]$/.test(right.text) ? 0.5 : 0),
          );
      }
      if (right && (opening || newLine || !left) && !')]},:'.includes(word))
        add({ start: right.start, end: right.start, text: spaced(site, right.start, word) }, word, i, cost + (newLine ? 0.5 : 0));
      // `count += ` wants its one.
      if (word === '+' && left && /^[-+]=$/.test(left.text) && (newLine || !right))
        add({ start: left.end, end: left.end, text: ' 1' }, '1', i, 1.5);
      // `print x` wants the bracket for the blank.
      if (opening && left && right && left.type === 'name' && !newLine && /^[ \t]+$/.test(site.text.slice(left.end, right.start)))
        add({ start: left.end, end: right.start, text: word }, word, i, cost);
    }
  }
  return out;
}

/** A variable of the file that is a member of nothing in it is rather no member here. */
const noMember = (site: Site, token: Token | undefined): number =>
  token && site.bound?.has(token.text) && !site.text.includes(`.${token.text}`) ? 3.5 : 0;

/** Headers, which end with a colon. */
export const HEADER = /^(?:if|elif|else|while|for|def|class|with|try|except|finally)$/;
/** What closes them, the last opened first. */
export const closers = (open: readonly Token[]): string =>
  open
    .map(({ text }) => (text === '(' ? ')' : text === '[' ? ']' : '}'))
    .reverse()
    .join('');
/** Physical lines looked at, from the first whose brackets are not closed. */
const OPEN_LINES = 6;

/** `x = abs(a[i] - a[i + 1`: all brackets that a line leaves open are closed at its end, and a header gets its colon. */
function closed(site: Site): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
  const open: Token[] = [];
  const first = tokens[0];
  if (!first) return out;
  const head = first.text === 'async' ? tokens[1]?.text : first.text;
  const header = head !== undefined && HEADER.test(head);
  let lines = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    if (token.type === 'op' && '([{'.includes(token.text)) open.push(token);
    else if (token.type === 'op' && ')]}'.includes(token.text)) open.pop();
    const next = tokens[i + 1];
    const line = site.source.lineOf(token.start);
    if ((next && site.source.lineOf(next.start) === line) || open.length === 0) continue;
    if (lines++ > OPEN_LINES || token.start > site.reach) break;
    const missing = closers(open);
    const colon = header && token.text === ':';
    const at = colon ? token.start : token.end;
    const word = header && !colon ? `${missing}:` : missing;
    // One alone the general insertion finds.
    if (word.length > 1)
      out.push({
        title: `Insert '${word}'`,
        edits: [{ start: at, end: at, text: word }],
        cost: 0.8 + 0.7 * word.length + (lines - 1) * 0.3,
      });
  }
  return out;
}

/** Removes a token with the blank that would be left doubled. */
export function removal(site: Site, token: Token): OffsetEdit {
  let { start, end } = token;
  const before = site.text[start - 1] ?? '\n';
  if (/[ \t]/.test(site.text[end] ?? '') && (/[\s([{]/.test(before) || start === 0)) end++;
  else if (before === ' ' && /[\r\n)\]},:]/.test(site.text[end] ?? '\n') && /\S/.test(site.text[start - 2] ?? ' ')) start--;
  return { start, end, text: '' };
}

/** A name, number or text that goes takes a meaning with it: that is never sure. */
const MOST_LOST = 0.75;
const MOST_LOST_TEXT = 0.4;

function removed(site: Site): Slip[] {
  const out: Slip[] = [];
  const between = sideBySide(site);
  for (let i = 0; i < Math.min(site.tokens.length, site.index + 3); i++) {
    const token = site.tokens[i];
    if (!token || token.end - token.start > 60) continue;
    // `a.pass` is not `apass`.
    const [before, after] = [site.text[token.start - 1] ?? ' ', site.text[token.end] ?? ' '];
    if (
      /\w/.test(before) &&
      /\w/.test(after) &&
      !site.names.has(
        `${/\w+$/.exec(site.text.slice(Math.max(0, token.start - 40), token.start))?.[0] ?? ''}${/^\w+/.exec(site.text.slice(token.end, token.end + 40))?.[0] ?? ''}`,
      )
    )
      continue;
    // `!ready` says the opposite of `ready`.
    if (token.text === '!' && /^[\w([{'"]/.test(site.tokens[i + 1]?.text ?? '')) continue;
    if (
      LEADING.test(token.text) &&
      token.text !== site.tokens[i + 1]?.text &&
      token.text !== site.tokens[i - 1]?.text &&
      (i === 0 || site.tokens[i - 1]?.text === ':' || /[\r\n]/.test(site.text.slice(site.tokens[i - 1]?.end ?? 0, token.start)))
    )
      continue;
    const twin =
      (site.tokens[i - 1]?.text === token.text && (token.type !== 'name' || site.tokens[i - 2]?.text !== '.')) ||
      (site.tokens[i + 1]?.text === token.text && (token.type !== 'name' || site.tokens[i - 1]?.text !== '.'));
    let cost =
      entry(EXTRA, token.text) ??
      (LEADING.test(token.text)
        ? 8
        : token.type === 'keyword'
          ? 5
          : token.type === 'name'
            ? token.text === 'print'
              ? 9
              : 7
            : token.type === 'bad'
              ? token.end - token.start > 2 || '!?&|$'.includes(token.text)
                ? 8
                : 4
              : token.type === 'op'
                ? 4.5
                : token.type === 'string'
                  ? 9
                  : 7.5);
    // What was worked out to stand there is not there by accident.
    const operand = token.type === 'name' || token.type === 'number' || token.type === 'string' || /^(?:None|True|False)$/.test(token.text);
    if (
      operand &&
      [site.tokens[i - 1], site.tokens[i + 1]].some((one) => one && isOperand(one) && one.end !== token.start && one.start !== token.end)
    )
      cost += 2;
    if (twin && token.text !== '|' && token.text !== '&' && token.text !== ')' && token.text !== ']' && token.text !== '(')
      cost = Math.min(cost, operand && between?.has('argument') ? 3.2 : 1.6);
    out.push({
      title: `Remove '${token.text}'`,
      edits: [removal(site, token)],
      cost: cost + away(site, i),
      ...(operand && !twin ? { most: token.type === 'string' ? MOST_LOST_TEXT : MOST_LOST } : {}),
    });
  }
  return out;
}

function replaced(site: Site): Slip[] {
  const out: Slip[] = [];
  for (let i = 0; i < Math.min(site.tokens.length, site.index + 2); i++) {
    const token = site.tokens[i];
    if (!token) continue;
    const add = (word: string, cost: number): void => {
      let text = word;
      if (/^[a-z]/.test(word))
        text = `${/\w/.test(site.text[token.start - 1] ?? ' ') ? ' ' : ''}${word}${/\w/.test(site.text[token.end] ?? ' ') ? ' ' : ''}`;
      out.push({
        title: `Change '${token.text}' to '${word}'`,
        edits: [{ start: token.start, end: token.end, text }],
        cost: cost + away(site, i),
      });
    };
    if (token.type !== 'string' && token.type !== 'bad')
      for (const [word, cost] of Object.entries(entry(CONFUSED, token.text) ?? {}))
        add(word, cost + (word === '.' ? noMember(site, site.tokens[i + 1]) : 0));
    const tail = site.tokens[i + 1];
    if (token.type === 'number' && tail && tail.start === token.end && (tail.type === 'name' || tail.type === 'keyword')) {
      // `0rec`, `1st`, `2x`: a digit slipped in, stands for a letter, or wants its operator.
      const word = token.text + tail.text;
      for (const known of site.names)
        if (known !== word && /^[A-Za-z_]/.test(known) && known !== tail.text && editDistance(known, word, { limit: 2 }) === 1)
          out.push({
            title: `Change '${word}' to '${known}'`,
            edits: [{ start: token.start, end: tail.end, text: known }],
            cost: 1.5 + away(site, i),
          });
      if (site.uses(tail.text) > 1)
        out.push({ title: `Remove '${token.text}'`, edits: [{ start: token.start, end: token.end, text: '' }], cost: 1.6 + away(site, i) });
      // A digit that looks like a letter, in a name that stands nowhere as it should.
      const letter = entry(LETTERS, token.text[0] ?? '');
      if (letter && token.text.length === 1 && site.uses(letter + tail.text) === 0 && site.uses(tail.text) === 0) {
        const all = [...site.text.matchAll(new RegExp(`(?<!\\w)${word}(?!\\w)`, 'g'))].map((found) => ({
          start: found.index,
          end: found.index + 1,
          text: letter,
        }));
        if (all.length > 1)
          out.push({ title: `Change '${word}' to '${letter}${tail.text}'`, edits: all, cost: 1.2 + away(site, i), coins: true });
      }
      out.push({
        title: `Insert '*' between '${token.text}' and '${tail.text}'`,
        edits: [{ start: token.end, end: token.end, text: '*' }],
        cost: 1.8 + away(site, i),
      });
    }
    if (token.type === 'name' && token.text.length > 3 && site.uses(token.text) === 1) out.push(...glued(site, token, i));
    if (token.type === 'name' && /^[ni]$/.test(token.text) && site.tokens[i - 1]?.type === 'name') add('in', 2);
    if (token.type === 'name' && token.text.length > 1 && token.text.length < 12) {
      for (const word of TYPED) {
        if (word === token.text) continue;
        if (word.toLowerCase() === token.text.toLowerCase()) add(word, 1);
        else {
          const far = editDistance(token.text.toLowerCase(), word.toLowerCase(), { limit: 2 });
          if (far === 1 && word.length > 2) add(word, site.uses(token.text) > 1 ? 4 : 2);
          else if ((far === 1 && word.length === 2) || (far === 2 && word.length > 4)) add(word, site.uses(token.text) > 1 ? 6 : 3.5);
        }
        // `returnx`, `elseif`, `inrange`: a blank was left out.
        const rest = token.text.slice(word.length);
        if (
          /^(?:import|return|def|class|elif|while|from|raise)$/.test(word) &&
          token.text.startsWith(word) &&
          /^[A-Za-z_]\w+$/.test(rest) &&
          site.uses(rest) === 0 &&
          site.uses(token.text) === 1
        )
          out.push({
            title: `Put a space behind '${word}'`,
            edits: [{ start: token.start + word.length, end: token.start + word.length, text: ' ' }],
            cost: 2 + away(site, i),
            coins: true,
          });
        if (
          KEYWORDS.has(word) &&
          token.text.startsWith(word) &&
          (site.uses(rest) > 0 || KEYWORDS.has(rest) || TYPED.includes(rest) || /^\d+$/.test(rest)) &&
          word.length > 1
        )
          out.push({
            title: `Put a space behind '${word}'`,
            edits: [{ start: token.start + word.length, end: token.start + word.length, text: ' ' }],
            cost: 2.5 + away(site, i),
          });
      }
    } else if (token.type === 'keyword') {
      // `del f` for `def f` would do the opposite.
      for (const word of KEYWORDS)
        if (word !== token.text && editDistance(token.text, word, { limit: 2 }) === 1 && `${token.text} ${word}` !== 'def del')
          add(word, 5);
    }
  }
  return out;
}

function joined(site: Site): Slip[] {
  const out: Slip[] = [];
  for (let i = 1; i < Math.min(site.tokens.length, site.index + 2); i++) {
    const left = site.tokens[i - 1];
    const right = site.tokens[i];
    if (!left || !right) continue;
    const between = site.text.slice(left.end, right.start);
    if (/[\r\n]/.test(between)) continue;
    const one = left.type !== 'string' && right.type !== 'string' ? entry(JOINED, `${left.text} ${right.text}`) : undefined;
    if (one)
      out.push({
        title: `Change '${site.text.slice(left.start, right.end)}' to '${one}'`,
        edits: [{ start: left.start, end: right.end, text: one }],
        cost: (between ? 1.5 : 0.8) + away(site, i),
      });
    if (left.type === 'name' && right.type === 'number' && between && site.uses(left.text + right.text) > 0) {
      out.push({
        title: `Join '${left.text}${right.text}'`,
        edits: [{ start: left.end, end: right.start, text: '' }],
        cost: 1 + away(site, i),
      });
    }
    if ((left.type === 'name' || left.type === 'keyword') && (right.type === 'name' || right.type === 'keyword') && between) {
      const word = left.text + right.text;
      if (KEYWORDS.has(word) || TYPED.includes(word))
        out.push({
          title: `Change '${left.text}${between}${right.text}' to '${word}'`,
          edits: [{ start: left.end, end: right.start, text: '' }],
          cost: 1 + away(site, i),
        });
      else if (site.uses(word) > 0)
        out.push({ title: `Join '${word}'`, edits: [{ start: left.end, end: right.start, text: '' }], cost: 3 + away(site, i) });
      else if (site.uses(`${left.text}_${right.text}`) > 0)
        out.push({
          title: `Join '${left.text}_${right.text}'`,
          edits: [{ start: left.end, end: right.start, text: '_' }],
          cost: 2 + away(site, i),
        });
    }
  }
  return out;
}

function swapped(site: Site): Slip[] {
  const out: Slip[] = [];
  for (let i = 1; i < Math.min(site.tokens.length, site.index + 3); i++) {
    const left = site.tokens[i - 1];
    const right = site.tokens[i];
    if (!left || !right || left.text === right.text || right.end - left.start > 80) continue;
    const between = site.text.slice(left.end, right.start);
    if (/[\r\n#]/.test(between)) continue;
    const symbols = left.type === 'op' && right.type === 'op';
    // Two words or numbers that would become one.
    if (
      (/\w/.test(site.text[left.start - 1] ?? ' ') && /^\w/.test(right.text)) ||
      (/\w/.test(site.text[right.end] ?? ' ') && /\w$/.test(left.text))
    )
      continue;
    out.push({
      title: `Swap '${left.text}' and '${right.text}'`,
      edits: [
        {
          start: left.start,
          end: right.end,
          text: right.text + (between || (/\w$/.test(right.text) && /^\w/.test(left.text) ? ' ' : '')) + left.text,
        },
      ],
      cost: (symbols ? 3 : 4.2) + away(site, i),
    });
  }
  return out;
}

/** Two statements on one line: `x = input()print(x)`. */
function parted(site: Site): Slip[] {
  const out: Slip[] = [];
  for (let i = Math.max(1, site.index - 2); i <= Math.min(site.tokens.length - 1, site.index); i++) {
    const left = site.tokens[i - 1];
    const right = site.tokens[i];
    if (
      !left ||
      !right ||
      /[\r\n]/.test(site.text.slice(left.end, right.start)) ||
      !/^(?:name|keyword|string)$/.test(right.type) ||
      (left.type === 'op' && !/[)\]}]/.test(left.text))
    )
      continue;
    const starts =
      STARTS.test(right.text) || (right.type === 'name' && (site.tokens[i + 1]?.text === '=' || site.tokens[i + 1]?.text === '('));
    if (!starts) continue;
    const indent = site.source.indentOf(site.source.lineOf(left.start));
    out.push({
      title: `Put '${right.text}' on a line of its own`,
      edits: [{ start: left.end, end: right.start, text: site.source.eol + indent }],
      cost:
        (left.text === ')' || left.text === ']' ? 2 : 3.2) +
        away(site, i) +
        (/^(?:return|raise)$/.test(site.broken?.tokens[0]?.text ?? '') ? 3 : 0),
    });
  }
  return out;
}

const STARTS =
  /^(?:print|return|if|for|while|import|from|def|class|break|continue|pass|raise|try|with|del|global|assert|else|elif|except)$/;

/** `isinstancevalue, str)`: the bracket between two known names is gone. */
function glued(site: Site, token: Token, index: number): Slip[] {
  const out: Slip[] = [];
  for (let cut = 1; cut < token.text.length; cut++) {
    const left = token.text.slice(0, cut);
    const right = token.text.slice(cut);
    if (
      (left.length < 2 && site.uses(left) === 0) ||
      !(BUILTINS.has(left) || site.uses(left) > 0) ||
      !(site.uses(right) > 0 || BUILTINS.has(right) || /^\d+$/.test(right))
    )
      continue;
    const at = token.start + cut;
    for (const open of ['(', '['])
      out.push({
        title: `Insert '${open}' in '${token.text}'`,
        edits: [{ start: at, end: at, text: open }],
        cost: 0.6 + (left.length < 3 ? 1 : 0) + away(site, index),
      });
  }
  const self = /^(\w{2,})(self|cls)$/.exec(token.text);
  if (self && site.tokens[index - 1]?.text === 'def') {
    const at = token.start + (self[1]?.length ?? 0);
    out.push({
      title: `Insert '(' in '${token.text}'`,
      edits: [{ start: at, end: at, text: '(' }],
      cost: 1.2 + away(site, index),
      coins: true,
    });
  }
  return out;
}
