/**
 * Mistake: a class that implements another class where it was meant to be made of it. TypeScript's words ask for it.
 *
 * Before:  `class Dog implements Animal {` (a class)       After:  `class Dog extends Animal {`
 *
 * When not: the class extends something already, implements more than one, or is only declared.
 */
import type * as tsModule from 'typescript';
import { checkedProposals } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

export const extendsForImplements: TypedRule = {
  id: 'typescript/extends-for-implements',
  family: 'typescript/types',
  answers: { codes: ['TS2720'] },
  propose,
};

function propose(place: TypedPlace): readonly TypedProposal[] {
  const { ts, file } = place;
  const [only, second] = classMeantToExtend(place)?.heritageClauses ?? [];
  if (!only || second || only.token !== ts.SyntaxKind.ImplementsKeyword || only.types.length !== 1) return [];
  const name = only.types[0]?.getText(file) ?? '';
  const start = only.getStart(file);
  return checkedProposals(place, [
    {
      variant: 'extends-class',
      title: `Extend '${name}'`,
      explanation: `'${name}' is a class: 'implements' takes only its type and asks for every member again, 'extends' takes its members.`,
      edits: [{ start, end: start + 'implements'.length, text: 'extends' }],
    },
  ]);
}

/** The class at the place; not one that is only declared, which has no members to take over but their types. */
export function classMeantToExtend({ ts, node, code }: TypedPlace): tsModule.ClassLikeDeclaration | undefined {
  const found = code === 2720 ? ts.findAncestor(node, ts.isClassLike) : undefined;
  const isDeclared =
    found && ts.canHaveModifiers(found) && ts.getModifiers(found)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
  return isDeclared === true ? undefined : found;
}
