// Which members may stand at a place, and a member written under another name.

import type * as tsModule from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import type { TypedPlace } from '../framework/typed-place';

/** The name of a member, key or export in the text: written plainly, as a string, or private. */
export type NameNode = tsModule.Identifier | tsModule.StringLiteral | tsModule.PrivateIdentifier;

export function renamed({ ts, file }: TypedPlace, node: tsModule.Node, other: string): OffsetEdit {
  const start = node.getStart(file);
  const end = node.getEnd();
  if (ts.isStringLiteral(node)) return { start: start + 1, end: end - 1, text: other };
  if (/^[\w$]+$/.test(other) || ts.isPrivateIdentifier(node)) return { start, end, text: other };
  return { start, end, text: ts.isPropertyAccessExpression(node.parent) ? other : JSON.stringify(other) };
}

/** What may stand at the place, with whether it already does there. */
export function membersAt(place: TypedPlace, node: tsModule.Node): { name: string; used: boolean }[] {
  const { ts, checker } = place;
  const { parent } = node;
  const named = (symbols: readonly tsModule.Symbol[], used: ReadonlySet<string> = new Set()): { name: string; used: boolean }[] =>
    symbols.map((symbol) => ({ name: symbol.name, used: used.has(symbol.name) })).filter(({ name }) => !name.startsWith('__@'));
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    const type = checker.getApparentType(checker.getNonNullableType(checker.getTypeAtLocation(parent.expression)));
    return named(
      checker.getPropertiesOfType(type).length > 0
        ? checker.getPropertiesOfType(type)
        : type.isUnion()
          ? type.types.flatMap((one) => checker.getPropertiesOfType(checker.getApparentType(one)))
          : [],
    );
  }
  if (ts.isQualifiedName(parent) && parent.right === node) {
    const symbol = checker.getSymbolAtLocation(parent.left);
    return symbol ? named(checker.getExportsOfModule(symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)) : [];
  }
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node)
    return named(checker.getPropertiesOfType(checker.getApparentType(checker.getTypeAtLocation(parent.expression))));
  if (
    (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) &&
    ts.isObjectLiteralExpression(parent.parent)
  ) {
    const literal = parent.parent;
    const type = checker.getContextualType(literal);
    const used = new Set(
      literal.properties
        .filter((property) => property !== parent)
        .map((property) => property.name)
        .filter((one) => one !== undefined && (ts.isIdentifier(one) || ts.isStringLiteral(one)))
        .map((one) => (one as tsModule.Identifier).text),
    );
    if (!type) return [];
    const types = type.isUnion() ? type.types : [type];
    return named(
      types.flatMap((one) => checker.getPropertiesOfType(one)),
      used,
    );
  }
  if (ts.isBindingElement(parent)) {
    const type = checker.getTypeAtLocation(parent.parent);
    const initializer = ts.isVariableDeclaration(parent.parent.parent) ? parent.parent.parent.initializer : undefined;
    const from = initializer ? checker.getTypeAtLocation(initializer) : type;
    return named(checker.getPropertiesOfType(checker.getApparentType(from)));
  }
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) {
    const declaration = ts.findAncestor(parent, (up) => ts.isImportDeclaration(up) || ts.isExportDeclaration(up));
    const specifier =
      declaration && 'moduleSpecifier' in declaration ? (declaration as tsModule.ImportDeclaration).moduleSpecifier : undefined;
    const module = specifier && checker.getSymbolAtLocation(specifier);
    return module ? named(checker.getExportsOfModule(module)) : [];
  }
  if (ts.isJsxAttribute(parent)) {
    const type = checker.getContextualType(parent.parent);
    return type ? named(checker.getPropertiesOfType(type)) : [];
  }
  return [];
}
