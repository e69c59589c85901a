/**
 * Mistake: a function named where its result was meant: the `()` behind it is missing.
 *
 * Before:  `for (const key of map.keys)`      After:  `for (const key of map.keys())`
 * Before:  `performance.now - start`          After:  `performance.now() - start`
 *
 * When not: the function wants arguments, or the checker is no happier with its result.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import { codeOf, type TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

/** A member or type that does not fit; the message shows the function's type. */
const SHOWN = [2339, 2551, 2322, 2345, 2365, 2367, 2488, 2461, 2495, 2538, 2739, 2740, 2741, 2549, 2769, 2504, 2352, 2559, 2560, 7053];
/** Operands of arithmetic; the message shows no type. */
const OPERANDS = [2362, 2363];

/** Likeliest first. */
const ORDER = ['call-where-value-came-from', 'call-of-what-is-reported', 'call-of-part', 'call-of-variable'];

export const missingCall: TypedRule = {
  id: 'typescript/missing-call',
  family: 'typescript/types',
  answers: {
    codes: [...SHOWN, ...OPERANDS].map((code) => `TS${code}`),
    where: ({ errorType, message }) => OPERANDS.includes(codeOf(errorType)) || /=>|typeof |\): /.test(message),
  },
  propose: (place) => checkedProposals(place, inOrder(ORDER, ideas(place))),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, node, checker, start, end } = place;
  const access =
    ts.isPropertyAccessExpression(node.parent) && node.parent.name === node && (place.code === 2339 || place.code === 2551)
      ? node.parent
      : undefined;
  const found: Idea[] = [];
  const look = (one: tsModule.Node): void => {
    // What is inside a function literal is another place, but for the items that a callback makes: `.map((one) => one.trim)`.
    if ((ts.isFunctionLike(one) && !isMaker(ts, one)) || ts.isTypeNode(one)) return;
    if ((ts.isIdentifier(one) || ts.isPropertyAccessExpression(one) || ts.isElementAccessExpression(one)) && isRead(ts, one)) {
      const signatures = checker.getNonNullableType(checker.getTypeAtLocation(one)).getCallSignatures();
      if (signatures.some((signature) => takesNothing(ts, checker, signature))) {
        // A function that carries members of its own is used as an object.
        if (access && one === access.expression && checker.getPropertiesOfType(checker.getTypeAtLocation(one)).length > 0) return;
        const inside = access ? one === access.expression : one.getStart(file) >= start && one.getEnd() <= end;
        const source = valueOf(place, one);
        if (source)
          found.push({
            variant: 'call-where-value-came-from',
            title: "Add '()'",
            explanation: `'${one.getText(file)}' was given the function '${source.getText(file).slice(-40)}' instead of its result.`,
            edits: [at(source.getEnd(), '()')],
          });
        found.push({
          variant: source ? 'call-of-variable' : inside ? 'call-of-what-is-reported' : 'call-of-part',
          title: "Add '()'",
          explanation: `'${one.getText(file).slice(-40)}' is a function; its result was meant.`,
          edits: [at(one.getEnd(), '()')],
        });
      }
    }
    ts.forEachChild(one, look);
  };
  if (access) look(access.expression);
  else {
    // The report may name what takes the value: then the value beside it.
    const whole =
      ts.isIdentifier(node) &&
      node.parent &&
      (ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent) || ts.isPropertyDeclaration(node.parent))
        ? node.parent.initializer
        : (ts.isArrayBindingPattern(node) || ts.isObjectBindingPattern(node)) && ts.isVariableDeclaration(node.parent)
          ? node.parent.initializer
          : ts.isBinaryExpression(node.parent) && node.parent.left === node && node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
            ? node.parent.right
            : node;
    if (whole) look(whole);
  }
  return found;
}

/** The callback of `map`, whose body is the item it makes. */
function isMaker(ts: TypedPlace['ts'], node: tsModule.Node): boolean {
  return (
    ts.isArrowFunction(node) &&
    !ts.isBlock(node.body) &&
    ts.isCallExpression(node.parent) &&
    ts.isPropertyAccessExpression(node.parent.expression) &&
    /^(?:flatMap|map)$/.test(node.parent.expression.name.text)
  );
}

/** Where a variable got the function: `const keys = map.keys`. */
function valueOf({ ts, checker }: TypedPlace, node: tsModule.Node): tsModule.Expression | undefined {
  const declaration = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node)?.valueDeclaration : undefined;
  let value = declaration && ts.isVariableDeclaration(declaration) && !declaration.type ? declaration.initializer : undefined;
  while (value && ts.isNonNullExpression(value)) value = value.expression;
  return value && ts.isPropertyAccessExpression(value) ? value : undefined;
}

/** Named for its value: neither called, nor written to, nor the name of something. */
function isRead(ts: TypedPlace['ts'], node: tsModule.Expression): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) return parent.left !== node;
  if (ts.isNonNullExpression(parent)) return isRead(ts, parent);
  return !('name' in parent && parent.name === node) && !ts.isTypeNode(parent) && !ts.isShorthandPropertyAssignment(parent);
}

function takesNothing(ts: TypedPlace['ts'], checker: tsModule.TypeChecker, signature: tsModule.Signature): boolean {
  if (checker.getReturnTypeOfSignature(signature).flags & (ts.TypeFlags.Void | ts.TypeFlags.Never)) return false;
  return signature.getParameters().every((parameter) => {
    const { valueDeclaration: declaration } = parameter;
    if (declaration === undefined || !ts.isParameter(declaration)) return false;
    // In plain JavaScript every parameter may be left out.
    const plain = /\.[cm]?jsx?$/.test(declaration.getSourceFile().fileName) && declaration.type === undefined;
    return plain || checker.isOptionalParameter(declaration) || declaration.dotDotDotToken !== undefined;
  });
}
