/**
 * Mistake: a chain with `?.`, or one whose missing end is answered for, that asks one link too few.
 *
 * Before:  `order.customer?.address.city ?? 'none'`        After:  `order.customer?.address?.city ?? 'none'`
 *
 * When not: nothing says what counts where the end is missing: a result that is needed may not become optional.
 */
import type * as tsModule from 'typescript';
import { missingValue, saysMissing } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const shortOptionalChain: TypedRule = {
  id: 'typescript/short-optional-chain',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError'], where: ({ message }) => saysMissing(message) },
  propose(place) {
    const { ts, file } = place;
    const missing = missingValue(place);
    const access = missing?.access;
    if (!access || !(ts.isPropertyAccessExpression(access) || ts.isElementAccessExpression(access)) || access.questionDotToken) return [];
    if (
      !ts.isPropertyAccessExpression(access.expression) &&
      !ts.isElementAccessExpression(access.expression) &&
      !ts.isCallExpression(access.expression)
    )
      return [];
    const end = chainEnd(place, access);
    if (!isAnsweredFor(place, end)) return [];
    const asked = access.expression.getText(file).includes('?.');
    const at = access.expression.getEnd();
    return [
      {
        variant: asked ? 'one-link-more' : 'link-where-answered-for',
        title: `Ask with '?.' before '${missing.name}'`,
        explanation: `'${access.expression.getText(file)}' may be missing as well; the line already says what counts then.`,
        edits: ts.isPropertyAccessExpression(access) ? [{ start: at, end: at, text: '?' }] : [{ start: at, end: at, text: '?.' }],
      },
    ];
  },
};

/** The chain as a whole. */
function chainEnd({ ts }: TypedPlace, access: tsModule.Expression): tsModule.Expression {
  let end: tsModule.Expression = access;
  for (;;) {
    const { parent } = end;
    const isLink =
      (ts.isPropertyAccessExpression(parent) ||
        ts.isElementAccessExpression(parent) ||
        ts.isCallExpression(parent) ||
        ts.isNonNullExpression(parent)) &&
      parent.expression === end;
    if (!isLink) return end;
    end = parent;
  }
}

/** `?? default`, `|| default`, a condition, a comparison with undefined or null. */
function isAnsweredFor({ ts }: Pick<TypedPlace, 'ts'>, chain: tsModule.Expression): boolean {
  const { parent } = chain;
  const K = ts.SyntaxKind;
  if (ts.isParenthesizedExpression(parent)) return isAnsweredFor({ ts }, parent);
  if (ts.isBinaryExpression(parent) && parent.left === chain) {
    if (parent.operatorToken.kind === K.QuestionQuestionToken || parent.operatorToken.kind === K.BarBarToken) return true;
    if (/^[!=]==?$/.test(parent.operatorToken.getText()) && /^(?:undefined|null)$/.test(parent.right.getText())) return true;
    if (parent.operatorToken.kind === K.AmpersandAmpersandToken) return isCondition(ts, parent);
  }
  return isCondition(ts, chain);
}

function isCondition(ts: TypedPlace['ts'], node: tsModule.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken && isCondition(ts, parent);
}
