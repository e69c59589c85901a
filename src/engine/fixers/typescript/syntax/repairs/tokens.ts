// One token too few, too many, or one for another, near the error.

import type { OffsetEdit } from '../../../../syntax/edits';
import { escaped } from '../../framework/identifiers';
import { CLOSER, isBracket, OPENER } from '../brackets';
import type { ScriptToken } from '../script-tokens';
import { gapsAt, isHinted, isJoint, isTold } from './hints';
import type { ErrorSite, Repair } from './repair';
import { otherWords, otherWordsAbove } from './words';

/** Tokens looked at before and behind the error; a missing one stands hardly behind it. */
const [BEFORE, BEHIND, MISSING_BEHIND] = [14, 10, 4];

/** `isClosedAbove`: by the indentation, a brace is missing further up, and not here. */
export function tokenEdits(site: ErrorSite, isClosedAbove: boolean): Repair[] {
  const { tokens, at } = site;
  const from = Math.max(0, at - BEFORE);
  const found: Repair[] = [];
  for (let i = from; i <= Math.min(tokens.length, at + BEHIND); i++) {
    if (i <= at + MISSING_BEHIND) found.push(...missingTokens(site, i, isClosedAbove));
    const token = tokens[i];
    if (!token) continue;
    const distance = site.distance(i);
    found.push(
      ...extraToken(token, tokens[i - 1], distance),
      ...missingWords(site, i, token),
      ...otherTokens(token, distance),
      ...otherWords(token, distance),
    );
  }
  return [...found, ...betweenOperands(site), ...otherWordsAbove(site, from)];
}

/** What each costs that is missing: what people forget oftest first. */
const MISSING: Readonly<Record<string, number>> = {
  ',': 1.2,
  ')': 1.3,
  ']': 1.3,
  '}': 1.3,
  '(': 2,
  '{': 2,
  '[': 2,
  ':': 2.3,
  '=>': 2.3,
  '=': 2.3,
  '>': 2.4,
  ';': 3,
  '.': 4,
  '+': 4,
  '<': 4,
  '&&': 4,
  '||': 4,
  '?': 4,
};

/** One token too few before the one at the index. It belongs behind the one before, where people forget it. */
function missingTokens(site: ErrorSite, index: number, isClosedAbove: boolean): Repair[] {
  const { text, tokens, error } = site;
  const token = tokens[index];
  const before = tokens[index - 1];
  const gap = before?.end ?? 0;
  const expected = /^'(.+)' expected/.exec(error.message)?.[1];
  // Two spaces in the middle of a line: what stood between them is lost.
  const joint = isJoint(site, index);
  const isHole = token !== undefined && token.start === gap + 2 && text.slice(gap, token.start) === '  ';
  return Object.entries(MISSING)
    .filter(([word]) => isHinted(site, index, word))
    .map(([word, common]) => {
      const told = word === '}' && isClosedAbove ? 1.5 : word === expected ? -0.7 : 0;
      const arrow = word === '=>' && areParameters(text, before, gap) ? -0.7 : 0;
      // A statement hardly begins in mid-line, behind a value.
      const split = word === ';' && token && !token.newLine ? 2 : 0;
      const usual = isTold(site, index, word) ? 0.6 : word === '+' && joint ? 1 : common + (word === ',' && joint ? 1.5 : 0);
      const cost = usual + site.distance(index) + told + arrow + split;
      const repair = { variant: `missing-${NAMES[word] ?? 'operator'}`, title: `Add '${word}'` };
      if (isHole) return { ...repair, cost: cost - 0.8, edits: [{ start: gap + 1, end: gap + 1, text: word }] };
      const opens = word in CLOSER || word === '<';
      const where = opens && token ? token.start : gap;
      return {
        ...repair,
        cost: cost + (isLate(text, before, word) ? 1.5 : 0) + (isMemberCall(tokens, index, word, gap) ? -3.2 : 0),
        edits: [{ start: where, end: where, text: spaced(text, where, word) }],
      };
    });
}

/** `console.log("Hello " name "!")`: all the commas, or all the signs, of one bracket. */
function betweenOperands(site: ErrorSite): Repair[] {
  const { text, tokens, at } = site;
  const gaps = gapsAt(site, at);
  if (!gaps) return [];
  const { indices, sign } = gaps;
  return [
    {
      variant: sign === ',' ? 'missing-commas' : 'missing-plus-signs',
      cost: 1.3,
      title: sign === ',' ? 'Add the missing commas' : "Add the missing '+'",
      edits: indices.map((index) => {
        const start = tokens[index - 1]?.end ?? 0;
        return { start, end: start, text: spaced(text, start, sign) };
      }),
    },
  ];
}

/** What variants call them. */
const NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ')': 'closing-bracket',
  ']': 'closing-bracket',
  '}': 'closing-bracket',
  '(': 'opening-bracket',
  '{': 'opening-bracket',
  '[': 'opening-bracket',
  ':': 'colon',
  '=>': 'arrow',
  '=': 'equals-sign',
  ';': 'semicolon',
  '.': 'dot',
};

/** `(a, b) body`: what stands in the parentheses are parameters, if they are plain names. */
const areParameters = (text: string, before: ScriptToken | undefined, gap: number): boolean =>
  before?.text === ')' && /\([\w\s,:<>[\]{}]*\)$/.test(text.slice(Math.max(0, gap - 80), gap));

