// `name` where `this.name` was meant: the class has such a member, or the file says `this.name` elsewhere.

import type * as tsModule from 'typescript';
import { countThis } from '../../framework/identifiers';
import { suggested } from '../../framework/spelling';
import type { TypedPlace } from '../../framework/typed-place';
import type { TypedProposal } from '../../framework/typed-rule';
import { isTypePosition } from './scope';

export function missingThis(place: TypedPlace, node: tsModule.Identifier, name: string): TypedProposal[] {
  const { ts, file, code } = place;
  if (isTypePosition(ts, node)) return [];
  const told = suggested(place.message);
  const prefix = code === 2662 && told ? told.slice(0, -name.length) : 'this.';
  const variant = code === 2663 || (code === 2662 && told) ? 'this-told-by-typescript' : memberEvidence(place, node, name);
  if (variant === undefined) return [];
  return [
    {
      variant,
      title: `Change '${name}' to '${prefix}${name}'`,
      explanation: `'${name}' is a member here: it is reached through '${prefix.slice(0, -1)}'.`,
      edits: [
        {
          start: node.getStart(file),
          end: node.getEnd(),
          text: ts.isShorthandPropertyAssignment(node.parent) ? `${name}: ${prefix}${name}` : prefix + name,
        },
      ],
    },
  ];
}

/** What says that the object has such a member. */
function memberEvidence(place: TypedPlace, node: tsModule.Identifier, name: string): string | undefined {
  const { ts, file, text } = place;
  const container = ts.findAncestor(node, (up) => ts.isFunctionLike(up) && !ts.isArrowFunction(up));
  const owner = ts.findAncestor(node, ts.isClassLike);
  if (owner) return memberOfClass(place, node, name, owner, container);
  if (!container) return undefined;
  if (countThis(text, name) > 0) return 'this-said-elsewhere';
  // A method of an object literal: its siblings.
  const literal = ts.findAncestor(
    node,
    (up) =>
      ts.isObjectLiteralExpression(up) &&
      up.properties.some((property) => property.name !== undefined && ts.isIdentifier(property.name) && property.name.text === name),
  );
  return literal && /\bthis\./.test(literal.getText(file)) ? 'this-of-object-literal' : undefined;
}

function memberOfClass(
  { ts, checker, text }: TypedPlace,
  node: tsModule.Identifier,
  name: string,
  owner: tsModule.ClassLikeDeclaration,
  container: tsModule.Node | undefined,
): string | undefined {
  const isStatic = (member: tsModule.Node): boolean =>
    ts.canHaveModifiers(member) && (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  const has =
    container && isStatic(container)
      ? owner.members.some((member) => member.name && ts.isIdentifier(member.name) && member.name.text === name && isStatic(member))
      : checker.getPropertyOfType(checker.getTypeAtLocation(owner), name) !== undefined;
  if (has) return 'this-member-of-class';
  if (countThis(text, name) > 0) return 'this-said-elsewhere';
  const heritage = owner.heritageClauses ?? [];
  // By convention, a name with an underscore in front is a member.
  if (name.startsWith('_') && heritage.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword))
    return 'this-underscore-in-derived-class';
  // A base class that is not here may have it: a call of an unknown verb in a class with a base.
  const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
  return heritage.length > 0 && isCalled ? 'this-called-in-derived-class' : undefined;
}
