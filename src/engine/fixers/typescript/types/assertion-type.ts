/**
 * Mistake: a function that asserts is kept in a variable without a type, and the checker follows only what is declared.
 *
 * Before:  `const isText = (x: unknown): asserts x is string => {`      After:  `const isText: (x: unknown) => asserts x is string = (x: unknown): …`
 *
 * When not: the function is declared in another file, or has type parameters.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { declarationOf } from '../framework/value-flow';

export const assertionType: TypedRule = {
  id: 'typescript/assertion-type',
  family: 'typescript/types',
  answers: { codes: ['TS2775', 'TS2776'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, node } = place;
  const call = ts.findAncestor(node, ts.isCallExpression);
  const declaration = call && declarationOf(place, call.expression);
  if (!declaration || !ts.isVariableDeclaration(declaration) || declaration.type || declaration.getSourceFile() !== file) return [];
  const made: tsModule.Expression | undefined = declaration.initializer;
  if (!made || !(ts.isArrowFunction(made) || ts.isFunctionExpression(made)) || made.typeParameters || !made.type) return [];
  if (made.parameters.some((one) => !one.type || one.initializer || !ts.isIdentifier(one.name))) return [];
  const type = `(${made.parameters.map((one) => one.getText(file)).join(', ')}) => ${made.type.getText(file)}`;
  return [
    {
      variant: 'declared-as-it-is',
      title: `Declare '${declaration.name.getText(file)}' with its type`,
      explanation: 'What a function asserts is followed only where its name is declared with a type.',
      edits: [at(declaration.name.getEnd(), `: ${type}`)],
    },
  ];
}
