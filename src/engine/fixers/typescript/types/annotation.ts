/**
 * Mistake: an annotation that does not say what the value is, or none where one is needed; a value's name where a type's belongs.
 *
 * Before:  `let pair = [0, 1];` … `return pair` as `[number, number]`       After:  `let pair: [number, number] = [0, 1];`
 * Before:  `function find(): number {` … `return null`                      After:  `function find(): number | null {`
 *
 * When not: the value itself is wrong; nothing is ever annotated `any`.
 */
import { checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { annotatedEmptyList, annotatedUntyped } from './annotations/empty-list';
import { annotatedEmptyMember } from './annotations/empty-member';
import { emptyPromise } from './annotations/empty-promise';
import { annotatedParameter } from './annotations/parameter';
import { annotatedResult } from './annotations/result';
import { typeOfValue } from './annotations/type-of-value';
import { annotatedVariable } from './annotations/variable';
import { fitting } from './fitting-value';

/** Likeliest first. */
const ORDER = [
  'list-as-result',
  'variable-as-result',
  'list-of-results',
  'list-of-pushed',
  'field-of-pushed',
  'property-of-pushed',
  'callback-as-pair',
  'items-to-numbers',
  'variable-or-nothing-assigned',
  'result-or-nothing',
  'variable-changed-to-result',
  'list-of-tuples',
  'variable-or-nothing',
  'list-of-assigned',
  'result-or-empty',
  'result-of-holes',
  'variable-as-value',
  'list-of-anything',
  'parameter-unknown',
  'variable-or-other-type-assigned',
  'parameter-string',
  'result-as-returned',
  'asserted-as-result',
  'parameter-number',
  'function-or-nothing',
];

export const annotation: TypedRule = {
  id: 'typescript/annotation',
  family: 'typescript/types',
  answers: {
    codes: [2322, 2345, 2769, 7034, 7005, 7006, 7031, 2739, 2740, 2741, 2339, 2488, 2365, 2538, 2749, 2794].map((code) => `TS${code}`),
  },
  propose(place) {
    const found = checkedProposals(place, inOrder(ORDER, ideas(place)));
    // What was declared gives way to the value only where the value can't be made to fit.
    return found.some(({ variant }) => FOLLOWS.has(variant)) && fitting(place).length > 0
      ? found.filter(({ variant }) => !FOLLOWS.has(variant))
      : found;
  },
};

/** The declared type follows the value. */
const FOLLOWS = new Set([
  'variable-as-value',
  'variable-or-other-type-assigned',
  'variable-changed-to-result',
  'result-as-returned',
  'asserted-as-result',
]);

function ideas(place: TypedPlace): Idea[] {
  switch (place.code) {
    case 7034:
    case 7005:
      return annotatedUntyped(place);
    case 2749:
      return typeOfValue(place);
    case 2794:
      return emptyPromise(place);
    case 7006:
    case 7031:
      return annotatedParameter(place);
    case 2345:
    case 2339:
    case 2488:
    case 2365:
    case 2538:
      return [...annotatedEmptyList(place), ...annotatedEmptyMember(place)];
    default:
      return [...annotatedResult(place), ...annotatedVariable(place), ...annotatedEmptyList(place), ...annotatedEmptyMember(place)];
  }
}
