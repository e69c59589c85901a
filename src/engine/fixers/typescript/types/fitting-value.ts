/**
 * Mistake: a value that does not fit where it is used. A catalogue of small edits is tried at the value, at the declaration that it came
 * from, and at the declaration of what takes it; what the checker accepts is offered, the smallest claim first.
 *
 * Before:  `const options = { method: 'POST' }` … `call(options)`   After:  `const options: CallOptions = { method: 'POST' }`
 * Before:  `{ ...order, state: 'SHIPPED' }`                         After:  `{ ...order, state: OrderState.Shipped }`
 * Before:  `status === 'Done'` of `'todo' | 'done'`                 After:  `status === 'done'`
 * Before:  `pick(names: string[])` given `readonly string[]`        After:  `pick(names: readonly string[])`
 *
 * When not: the value itself is wrong; only a cast, which claims what nobody checked, would do.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import { mismatches, type Mismatch } from '../framework/mismatch';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { missingProperties, swapped } from './fitting/arguments';
import { askedOfLiterals, converted, entriesOfObject, parsedNumber } from './fitting/convert';
import { declaredAsWanted } from './fitting/declaration';
import { meantLiteral } from './fitting/literals';
import { functionForResult, readonlyTarget, timerType, undefinedOptional, undefinedProperty } from './fitting/wanted';

/** Likeliest first. */
const ORDER = [
  'member-of-enum',
  'literal-in-other-case',
  'swapped-arguments',
  'slip-of-literal',
  'optional-or-undefined',
  'declared-readonly',
  'type-of-timer',
  'function-for-result',
  'declared-as-wanted',
  'other-declared-as-wanted',
  'literal-as-const',
  'literals-as-const',
  'property-at-hand',
  'spread-into-rest',
  'number-not-parsed',
  'entries-of-object',
  'asked-of-wider-list',
  'function-that-calls',
  'to-list',
  'list-to-set',
  'unquoted-number',
  'quoted-number',
  'to-date',
  'to-text',
  'date-to-number',
  'date-to-text',
  'to-json',
  'one-to-list',
  'copy-of-readonly',
  'result-declared-readonly',
  'parameter-as-wanted',
  'text-declared-as-wanted',
];

const COMPARED = [2367, 2678];
const CATALOGUE: readonly ((place: TypedPlace, mismatch: Mismatch) => Idea[])[] = [
  meantLiteral,
  swapped,
  undefinedOptional,
  readonlyTarget,
  timerType,
  functionForResult,
  declaredAsWanted,
  missingProperties,
  converted,
  parsedNumber,
  entriesOfObject,
  askedOfLiterals,
];

export const fittingValue: TypedRule = {
  id: 'typescript/fitting-value',
  family: 'typescript/types',
  answers: {
    codes: [2322, 2345, 2769, 2820, 2375, 2379, 2412, 2559, 2739, 2740, 2741, 4104, ...COMPARED].map((code) => `TS${code}`),
    // What may be missing and what was caught have fixers of their own.
    where: ({ message }) => !/^(?:Argument of type|Type) '(?:unknown|.*Promise<.*)' is not/.test(message),
  },
  propose: (place) => fitting(place),
};

/** What the checker accepts of the catalogue, best first. */
export function fitting(place: TypedPlace): TypedProposal[] {
  const found = COMPARED.includes(place.code)
    ? compared(place)
    : [...undefinedProperty(place), ...mismatches(place).flatMap((one) => CATALOGUE.flatMap((idea) => idea(place, one)))];
  return checkedProposals(place, inOrder(ORDER, found));
}

/** A literal compared with what is never equal to it. */
function compared(place: TypedPlace): Idea[] {
  const { ts, checker, node } = place;
  const clause = ts.findAncestor(node, ts.isCaseClause);
  const pairs: [tsModule.Expression, tsModule.Expression][] = [];
  if (place.code === 2678 && clause) pairs.push([clause.expression, clause.parent.parent.expression]);
  const binary = ts.findAncestor(node, ts.isBinaryExpression);
  if (place.code === 2367 && binary) pairs.push([binary.left, binary.right], [binary.right, binary.left]);
  return pairs.flatMap(([value, other]) => meantLiteral(place, { value, wanted: checker.getTypeAtLocation(other) }));
}
