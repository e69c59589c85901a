/**
 * Mistake: a callback of a Map's `forEach` that takes pairs apart: it is given the value and the key, each for itself.
 *
 * Before:  `prices.forEach(([name, price]) => …)`       After:  `prices.forEach((price, name) => …)`
 *
 * When not: the callback has more parameters, or the pattern has defaults.
 */
import type * as tsModule from 'typescript';
import { onLine } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const patternOfEntry: TypedRule = {
  id: 'typescript/pattern-of-entry',
  family: 'typescript/types',
  answers: {
    codes: ['TS2488', 'TS2345', 'TS2769', 'TypeError'],
    where: ({ message }) => message.includes('Symbol.iterator') || message.includes('not iterable'),
  },
  propose(place) {
    const { ts, file, node, code } = place;
    const found = (
      code > 0 ? [ts.findAncestor(node, ts.isParameter) ?? callback(place, node)?.parameters[0]] : onLine(place, ts.isParameter)
    ).flatMap((one) => (one && isPair(place, one) ? [one] : []));
    const [only, second] = found;
    if (!only || second || !ts.isArrayBindingPattern(only.name)) return [];
    const [key, value] = only.name.elements.map((one) => one.getText(file));
    if (key === undefined || value === undefined) return [];
    const text = `${value}, ${key}`;
    if (place.reproduced) {
      const { gone, fresh } = place.prove(place.text.slice(0, only.getStart(file)) + text + place.text.slice(only.getEnd()));
      if (!gone || fresh.length > 0) return [];
    }
    return [
      {
        variant: 'value-and-key',
        title: `Take '${text}'`,
        explanation: "A Map's 'forEach' gives the value and then the key, not a pair of them.",
        edits: [{ start: only.getStart(file), end: only.getEnd(), text }],
      },
    ];
  },
};

function callback({ ts }: TypedPlace, node: tsModule.Node): tsModule.ArrowFunction | tsModule.FunctionExpression | undefined {
  return ts.findAncestor(
    node,
    (up): up is tsModule.ArrowFunction | tsModule.FunctionExpression => ts.isArrowFunction(up) || ts.isFunctionExpression(up),
  );
}

/** `([a, b])` as the only parameter of what a Map's `forEach` calls. */
function isPair({ ts, checker }: TypedPlace, one: tsModule.ParameterDeclaration): boolean {
  const made = one.parent;
  const call = made.parent;
  return (
    ts.isArrayBindingPattern(one.name) &&
    one.type === undefined &&
    one.name.elements.length === 2 &&
    one.name.elements.every(
      (each) => ts.isBindingElement(each) && ts.isIdentifier(each.name) && !each.initializer && !each.dotDotDotToken,
    ) &&
    made.parameters.length === 1 &&
    ts.isCallExpression(call) &&
    call.arguments[0] === made &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === 'forEach' &&
    /^(?:Readonly)?Map$|^(?:Headers|FormData|URLSearchParams)$/.test(
      checker.getTypeAtLocation(call.expression.expression).symbol?.name ?? '',
    )
  );
}
