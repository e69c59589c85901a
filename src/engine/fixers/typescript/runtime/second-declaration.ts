/**
 * Mistake: a variable declared a second time where it should get another value.
 *
 * Before:  `let count = 0;` … `let count = count + 1;`       After:  `count = count + 1;`
 *
 * When not: the first is a constant, or the second one stands in a block of its own.
 */
import type * as tsModule from 'typescript';
import { onLine } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { nodesIn } from '../framework/value-flow';

const TWICE = /^Identifier '([\w$]+)' has already been declared/;

export const secondDeclaration: TypedRule = {
  id: 'typescript/second-declaration',
  family: 'typescript/runtime',
  answers: { codes: ['SyntaxError'], where: ({ message }) => TWICE.test(message) },
  propose,
};

function propose(place: TypedPlace): readonly TypedProposal[] {
  const { ts, file } = place;
  const name = TWICE.exec(place.message)?.[1];
  const isOwn = (one: tsModule.VariableStatement): boolean =>
    one.declarationList.declarations.some((each) => each.name.getText(file) === name);
  const second = onLine(place, ts.isVariableStatement).find(isOwn);
  const [only, other] = second?.declarationList.declarations ?? [];
  if (!second || !only?.initializer || other || ts.getModifiers(second)) return [];
  const before = nodesIn(ts, second.parent, ts.isVariableStatement).filter(
    (one) => one.parent === second.parent && one.pos < second.pos && isOwn(one),
  );
  const [first, more] = before;
  if (!first || more || (first.declarationList.flags & ts.NodeFlags.Const) !== 0) return [];
  const speaksOfItself = nodesIn(ts, only.initializer, ts.isIdentifier).some((one) => one.text === name);
  return [
    {
      variant: speaksOfItself || only.initializer.getText(file) === name ? 'changed-by-itself' : 'given-another-value',
      title: `Leave out '${(second.declarationList.flags & ts.NodeFlags.Const) !== 0 ? 'const' : 'let'}'`,
      explanation: `'${name ?? ''}' is there already: to give it another value no second declaration is needed.`,
      edits: [{ start: second.getStart(file), end: only.name.getStart(file), text: '' }],
    },
  ];
}
