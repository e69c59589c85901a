// How all uses of a name in the file take it: as a namespace, as a type.

import type * as tsModule from 'typescript';
import type { TypedPlace } from '../../framework/typed-place';

/** Every use is `name.something`. */
export function isNamespace({ ts, file }: TypedPlace, name: string): boolean {
  let uses = 0;
  let others = 0;
  const visit = (node: tsModule.Node): void => {
    if (
      ts.isIdentifier(node) &&
      node.text === name &&
      !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) &&
      !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)
    ) {
      if (
        (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) ||
        (ts.isQualifiedName(node.parent) && node.parent.left === node)
      )
        uses++;
      else others++;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses > 0 && others === 0;
}

/** Every use is in a type. */
export function isOnlyType({ ts, file, checker }: TypedPlace, missing: tsModule.Identifier, name: string): boolean {
  let types = true;
  const visit = (node: tsModule.Node): void => {
    // A parameter or a member of the same name is another thing.
    if (ts.isIdentifier(node) && node.text === name && (node === missing || checker.getSymbolAtLocation(node) === undefined)) {
      let up: tsModule.Node = node;
      while (ts.isQualifiedName(up.parent)) up = up.parent;
      if (
        !ts.isTypeReferenceNode(up.parent) &&
        !(ts.isHeritageClause(up.parent.parent) && up.parent.parent.token === ts.SyntaxKind.ImplementsKeyword) &&
        !ts.isPropertyAccessExpression(up.parent)
      )
        types = false;
      if (ts.isPropertyAccessExpression(up.parent) && up.parent.expression === up && !ts.findAncestor(up, ts.isInterfaceDeclaration))
        types = false;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return types;
}
