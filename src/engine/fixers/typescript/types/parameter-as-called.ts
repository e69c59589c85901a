/**
 * Mistake: the parameter of a callback is declared as something wider than what it is called with, and what only that has is read.
 *
 * Before:  `addEventListener('keydown', (event: Event) => event.key)`      After:  `(event: KeyboardEvent) => event.key`
 *
 * When not: nobody calls it with anything else, or with different things.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { declarationOf, usesOf } from '../framework/value-flow';
import { writable } from './annotations/type-text';

export const parameterAsCalled: TypedRule = {
  id: 'typescript/parameter-as-called',
  family: 'typescript/types',
  answers: { codes: ['TS2339', 'TS2551'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, checker, file, node } = place;
  if (!ts.isPropertyAccessExpression(node.parent) || node.parent.name !== node) return [];
  const parameter = declarationOf(place, node.parent.expression);
  if (!parameter || !ts.isParameter(parameter) || !parameter.type || parameter.getSourceFile() !== file) return [];
  const owner = parameter.parent;
  const index = owner.parameters.indexOf(parameter);
  const declared = parameter.type.getText(file);
  const wanted = new Set<string>();
  for (const given of handedOver(place, owner)) {
    const signature = checker.getContextualType(given)?.getCallSignatures()[0];
    const told = signature?.parameters[index];
    if (told) wanted.add(checker.typeToString(checker.getTypeOfSymbolAtLocation(told, given), parameter));
  }
  const [only, second] = wanted;
  if (only === undefined || second !== undefined || only === declared || !writable(only)) return [];
  return [
    {
      variant: 'declared-as-called',
      title: `Declare it as '${only}'`,
      explanation: `The function is called with '${only}', which says more than '${declared}'.`,
      edits: [{ start: parameter.type.getStart(file), end: parameter.type.getEnd(), text: only }],
    },
  ];
}

/** Where the function is given to somebody: itself, or by its name. */
function handedOver(place: TypedPlace, owner: tsModule.SignatureDeclaration): tsModule.Expression[] {
  const { ts } = place;
  const isGiven = (one: tsModule.Expression): boolean => ts.isCallExpression(one.parent) && one.parent.arguments.includes(one);
  if ((ts.isArrowFunction(owner) || ts.isFunctionExpression(owner)) && isGiven(owner)) return [owner];
  const holder = ts.isFunctionDeclaration(owner) ? owner : ts.isVariableDeclaration(owner.parent) ? owner.parent : undefined;
  const { name } = holder ?? {};
  return name && ts.isIdentifier(name) ? usesOf(place, name).filter(isGiven) : [];
}
