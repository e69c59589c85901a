/**
 * Mistake: keys, values or entries of a part that may be left out.
 *
 * Before:  `Object.keys(config.rules)`       After:  `Object.keys(config.rules ?? {})`
 *
 * When not: nothing else in the file gives or reads such a part: its name may be the mistake.
 */
import { at } from '../framework/checked-proposals';
import { onLine } from '../framework/crash';
import type { TypedRule } from '../framework/typed-rule';
import { nodesIn } from '../framework/value-flow';

export const keysOfNothing: TypedRule = {
  id: 'typescript/keys-of-nothing',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError'], where: ({ message }) => message.startsWith('Cannot convert undefined or null to object') },
  propose(place) {
    const { ts, file } = place;
    const [only, second] = onLine(place, ts.isCallExpression).flatMap((call) => {
      const [given] = call.arguments;
      return given && /^Object\.(?:keys|values|entries)$/.test(call.expression.getText(file)) && ts.isPropertyAccessExpression(given)
        ? [given]
        : [];
    });
    if (!only || second) return [];
    const name = only.name.text;
    const isGiven = nodesIn(ts, file, ts.isObjectLiteralExpression).some((one) =>
      one.properties.some((each) => each.name?.getText(file) === name),
    );
    if (!isGiven) return [];
    return [
      {
        variant: 'nothing-as-empty',
        title: `Take '${only.getText(file).slice(0, 40)}' for empty where it is left out`,
        explanation: `'${name}' may be left out; then there is nothing to take keys of.`,
        edits: [at(only.getEnd(), ' ?? {}')],
      },
    ];
  },
};
