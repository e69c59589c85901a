// A list that begins empty as a field of a class or a property of an object, `items = []`: it can hold nothing until its type is said.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import type { TypedPlace } from '../../framework/typed-place';
import { typeText, writable } from './type-text';

type Member = tsModule.PropertyDeclaration | tsModule.PropertyAssignment;

export function annotatedEmptyMember(place: TypedPlace): Idea[] {
  const { ts, file, message } = place;
  if (!/'never'|never\[\]/.test(message)) return [];
  const member = emptyMember(place);
  const types = member ? typesOf(place, member) : [];
  if (!member || types.length === 0 || types.length > 2 || types.some((one) => !writable(one))) return [];
  const union = types.join(' | ');
  const type = /[|&]| => /.test(union) ? `(${union})[]` : `${union}[]`;
  const name = member.name.getText(file);
  return [
    {
      variant: ts.isPropertyDeclaration(member) ? 'field-of-pushed' : 'property-of-pushed',
      title: `Declare '${name}' as '${type}'`,
      explanation: `'${name}' begins empty, so its type must be said.`,
      edits: [ts.isPropertyDeclaration(member) ? at(member.name.getEnd(), `: ${type}`) : at(member.initializer.getEnd(), ` as ${type}`)],
    },
  ];
}

/** Whose list is added to or set at the place. */
function emptyMember({ ts, checker, node }: TypedPlace): Member | undefined {
  const statement = ts.findAncestor(node, (up) => ts.isStatement(up) || ts.isArrowFunction(up)) ?? node;
  let found: Member | undefined;
  const visit = (one: tsModule.Node): void => {
    if (found) return;
    if (ts.isPropertyAccessExpression(one)) {
      const declaration = checker.getSymbolAtLocation(one.name)?.valueDeclaration;
      if (
        declaration &&
        (ts.isPropertyAssignment(declaration) || (ts.isPropertyDeclaration(declaration) && !declaration.type)) &&
        declaration.initializer &&
        ts.isArrayLiteralExpression(declaration.initializer) &&
        declaration.initializer.elements.length === 0
      )
        found = declaration;
    }
    ts.forEachChild(one, visit);
  };
  visit(statement);
  return found;
}

/** Types of what is added to it, anywhere in the file. */
function typesOf(place: TypedPlace, member: Member): string[] {
  const { ts, checker, file } = place;
  const types = new Set<string>();
  const isOwn = (one: tsModule.Node): boolean =>
    ts.isPropertyAccessExpression(one) && checker.getSymbolAtLocation(one.name)?.valueDeclaration === member;
  const visit = (one: tsModule.Node): void => {
    if (
      ts.isCallExpression(one) &&
      ts.isPropertyAccessExpression(one.expression) &&
      /^(?:push|unshift)$/.test(one.expression.name.text) &&
      isOwn(one.expression.expression)
    )
      for (const argument of one.arguments) if (!ts.isSpreadElement(argument)) types.add(typeText(place, argument, member));
    if (ts.isBinaryExpression(one) && one.operatorToken.kind === ts.SyntaxKind.EqualsToken && isOwn(one.left)) {
      const item = /^(.*)\[\]$/.exec(typeText(place, one.right, member))?.[1];
      if (item !== undefined && item !== 'never') types.add(item);
    }
    ts.forEachChild(one, visit);
  };
  visit(file);
  return [...types];
}