/** A bracket that was opened on this line is closed before the comma at its end, not after. */
const isLate = (text: string, before: ScriptToken | undefined, word: string): boolean =>
  word in OPENER && before?.text === ',' && openOnLine(text, before.start, OPENER[word] ?? '', word);

/** `list)filter(`: what touches the value before it and is called was its member. */
function isMemberCall(tokens: readonly ScriptToken[], index: number, word: string, gap: number): boolean {
  const token = tokens[index];
  return (
    word === '.' &&
    token?.kind === 'id' &&
    token.start === gap &&
    /^[)\]]$/.test(tokens[index - 1]?.text ?? '') &&
    tokens[index + 1]?.text === '('
  );
}

/** Whether the line up to the offset opens more of the brackets than it closes. */
function openOnLine(text: string, offset: number, opener: string, closer: string): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return line.split(opener).length > line.split(closer).length;
}

/** A comma and a colon are followed by a space, `=` and operators stand between two. */
function spaced(text: string, at: number, word: string): string {
  const next = text[at] ?? '\n';
  const before = text[at - 1] ?? '\n';
  if (word === ',' || word === ':' || word === ';') return /\s/.test(next) || /[)\]}]/.test(next) ? word : `${word} `;
  if (/^(?:=|=>|\+|&&|\|\||\?)$/.test(word)) return `${/\s/.test(before) ? '' : ' '}${word}${/\s/.test(next) ? '' : ' '}`;
  return word;
}

/** One token too many. */
function extraToken(token: ScriptToken, before: ScriptToken | undefined, distance: number): Repair[] {
  const { text, kind } = token;
  const isTwice = before?.text === text;
  const removed = (variant: string, cost: number): Repair[] => [
    { variant, cost: cost + distance, title: `Remove '${text}'`, edits: [replacement(token, '')] },
  ];
  if (isBracket(text)) return removed('extra-bracket', isTwice && before.end === token.start ? 1.1 : 1.5);
  if (/^[,;:.=+]$/.test(text)) return removed('extra-punctuation', 2);
  if (isTwice && (text.length === 1 || kind === text)) return removed('repeated-token', 2);
  if (kind === 'bad') return removed('no-token', 1.6);
  return kind === text && /^[a-z]/.test(text) ? removed('extra-keyword', 4.5) : [];
}

/** A word too few beside one that never stands alone. */
function missingWords(site: ErrorSite, index: number, token: ScriptToken): Repair[] {
  const { text, tokens } = site;
  const distance = site.distance(index);
  const before = tokens[index - 1];
  const next = tokens[index + 1];
  const added = (variant: string, cost: number, word: string, at: number, written: string): Repair[] => [
    { variant, cost: cost + distance, title: `Add '${word}'`, edits: [{ start: at, end: at, text: written }] },
  ];
  if (token.text === '.' && next?.text === '(')
    return [{ variant: 'optional-call', cost: 1.2 + distance, title: "Change '.' to '?.'", edits: [replacement(token, '?.')] }];
  if (token.text === 'as' && (next === undefined || next.newLine || /^[;,)\]}]$/.test(next.text)))
    return added('missing-const-of-assertion', 0.9, 'const', token.end, ' const');
  const afterNext = tokens[index + 2]?.text ?? '';
  if (token.text === 'export' && next?.kind === 'id' && /^[:=]$/.test(afterNext))
    return added('missing-const-of-export', 0.9, 'const', next.start, 'const ');
  if (token.text === 'export' && next?.kind === 'id' && afterNext === '(')
    return added('missing-function-of-export', 0.9, 'function', next.start, 'function ');
  const isStatement = before === undefined || (token.newLine && /^[;{}]$/.test(before.text));
  if (token.kind !== 'id' || next?.text !== ':' || next.newLine || !isStatement) return [];
  // `list: number[] = …` at the beginning of a statement.
  const sign = tokens.slice(index + 2, index + 20).find((one) => one.newLine || one.text === '=');
  if (sign?.text !== '=' || sign.newLine) return [];
  const isWritten = new RegExp(`(?<![\\w$.])${escaped(token.text)}\\s*(?:[-+*/%]?=(?![=>])|\\+\\+|--)`).test(text.slice(sign.end));
  const word = isWritten ? 'let' : 'const';
  return added('missing-declaration-word', 0.7 - distance * 0.5, word, token.start, `${word} `);
}

const SWAPPED: Readonly<Record<string, readonly string[]>> = {
  ';': [','],
  ',': [';'],
  ':': ['=', ';'],
  '=': [':', '=>', '=='],
  '.': [','],
  '->': ['=>'],
  '==>': ['=>'],
  '-': ['=>'],
  '<': ['('],
  '>': [')'],
};

/** One token for another. */
function otherTokens(token: ScriptToken, distance: number): Repair[] {
  const { text } = token;
  const changed = (variant: string, cost: number, other: string): Repair => ({
    variant,
    cost: cost + distance,
    title: `Change '${text}' to '${other}'`,
    edits: [replacement(token, other)],
  });
  const brackets = text in CLOSER ? ['(', '[', '{'] : text in OPENER ? [')', ']', '}'] : [];
  return [
    ...brackets.filter((other) => other !== text).map((other) => changed('bracket-for-another', 2.2, other)),
    ...(Object.hasOwn(SWAPPED, text) ? (SWAPPED[text] ?? []) : []).map((other) => changed('sign-for-another', 2.4, other)),
  ];
}

const replacement = ({ start, end }: ScriptToken, text: string): OffsetEdit => ({ start, end, text });
