/**
 * Mistake: a condition reads what only some types of a union have, to tell them apart.
 *
 * Before:  `if (shape.radius) {` of `Circle | Square`       After:  `if ('radius' in shape) {`
 *
 * When not: the condition does more than to ask for the member; without it the branch does not fit either.
 */
import { checkedProposals } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

export const memberOfSome: TypedRule = {
  id: 'typescript/member-of-some',
  family: 'typescript/types',
  answers: { codes: ['TS2339', 'TS2551'] },
  propose,
};

function propose(place: TypedPlace): readonly TypedProposal[] {
  const { ts, checker, file, node, text } = place;
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name !== node || access.questionDotToken) return [];
  const owner = checker.getTypeAtLocation(access.expression);
  if (!owner.isUnion() || !owner.types.every((one) => (one.flags & ts.TypeFlags.Object) !== 0)) return [];
  const name = access.name.text;
  const having = owner.types.filter((one) => checker.getPropertyOfType(one, name));
  // Where it may be empty, whether it is there and whether it holds something are two questions.
  if (having.length === 0 || having.length === owner.types.length) return [];
  let condition: typeof access | (typeof access)['parent'] = access;
  while (ts.isParenthesizedExpression(condition.parent)) condition = condition.parent;
  let isNegated = false;
  if (ts.isPrefixUnaryExpression(condition.parent) && condition.parent.operator === ts.SyntaxKind.ExclamationToken) {
    condition = condition.parent;
    isNegated = true;
  }
  const { parent } = condition;
  const compared =
    ts.isBinaryExpression(parent) && parent.left === condition && /^(?:undefined|null)$/.test(parent.right.getText(file))
      ? parent
      : undefined;
  const operator = compared?.operatorToken.getText(file);
  if (compared && operator !== undefined && /^[!=]==?$/.test(operator)) {
    condition = compared;
    isNegated = operator.startsWith('=');
  }
  if (!isAsked(place, condition)) return [];
  const quote = text.split("'").length >= text.split('"').length ? "'" : '"';
  const asked = `${quote}${name}${quote} in ${access.expression.getText(file)}`;
  return checkedProposals(place, [
    {
      variant: 'asked-with-in',
      title: `Ask with '${asked}'`,
      explanation: `Only some of the types have '${name}': 'in' asks which one it is, and the checker follows.`,
      edits: [{ start: condition.getStart(file), end: condition.getEnd(), text: isNegated ? `!(${asked})` : asked }],
    },
  ]);
}

function isAsked({ ts }: TypedPlace, condition: TypedPlace['node']): boolean {
  const { parent } = condition;
  return (
    (ts.isIfStatement(parent) && parent.expression === condition) ||
    (ts.isConditionalExpression(parent) && parent.condition === condition) ||
    (ts.isBinaryExpression(parent) && parent.left === condition && parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
  );
}
