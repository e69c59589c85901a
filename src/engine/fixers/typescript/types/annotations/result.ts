// The result of a function does not fit its annotation: the variable that is returned gets its type, or the function says what it returns.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import type { TypedPlace } from '../../framework/typed-place';
import { isLibrary } from '../../framework/value-flow';
import { functionAround } from '../function-around';
import { nullish, typeText, writable } from './type-text';

export function annotatedResult(place: TypedPlace): Idea[] {
  const { ts, file, checker, node, message } = place;
  const statement = ts.findAncestor(node, ts.isReturnStatement);
  const owner = functionAround(ts, node);
  const annotation = owner?.type;
  if (!statement?.expression || !annotation || !owner) return [];
  const wanted = annotation.getText(file);
  const out: Idea[] = [];
  // `return pair`, `return pair.sort()`: the declaration of what is returned.
  let root: tsModule.Expression = statement.expression;
  while (ts.isCallExpression(root) || ts.isPropertyAccessExpression(root)) root = root.expression;
  const declaration = ts.isIdentifier(root) ? checker.getSymbolAtLocation(root)?.valueDeclaration : undefined;
  if (declaration && ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name)) {
    const name = declaration.name.text;
    const explanation = `'${name}' is returned as '${wanted}', but its own type is wider.`;
    if (!declaration.type)
      out.push({
        variant: 'variable-as-result',
        title: `Declare '${name}' as '${wanted}'`,
        explanation,
        edits: [at(declaration.name.getEnd(), `: ${wanted}`)],
      });
    else
      out.push({
        variant: 'variable-changed-to-result',
        title: `Change the type of '${name}' to '${wanted}'`,
        explanation,
        edits: [{ start: declaration.type.getStart(file), end: declaration.type.getEnd(), text: wanted }],
      });
  }
  // Null or undefined is returned, too.
  const holes = nullish(message);
  if (holes.length > 0)
    out.push({
      variant: ts.isFunctionTypeNode(annotation) ? 'function-or-nothing' : 'result-or-nothing',
      title: `Let the function return '${wanted} | ${holes.join(' | ')}'`,
      explanation: `The function also returns ${holes.join(' and ')}, which its declared result leaves out.`,
      edits: [at(annotation.getEnd(), ` | ${holes.join(' | ')}`)],
    });
  // An empty list for a tuple: nothing was found.
  if (ts.isArrayLiteralExpression(statement.expression) && statement.expression.elements.length === 0 && ts.isTupleTypeNode(annotation))
    out.push({
      variant: 'result-or-empty',
      title: `Let the function return '${wanted} | []'`,
      explanation: 'The function also returns an empty list, which its declared result leaves out.',
      edits: [at(annotation.getEnd(), ' | []')],
    });
  if (ts.isArrayLiteralExpression(statement.expression) && holes.length > 0 && ts.isTupleTypeNode(annotation)) {
    const elements = annotation.elements.map((element) => `${element.getText(file)} | ${holes.join(' | ')}`);
    out.push({
      variant: 'result-of-holes',
      title: `Let the function return '[${elements.join(', ')}]'`,
      explanation: `The function also returns a list of ${holes.join(' and ')}.`,
      edits: [{ start: annotation.getStart(file), end: annotation.getEnd(), text: `[${elements.join(', ')}]` }],
    });
  }
  // A list whose items the checker can't count: a callback of `map` that makes pairs.
  const pair = callbackList(ts, declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : statement.expression);
  const element = elementOf(ts, file, annotation);
  if (pair && element && /^\[/.test(element)) {
    const close = pair.parent && ts.isArrowFunction(pair.parent) && pair.parent.equalsGreaterThanToken ? pair.parent : undefined;
    const paren = close ? closingParen(file, close) : undefined;
    if (paren !== undefined)
      out.push({
        variant: 'callback-as-pair',
        title: `Let the callback return '${element}'`,
        explanation: `Without it, the pair is taken for a list of any length.`,
        edits: [at(paren, `: ${element}`)],
      });
  }
  const actual = typeText(place, statement.expression, statement);
  if (writable(actual) && actual !== wanted && !isOwnShape(place, annotation))
    out.push({
      variant: 'result-as-returned',
      title: `Let the function return '${actual}'`,
      explanation: `The function returns '${actual}', not '${wanted}'.`,
      edits: [{ start: annotation.getStart(file), end: annotation.getEnd(), text: actual }],
    });
  // What may be missing is no matter of shape: to say it were there would only hide that.
  const mayBeMissing = /Type '(?:undefined|null)' is not assignable/.test(message);
  if ((ts.isTupleTypeNode(annotation) || element) && !/\bany\b/.test(wanted) && !mayBeMissing)
    out.push({
      variant: 'asserted-as-result',
      title: `Return it as '${wanted}'`,
      explanation: `The value has this shape, but the checker can't see it.`,
      edits: wrapAs(ts, file, statement.expression, wanted),
    });
  return out;
}

/** A shape that the project has a name for: what is returned is to become one, not the function to return something else. */
function isOwnShape(place: TypedPlace, annotation: tsModule.TypeNode): boolean {
  const { ts, checker } = place;
  if (!ts.isTypeReferenceNode(annotation)) return false;
  const inner = annotation.typeArguments?.[0];
  if (inner && /^(?:Promise|Array|ReadonlyArray)$/.test(annotation.typeName.getText())) return isOwnShape(place, inner);
  const symbol = checker.getSymbolAtLocation(annotation.typeName);
  const origin = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (
    origin?.declarations?.some(
      (one) =>
        !isLibrary(one.getSourceFile()) && (ts.isInterfaceDeclaration(one) || ts.isClassDeclaration(one) || ts.isTypeAliasDeclaration(one)),
    ) === true
  );
}

function wrapAs(ts: TypedPlace['ts'], file: tsModule.SourceFile, expression: tsModule.Expression, type: string): Idea['edits'] {
  return ts.isLeftHandSideExpression(expression)
    ? [at(expression.getEnd(), ` as ${type}`)]
    : [at(expression.getStart(file), '('), at(expression.getEnd(), `) as ${type}`)];
}

/** The list that a `map` callback gives back. */
function callbackList(ts: TypedPlace['ts'], expression: tsModule.Expression | undefined): tsModule.ArrayLiteralExpression | undefined {
  if (
    !expression ||
    !ts.isCallExpression(expression) ||
    !ts.isPropertyAccessExpression(expression.expression) ||
    expression.expression.name.text !== 'map'
  )
    return undefined;
  const callback = expression.arguments[0];
  return callback && ts.isArrowFunction(callback) && ts.isArrayLiteralExpression(callback.body) ? callback.body : undefined;
}

function elementOf(ts: TypedPlace['ts'], file: tsModule.SourceFile, annotation: tsModule.TypeNode): string | undefined {
  if (ts.isArrayTypeNode(annotation))
    return (ts.isParenthesizedTypeNode(annotation.elementType) ? annotation.elementType.type : annotation.elementType).getText(file);
  if (ts.isTypeReferenceNode(annotation) && annotation.typeName.getText(file) === 'Array')
    return annotation.typeArguments?.[0]?.getText(file);
  return undefined;
}

/** Behind the `)` of an arrow function's parameters; undefined where it has none. */
function closingParen(file: tsModule.SourceFile, arrow: tsModule.ArrowFunction): number | undefined {
  const upTo = arrow.equalsGreaterThanToken.getStart(file);
  const close = file.text.lastIndexOf(')', upTo);
  return close >= arrow.getStart(file) && /^\)\s*$/.test(file.text.slice(close, upTo)) ? close + 1 : undefined;
}
