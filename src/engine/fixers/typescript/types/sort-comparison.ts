/**
 * Mistake: a callback of `sort` that says whether, where how much is wanted: true counts as 1 and false as "the same".
 *
 * Before:  `songs.sort((a, b) => a.plays > b.plays)`      After:  `songs.sort((a, b) => a.plays - b.plays)`
 * Before:  `names.sort((a, b) => a < b)`                  After:  `names.sort((a, b) => b.localeCompare(a))`
 *
 * When not: the sides are not the same of both parameters, or neither numbers, texts nor dates.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import { partsOf } from '../framework/mismatch';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const sortComparison: TypedRule = {
  id: 'typescript/sort-comparison',
  family: 'typescript/types',
  answers: {
    codes: ['TS2345', 'TS2322', 'TS2769'],
    where: ({ message }) => message.includes("'boolean'") || message.includes('=> boolean'),
  },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, checker, file, node } = place;
  const inside = ts.findAncestor(
    node,
    (up): up is tsModule.ArrowFunction | tsModule.FunctionExpression => ts.isArrowFunction(up) || ts.isFunctionExpression(up),
  );
  const [a, b] = inside?.parameters ?? [];
  const call = inside?.parent;
  if (!inside || !a || !b || !ts.isIdentifier(a.name) || !ts.isIdentifier(b.name) || !call || !ts.isCallExpression(call)) return [];
  if (!ts.isPropertyAccessExpression(call.expression) || !/^(?:sort|toSorted)$/.test(call.expression.name.text)) return [];
  const compared = comparison(ts, inside);
  if (!compared) return [];
  const { GreaterThanToken, GreaterThanEqualsToken, LessThanToken, LessThanEqualsToken } = ts.SyntaxKind;
  const kind = compared.operatorToken.kind;
  const isRising = kind === GreaterThanToken || kind === GreaterThanEqualsToken;
  if (!isRising && kind !== LessThanToken && kind !== LessThanEqualsToken) return [];
  const [left, right] = [compared.left.getText(file), compared.right.getText(file)];
  const ofOther = (text: string, from: string, to: string): string =>
    text.replace(new RegExp(`(?<![\\w$.])${from.replaceAll('$', '\\$')}(?![\\w$])`, 'g'), () => to);
  const isSame = ofOther(left, a.name.text, b.name.text) === right || ofOther(left, b.name.text, a.name.text) === right;
  if (!isSame || left === right) return [];
  const [first, second] = isRising ? [compared.left, compared.right] : [compared.right, compared.left];
  const parts = partsOf(checker.getTypeAtLocation(compared.left));
  const isAll = (flags: number): boolean => parts.every((one) => (one.flags & flags) !== 0);
  const [one, other] = [first.getText(file), second.getText(file)];
  const isPlain = [first, second].every((side) => ts.isLeftHandSideExpression(side));
  const text = isAll(ts.TypeFlags.NumberLike)
    ? `${one} - ${other}`
    : isAll(ts.TypeFlags.StringLike) && isPlain
      ? `${one}.localeCompare(${other})`
      : parts.length === 1 && parts[0]?.symbol?.name === 'Date' && isPlain
        ? `${one}.getTime() - ${other}.getTime()`
        : undefined;
  if (text === undefined || (!isPlain && !text.includes('localeCompare') && ![first, second].every((side) => !ts.isBinaryExpression(side))))
    return [];
  return [
    {
      variant: text.includes('localeCompare') ? 'texts-compared' : 'numbers-subtracted',
      title: `Compare with '${text}'`,
      explanation: "'sort' wants a number: below zero, zero or above it. True or false does not tell the order.",
      edits: [{ start: compared.getStart(file), end: compared.getEnd(), text }],
    },
  ];
}

/** The comparison that is all the callback gives. */
function comparison(
  ts: TypedPlace['ts'],
  inside: tsModule.ArrowFunction | tsModule.FunctionExpression,
): tsModule.BinaryExpression | undefined {
  let value: tsModule.Node | undefined = inside.body;
  if (ts.isBlock(value)) {
    const [only, second]: readonly tsModule.Statement[] = value.statements;
    value = only && !second && ts.isReturnStatement(only) ? only.expression : undefined;
  }
  while (value && ts.isParenthesizedExpression(value)) value = value.expression;
  return value && ts.isBinaryExpression(value) ? value : undefined;
}
