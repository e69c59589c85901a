/**
 * Mistake: a parameter that is taken apart, of a function that is also called without it.
 *
 * Before:  `function greet({ name = 'you' }) {` … `greet()`       After:  `function greet({ name = 'you' } = {}) {`
 *
 * When not: one of its parts has no default: what stands for it nothing says.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { onLine, saysMissing } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

export const patternWithoutValue: TypedRule = {
  id: 'typescript/pattern-without-value',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError'], where: ({ message }) => saysMissing(message) && message.includes('undefined') },
  propose,
};

function propose(place: TypedPlace): readonly TypedProposal[] {
  const { ts, message } = place;
  const name = /(?:reading|property) '([\w$]+)'/.exec(message)?.[1];
  const isOwn = (one: tsModule.ParameterDeclaration): boolean =>
    ts.isObjectBindingPattern(one.name) &&
    !one.initializer &&
    one.name.elements.some((each) => (each.propertyName ?? each.name).getText() === name) &&
    one.name.elements.every((each) => each.initializer !== undefined);
  const [only, second] = onLine(place, ts.isParameter).filter(isOwn);
  if (!only || second) return [];
  return [
    {
      variant: 'empty-by-default',
      title: "Let it be '{}' where it is left out",
      explanation: 'Each part has a value to stand for it, but nothing stands for the whole where the function is called without it.',
      edits: [at(only.getEnd(), ' = {}')],
    },
  ];
}
