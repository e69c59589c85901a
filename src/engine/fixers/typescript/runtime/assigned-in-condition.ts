/**
 * Mistake: `=` for `===` in a condition of several parts: it would assign to what a comparison gives.
 *
 * Before:  `if (role = 'admin' && active = true)`       After:  `if (role === 'admin' && active === true)`
 *
 * When not: none of its parts is joined with another: then an assignment may have been meant.
 */
import type * as tsModule from 'typescript';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const assignedInCondition: TypedRule = {
  id: 'typescript/assigned-in-condition',
  family: 'typescript/runtime',
  answers: {
    codes: ['SyntaxError', 'TS2364', 'TS1005'],
    where: ({ message }) => /left-hand side/i.test(message) || message === "')' expected.",
  },
  propose(place) {
    const { ts, text, start } = place;
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1).split('\n', 1)[0] ?? '';
    const head = /(?<![\w$.])(?:if|while)\s*\(/.exec(line);
    if (!head) return [];
    const from = text.lastIndexOf('\n', start - 1) + 1 + head.index + head[0].length;
    const condition = signsOf(ts, text, from);
    if (!condition?.isJoined || condition.signs.length < 2 || condition.isOther) return [];
    const sign = /[^=!]==[^=]/.test(text) && !text.includes('===') ? '==' : '===';
    return [
      {
        variant: 'compared-in-condition',
        title: `Compare with '${sign}'`,
        explanation: `'=' gives a value to something; '${sign}' asks whether two are equal.`,
        edits: condition.signs.map((offset) => ({ start: offset, end: offset + 1, text: sign })),
      },
    ];
  },
};

interface Condition {
  /** Offsets of its `=`. */
  readonly signs: readonly number[];
  /** `&&` or `||` joins its parts. */
  readonly isJoined: boolean;
  /** It holds a function or a block, whose assignments are its own. */
  readonly isOther: boolean;
}

/** Of the condition that begins at the offset, behind its parenthesis; undefined where it does not end. */
function signsOf(ts: TypedPlace['ts'], text: string, from: number): Condition | undefined {
  const { SyntaxKind: K } = ts;
  const scanner: tsModule.Scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  scanner.resetTokenState(from);
  const signs: number[] = [];
  let isJoined = false;
  let isOther = false;
  for (let depth = 1, token = scanner.scan(); token !== K.EndOfFileToken; token = scanner.scan()) {
    if (token === K.OpenParenToken) depth++;
    if (token === K.CloseParenToken && --depth === 0) return { signs, isJoined, isOther };
    if (token === K.EqualsToken) signs.push(scanner.getTokenStart());
    if (token === K.AmpersandAmpersandToken || token === K.BarBarToken) isJoined = true;
    if (token === K.OpenBraceToken || token === K.EqualsGreaterThanToken || token === K.SemicolonToken) isOther = true;
  }
  return undefined;
}
