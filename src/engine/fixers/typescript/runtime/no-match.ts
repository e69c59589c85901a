/**
 * Mistake: what `match` or `exec` found is taken apart, gone through or counted, though it may have found nothing: then it is null.
 *
 * Before:  `const [, id] = line.match(/#(\d+)/)`             After:  `const [, id] = line.match(/#(\d+)/) ?? []`
 * Before:  `for (const word of text.match(/\w+/g))`          After:  `for (const word of text.match(/\w+/g) ?? [])`
 * Before:  `text.match(/a/g).length`                         After:  `(text.match(/a/g) ?? []).length`
 *
 * When not: a part of one match is read of it: nothing tells what stands for it.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { missingValue, onLine } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { sourceOf } from '../framework/value-flow';

const NOT_ITERABLE = / is not a function or its return value is not iterable|^object null is not iterable|^Spread syntax requires/;
const OF_NULL = /^Cannot read properties of null \(reading '(?:length|map|filter|forEach|join|slice|includes|reduce|some|every)'\)/;

export const noMatch: TypedRule = {
  id: 'typescript/no-match',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError'], where: ({ message }) => NOT_ITERABLE.test(message) || OF_NULL.test(message) },
  propose(place) {
    const { ts, file } = place;
    const [only, second] = OF_NULL.test(place.message) ? counted(place) : takenApart(place);
    if (!only || second) return [];
    const source = sourceOf(place, only);
    if (source.getSourceFile() !== file || !isMatch(place, source)) return [];
    const wrap =
      (ts.isPropertyAccessExpression(source.parent) && source.parent.expression === source) || ts.isAwaitExpression(source.parent);
    return [
      {
        variant: 'no-match-as-empty',
        title: "Take no match for an empty list: '?? []'",
        explanation: 'Where nothing matches, this gives null, and not an empty list.',
        edits: [at(source.getStart(file), wrap ? '(' : ''), at(source.getEnd(), wrap ? ' ?? [])' : ' ?? []')].filter(
          ({ text }) => text !== '',
        ),
      },
    ];
  },
};

/** A call of `match`; of `exec` only where the place is a pattern of its parts, which is all that `takenApart` gives. */
function isMatch({ ts }: TypedPlace, source: tsModule.Expression): boolean {
  return (
    ts.isCallExpression(source) && ts.isPropertyAccessExpression(source.expression) && /^(?:match|exec)$/.test(source.expression.name.text)
  );
}

function takenApart(place: TypedPlace): tsModule.Expression[] {
  const { ts } = place;
  return [
    ...onLine(place, ts.isVariableDeclaration).flatMap(({ name, initializer }) =>
      ts.isArrayBindingPattern(name) && initializer ? [initializer] : [],
    ),
    ...onLine(place, ts.isForOfStatement).map(({ expression }) => expression),
    ...onLine(place, ts.isSpreadElement).map(({ expression }) => expression),
  ].filter((one) => isMatch(place, sourceOf(place, one)));
}

/** All matches, of a pattern with the flag `g`. */
function counted(place: TypedPlace): tsModule.Expression[] {
  const { ts } = place;
  const value = missingValue(place)?.value;
  const source = value && sourceOf(place, value);
  const [pattern] = source && ts.isCallExpression(source) ? source.arguments : [];
  return value && pattern && /^\/[\s\S]*\/\w*g\w*$/.test(sourceOf(place, pattern).getText()) ? [value] : [];
}
