// The declaration that a value came from, whose type is wider than what its place wants: it is declared as what is wanted of it.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import { partsOf, written, type Mismatch } from '../../framework/mismatch';
import type { TypedPlace } from '../../framework/typed-place';

/** Longer types are not written beside a variable. */
const MAX_LETTERS = 70;

export function declaredAsWanted(place: TypedPlace, mismatch: Mismatch): Idea[] {
  const { ts, file, checker } = place;
  const { value, wanted } = mismatch;
  const out: Idea[] = [];
  const declaration = declarationOf(place, value);
  const type = declaration && written(place, wanted, declaration);
  if (declaration && type !== undefined && isWorthWriting(ts, wanted, type)) {
    const name = declaration.name.getText(file);
    const isFirst = ts.isVariableDeclaration(declaration) && !declaration.type && declaration.initializer !== undefined;
    const isText =
      declaration.type !== undefined &&
      declaration.type.kind === ts.SyntaxKind.StringKeyword &&
      partsOf(checker.getNonNullableType(wanted)).every((one) => one.isStringLiteral());
    const explanation = `'${name}' is used where '${type}' is wanted, and its own type is wider.`;
    if (isFirst)
      out.push({
        variant: isLiteral(ts, declaration.initializer) ? 'declared-as-wanted' : 'other-declared-as-wanted',
        title: `Declare '${name}' as '${type}'`,
        explanation,
        edits: [at(declaration.name.getEnd(), `: ${type}`)],
      });
    else if (isText && declaration.type)
      out.push({
        variant: ts.isParameter(declaration) ? 'parameter-as-wanted' : 'text-declared-as-wanted',
        title: `Change the type of '${name}' to '${type}'`,
        explanation,
        edits: [{ start: declaration.type.getStart(file), end: declaration.type.getEnd(), text: type }],
      });
  }
  const property = propertyOf(place, value);
  if (property) return [...out, ...constLiterals(place, property.initializer, wanted, true)];
  const source = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : value;
  if (source && !(declaration && ts.isVariableDeclaration(declaration) && declaration.type))
    out.push(...constLiterals(place, source, wanted));
  return out;
}

type Declared = (tsModule.VariableDeclaration | tsModule.ParameterDeclaration | tsModule.PropertySignature) & {
  readonly name: tsModule.Node;
};

/** Of a name, or of the member that is read; only of this file. */
function declarationOf({ ts, checker, file }: TypedPlace, value: tsModule.Expression): Declared | undefined {
  const name = ts.isPropertyAccessExpression(value) ? value.name : value;
  if (!ts.isIdentifier(name)) return undefined;
  const symbol = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  const declaration = symbol?.valueDeclaration;
  if (!declaration || declaration.getSourceFile() !== file) return undefined;
  return (ts.isVariableDeclaration(declaration) || ts.isParameter(declaration) || ts.isPropertySignature(declaration)) &&
    ts.isIdentifier(declaration.name)
    ? declaration
    : undefined;
}

function isLiteral(ts: TypedPlace['ts'], value: tsModule.Expression | undefined): boolean {
  return (
    value !== undefined && (ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value) || ts.isStringLiteralLike(value))
  );
}

/** A name, a list of one, or a few texts: no shape that the checker made up. */
function isWorthWriting(ts: TypedPlace['ts'], type: tsModule.Type, text: string): boolean {
  return (
    text.length <= MAX_LETTERS &&
    !/[{}]|\bany\b|\bunknown\b|\bnever\b|=>|import\(|typeof /.test(text) &&
    (type.flags & ts.TypeFlags.TypeParameter) === 0
  );
}

/** `size: 'small'` of the literal that `box.size` was read from. */
function propertyOf({ ts, checker, file }: TypedPlace, value: tsModule.Expression): tsModule.PropertyAssignment | undefined {
  const declaration = ts.isPropertyAccessExpression(value) ? checker.getSymbolAtLocation(value.name)?.valueDeclaration : undefined;
  return declaration && ts.isPropertyAssignment(declaration) && declaration.getSourceFile() === file ? declaration : undefined;
}

/** `{ method: 'POST' }` → `{ method: 'POST' as const }`: the texts within a literal that were widened. */
function constLiterals(place: TypedPlace, source: tsModule.Expression, wanted: tsModule.Type, isWhole = false): Idea[] {
  const { ts, checker, file } = place;
  const found: tsModule.Expression[] = [];
  const fits = (text: string, within: tsModule.Type): boolean =>
    partsOf(checker.getNonNullableType(within)).some((part) => part.isStringLiteral() && part.value === text);
  const visit = (node: tsModule.Node, within: tsModule.Type): void => {
    if (ts.isParenthesizedExpression(node)) return visit(node.expression, within);
    if (ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) continue;
        const name = property.name.text;
        for (const part of partsOf(checker.getNonNullableType(within))) {
          const member = checker.getPropertyOfType(part, name);
          if (member) {
            visit(property.initializer, checker.getTypeOfSymbolAtLocation(member, file));
            break;
          }
        }
      }
      return;
    }
    const element = itemOf(checker, within);
    if (ts.isArrayLiteralExpression(node) && element) {
      for (const one of node.elements) visit(one, element);
      return;
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'map' && element) {
      const [callback] = node.arguments;
      if (callback && ts.isArrowFunction(callback) && !ts.isBlock(callback.body)) visit(callback.body, element);
      return;
    }
    if (ts.isStringLiteral(node) && fits(node.text, within) && !found.includes(node)) found.push(node);
  };
  visit(source, wanted);
  if (found.length === 0 || found.length > 4 || (found[0] === source && !isWhole)) return [];
  return [
    {
      variant: found.length === 1 ? 'literal-as-const' : 'literals-as-const',
      title: `Keep ${found.map((one) => one.getText(file)).join(', ')} as it is with 'as const'`,
      explanation: 'Without it, the type of the text is any text, and only a few fit where it is used.',
      edits: found.map((one) => at(one.getEnd(), ' as const')),
    },
  ];
}

function itemOf(checker: tsModule.TypeChecker, type: tsModule.Type): tsModule.Type | undefined {
  for (const part of partsOf(checker.getNonNullableType(type)))
    if (checker.isArrayType(part)) return checker.getTypeArguments(part as tsModule.TypeReference)[0];
  return undefined;
}
