// Which expression of a problem may be missing, and what is done with it.

import type * as tsModule from 'typescript';
import type { TypedPlace } from '../../framework/typed-place';

type Ts = TypedPlace['ts'];

/** The expression that has exactly the reported range. */
export function expressionAt({ ts, start, end, file, node }: TypedPlace): tsModule.Expression | undefined {
  for (let up: tsModule.Node = node; !ts.isSourceFile(up); up = up.parent) {
    if (up.getStart(file) > start || up.getEnd() < end) continue;
    if (
      ts.isExpression(up) &&
      !(ts.isIdentifier(up) && ts.isPropertyAccessExpression(up.parent) && up.parent.name === up) &&
      up.getStart(file) === start &&
      up.getEnd() === end
    )
      return up;
    if (ts.isStatement(up)) return undefined;
  }
  return undefined;
}

/** The value that the reported place is about: an argument, what is returned, what a variable, property or attribute is given. */
export function valueAt(place: TypedPlace): tsModule.Expression | undefined {
  const { ts, node, code } = place;
  const { parent } = node;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node) return parent.initializer;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return parent.initializer;
  if (ts.isShorthandPropertyAssignment(parent)) return undefined;
  if (ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) return parent.right;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node && isAssigned(ts, parent) && ts.isBinaryExpression(parent.parent))
    return parent.parent.right;
  if (ts.isJsxAttribute(parent) && parent.name === node)
    return parent.initializer && ts.isJsxExpression(parent.initializer) ? parent.initializer.expression : parent.initializer;
  if (ts.isReturnStatement(node)) return node.expression;
  const own = expressionAt(place);
  // Where assigning is complained of, the reported place is what takes the value.
  if (own && code === 2322 && ts.isBinaryExpression(own.parent) && own.parent.left === own && isAssignment(ts, own.parent))
    return own.parent.right;
  return own;
}

const isAssignment = (ts: Ts, { operatorToken: { kind } }: tsModule.BinaryExpression): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** What `const { name } = value` takes its names from. */
export function destructured({ ts, node }: TypedPlace): tsModule.Expression | undefined {
  const pattern = ts.findAncestor(node, ts.isObjectBindingPattern);
  return pattern && ts.isVariableDeclaration(pattern.parent) ? pattern.parent.initializer : undefined;
}

/** Null and undefined among the types of an expression. */
export function holesOf({ ts, checker }: TypedPlace, expression: tsModule.Expression): readonly ('null' | 'undefined')[] {
  const type = checker.getTypeAtLocation(expression);
  const parts = type.isUnion() ? type.types : [type];
  const has = (flags: number): boolean => parts.some((part) => (part.flags & flags) !== 0);
  return [
    ...(has(ts.TypeFlags.Null) ? (['null'] as const) : []),
    ...(has(ts.TypeFlags.Undefined | ts.TypeFlags.Void) ? (['undefined'] as const) : []),
  ];
}

/** Expressions within a value that may be missing, not inside of functions: calls first. */
export function holedParts(place: TypedPlace, value: tsModule.Node): tsModule.Expression[] {
  const { ts } = place;
  const found: tsModule.Expression[] = [];
  const visit = (one: tsModule.Node): void => {
    if (
      (ts.isIdentifier(one) || ts.isCallExpression(one) || ts.isPropertyAccessExpression(one) || ts.isElementAccessExpression(one)) &&
      !(ts.isPropertyAccessExpression(one.parent) && one.parent.name === one) &&
      !(ts.isPropertyAssignment(one.parent) && one.parent.name === one) &&
      holesOf(place, one).length > 0
    )
      found.push(one);
    if (!ts.isFunctionLike(one) || (ts.isArrowFunction(one) && !ts.isBlock(one.body))) ts.forEachChild(one, visit);
  };
  visit(value);
  return found.sort((a, b) => Number(!ts.isCallExpression(a)) - Number(!ts.isCallExpression(b)));
}

/** What a const variable got its value from, where it has no annotation; the expression itself for any other. */
export function sourceOf({ ts, checker }: TypedPlace, expression: tsModule.Expression): tsModule.Expression {
  const declaration = ts.isIdentifier(expression) ? checker.getSymbolAtLocation(expression)?.valueDeclaration : undefined;
  return declaration && ts.isVariableDeclaration(declaration) && !declaration.type && declaration.initializer
    ? declaration.initializer
    : expression;
}

/** `parent` where it reads, indexes or calls the expression. */
export function accessOf(
  ts: Ts,
  expression: tsModule.Expression,
): tsModule.PropertyAccessExpression | tsModule.ElementAccessExpression | tsModule.CallExpression | undefined {
  const { parent } = expression;
  return (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent)) &&
    parent.expression === expression
    ? parent
    : undefined;
}

/** The whole of `a.b(c)[d].e` that begins with the expression. */
export function chainOf(ts: Ts, expression: tsModule.Expression): tsModule.Expression {
  let up = expression;
  for (let next = accessOf(ts, up); next; next = accessOf(ts, up)) up = next;
  return up;
}

/** The chain is written to: no default helps. */
export function isAssigned(ts: Ts, access: tsModule.Expression): boolean {
  const { parent } = access;
  return (
    (ts.isBinaryExpression(parent) && parent.left === access && isAssignment(ts, parent)) ||
    (ts.isPrefixUnaryExpression(parent) &&
      (parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken)) ||
    ts.isPostfixUnaryExpression(parent) ||
    ts.isDeleteExpression(parent)
  );
}

export function isOptionalParameter({ ts, checker }: TypedPlace, expression: tsModule.Expression): boolean {
  const declaration = checker.getSymbolAtLocation(expression)?.valueDeclaration;
  return declaration !== undefined && ts.isParameter(declaration) && declaration.questionToken !== undefined;
}

/** Its declaration says itself that it may be left out: `name?: string`. Then being left out is no fault. */
export function isLeftOutByRight({ ts, checker }: TypedPlace, expression: tsModule.Expression): boolean {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  const symbol = checker.getSymbolAtLocation(name);
  return (
    symbol !== undefined &&
    ((symbol.flags & ts.SymbolFlags.Optional) !== 0 ||
      symbol.declarations?.some(
        (one) => (ts.isParameter(one) || ts.isPropertySignature(one) || ts.isPropertyDeclaration(one)) && one.questionToken !== undefined,
      ) === true)
  );
}

export const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 37)}…` : line;
};
