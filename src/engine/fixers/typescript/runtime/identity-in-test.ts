/**
 * Mistake: a test compares two objects by identity, though they are made alike; the runner itself says which comparison was meant.
 *
 * Before:  `expect(move(p)).toBe({ x: 1 })`        After:  `expect(move(p)).toStrictEqual({ x: 1 })`
 *
 * When not: the runner does not name another comparison.
 */
import { onLine } from '../framework/crash';
import type { TypedRule } from '../framework/typed-rule';

const TOLD = /replace "(toBe)" with "(toStrictEqual|toEqual)"/;

export const identityInTest: TypedRule = {
  id: 'typescript/identity-in-test',
  family: 'typescript/runtime',
  answers: { messages: [TOLD] },
  propose(place) {
    const { ts, file } = place;
    const [, wrong, right] = TOLD.exec(place.message) ?? [];
    if (wrong === undefined || right === undefined) return [];
    const calls = onLine(place, ts.isCallExpression).flatMap(({ expression }) =>
      ts.isPropertyAccessExpression(expression) && expression.name.text === wrong ? [expression.name] : [],
    );
    const name = calls.find((one) => one.getStart(file) === place.start) ?? (calls.length === 1 ? calls[0] : undefined);
    if (!name) return [];
    return [
      {
        variant: 'told-by-runner',
        title: `Compare with '${right}'`,
        explanation: `'${wrong}' asks whether both are the very same object; '${right}' compares what is in them, and that is alike here.`,
        edits: [{ start: name.getStart(file), end: name.getEnd(), text: right }],
      },
    ];
  },
};
