// What of a name's place says which symbols may stand there.

import type * as tsModule from 'typescript';
import type { TypedPlace } from '../../framework/typed-place';

/** A declaration that the name itself stands in (`const x = y` for `y`) is no answer. */
export function isOwnDeclaration(symbol: tsModule.Symbol, node: tsModule.Node): boolean {
  return (
    symbol.declarations?.some(
      (declaration) =>
        declaration.getStart() <= node.getStart() &&
        declaration.getEnd() >= node.getEnd() &&
        'initializer' in declaration &&
        !('body' in declaration) &&
        !('members' in declaration),
    ) ?? false
  );
}

export function isTypePosition(ts: TypedPlace['ts'], node: tsModule.Node): boolean {
  return (
    ts.isTypeReferenceNode(node.parent) ||
    ts.isQualifiedName(node.parent) ||
    (ts.isExpressionWithTypeArguments(node.parent) &&
      (ts.isInterfaceDeclaration(node.parent.parent.parent) ||
        (ts.isHeritageClause(node.parent.parent) && node.parent.parent.token === ts.SyntaxKind.ImplementsKeyword)))
  );
}
