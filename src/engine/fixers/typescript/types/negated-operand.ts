/**
 * Mistake: `!` before the left side of a comparison or a test: it is worked out first, and the test asks of true or false.
 *
 * Before:  `if (!a.name === b.name)`        After:  `if (a.name !== b.name)`
 * Before:  `if (!e instanceof TypeError)`   After:  `if (!(e instanceof TypeError))`
 * Before:  `if (!key in table)`             After:  `if (!(key in table))`
 *
 * When not: the other side is a truth value: then the comparison may be meant.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const negatedOperand: TypedRule = {
  id: 'typescript/negated-operand',
  family: 'typescript/types',
  answers: { codes: ['TS2367', 'TS2358', 'TS2360', 'TS2361', 'TS2322', 'TS2365'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas({ ts, checker, file, node }: TypedPlace): Idea[] {
  const { SyntaxKind: K } = ts;
  const test = ts.findAncestor(
    node,
    (up): up is tsModule.BinaryExpression =>
      ts.isBinaryExpression(up) && ts.isPrefixUnaryExpression(up.left) && up.left.operator === K.ExclamationToken,
  );
  if (!test || !ts.isPrefixUnaryExpression(test.left)) return [];
  const { left, right, operatorToken: operator } = test;
  const mark = { start: left.getStart(file), end: left.operand.getStart(file), text: '' };
  const shown = test.getText(file).slice(0, 40);
  if (operator.kind === K.InstanceOfKeyword || operator.kind === K.InKeyword)
    return [
      {
        variant: 'negated-before-tested',
        title: `Put the test behind '!' in parentheses`,
        explanation: `In '${shown}' the '!' is worked out first, so that true or false is tested.`,
        edits: [at(left.operand.getStart(file), '('), at(test.getEnd(), ')')],
      },
    ];
  const other = operator.kind === K.EqualsEqualsEqualsToken ? '!==' : operator.kind === K.EqualsEqualsToken ? '!=' : undefined;
  if (other === undefined || (checker.getTypeAtLocation(right).flags & ts.TypeFlags.BooleanLike) !== 0) return [];
  return [
    {
      variant: 'negated-before-compared',
      title: `Compare with '${other}'`,
      explanation: `In '${shown}' the '!' is worked out first, so that true or false is compared.`,
      edits: [mark, { start: operator.getStart(file), end: operator.getEnd(), text: other }],
    },
  ];
}
