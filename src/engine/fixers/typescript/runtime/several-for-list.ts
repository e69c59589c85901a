/**
 * Mistake: several arguments where one list of them is wanted.
 *
 * Before:  `Promise.all(load(1), load(2))`       After:  `Promise.all([load(1), load(2)])`
 * Before:  `new Set(1, 2, 3)`                    After:  `new Set([1, 2, 3])`
 *
 * When not: the first argument is a list already.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { onLine } from '../framework/crash';
import type { TypedRule } from '../framework/typed-rule';
import { sourceOf } from '../framework/value-flow';

const TAKES_LIST = /^(?:Promise\.(?:all|allSettled|any|race)|Set|WeakSet)$/;

export const severalForList: TypedRule = {
  id: 'typescript/several-for-list',
  family: 'typescript/runtime',
  answers: {
    codes: ['TypeError', 'TS2554', 'TS2769', 'TS2345'],
    where: ({ errorType, message }) => errorType !== 'TypeError' || / is not iterable/.test(message),
  },
  propose(place) {
    const { ts, file, text, code, node } = place;
    const isIt = (one: tsModule.Node): one is tsModule.CallExpression | tsModule.NewExpression =>
      (ts.isCallExpression(one) || ts.isNewExpression(one)) && TAKES_LIST.test(one.expression.getText(file));
    const found = code > 0 ? [ts.findAncestor(node, isIt)].filter((one) => one !== undefined) : onLine(place, isIt);
    const [only, second] = found.filter(({ arguments: given = [] }) => {
      const [first] = given;
      if (!first || given.some(ts.isSpreadElement)) return false;
      return given.length > 1 && !ts.isArrayLiteralExpression(sourceOf(place, first));
    });
    if (!only?.arguments || second) return [];
    const start = only.arguments[0]?.getStart(file) ?? 0;
    const end = only.arguments.at(-1)?.getEnd() ?? 0;
    if (place.reproduced) {
      const { gone, fresh } = place.prove(`${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`);
      if (!gone || fresh.length > 0) return [];
    }
    return [
      {
        variant: 'arguments-as-list',
        title: 'Give them as one list',
        explanation: `'${only.expression.getText(file)}' takes one list of them, not one after the other.`,
        edits: [at(start, '['), at(end, ']')],
      },
    ];
  },
};
