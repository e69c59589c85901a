// Where nobody needs the value of an optional chain: what comes of a missing one is answered for right there.

import type * as tsModule from 'typescript';
import type { TypedPlace } from '../../framework/typed-place';
import { chainOf, sourceOf } from './expressions';

/** They keep what they are given: left out, it is lost. */
const STORES =
  /^(?:push|unshift|set|add|append\w*|prepend|insert\w*|splice|enqueue|put|write\w*|save\w*|store\w*|create\w*|update\w*|emit|send\w*)$/;
/** They look into a collection: what they do not find was meant to be there. */
const LOOKS_UP = /^(?:get|find|findLast|at|pop|shift)$/;

/** How a missing value is answered for; undefined where its result is needed. */
export function tolerance(place: TypedPlace, expression: tsModule.Expression): string | undefined {
  const { ts } = place;
  let up = chainOf(ts, expression);
  while (ts.isParenthesizedExpression(up.parent) || ts.isAwaitExpression(up.parent)) up = up.parent;
  const { parent } = up;
  const answered = 'optional-where-undefined-is-answered-for';
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent) || isVoidArrow(place, up))
    return stores(place, expression, up) ? undefined : answered;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    const isAnswered =
      (parent.left === up && (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)) ||
      kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      kind === ts.SyntaxKind.EqualsEqualsToken ||
      kind === ts.SyntaxKind.ExclamationEqualsToken ||
      kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
      kind === ts.SyntaxKind.ExclamationEqualsEqualsToken;
    return isAnswered ? answered : undefined;
  }
  if (
    ts.isIfStatement(parent) ||
    (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken) ||
    (ts.isConditionalExpression(parent) && parent.condition === up) ||
    // Nothing is shown for what is not there.
    (ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent))
  )
    return answered;
  // In a text, the missing value would be written out: `mailto:undefined`.
  if (ts.isTemplateSpan(parent)) return undefined;
  if (mayBeUndefined(place, up)) return 'optional-where-undefined-is-wanted';
  // The file reads it so elsewhere.
  const text = expression.getText(place.file);
  return /^[\w$.]+$/.test(text) && place.text.replace(/\s+/g, '').split(`${text}?.`).length > 1 ? 'optional-as-elsewhere' : undefined;
}

/** `(e) => x.close()` where a callback without a result is wanted. */
function isVoidArrow({ ts, checker }: TypedPlace, body: tsModule.Expression): boolean {
  const { parent } = body;
  if (!ts.isArrowFunction(parent) || parent.body !== body || parent.type) return false;
  const wanted = checker.getContextualType(parent)?.getCallSignatures()[0];
  return wanted !== undefined && (checker.getReturnTypeOfSignature(wanted).flags & ts.TypeFlags.Void) !== 0;
}

/** A call that keeps something, or that is made of what was looked up: without it, the program goes on as if all were well. */
function stores(place: TypedPlace, expression: tsModule.Expression, chain: tsModule.Expression): boolean {
  const { ts } = place;
  const called = ts.isCallExpression(chain) && ts.isPropertyAccessExpression(chain.expression) ? chain.expression.name.text : '';
  if (STORES.test(called)) return true;
  const source = sourceOf(place, expression);
  return ts.isCallExpression(source) && ts.isPropertyAccessExpression(source.expression) && LOOKS_UP.test(source.expression.name.text);
}

/** The place that takes the value says itself that it may be undefined, as a result, a parameter or an annotation. */
function mayBeUndefined({ ts, checker }: TypedPlace, value: tsModule.Expression): boolean {
  const { parent } = value;
  const isTaken =
    ts.isReturnStatement(parent) ||
    (ts.isArrowFunction(parent) && parent.type !== undefined) ||
    ts.isCallExpression(parent) ||
    (ts.isVariableDeclaration(parent) && parent.type !== undefined) ||
    ts.isPropertyAssignment(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.right === value);
  if (!isTaken) return false;
  const wanted = checker.getContextualType(value);
  return wanted !== undefined && wanted.isUnion() && wanted.types.some((one) => (one.flags & ts.TypeFlags.Undefined) !== 0);
}
