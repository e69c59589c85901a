/**
 * Mistake: `filter(Boolean)` leaves out what is missing, but the type of the list does not follow.
 *
 * Before:  `people.map((one) => one.email).filter(Boolean)`      After:  `….filter((email): email is string => Boolean(email))`
 *
 * When not: without what is missing the list does not fit either.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { writable } from './annotations/type-text';
import { sourceOf } from '../framework/value-flow';
import { valueAt } from './nullish/expressions';

export const filterPredicate: TypedRule = {
  id: 'typescript/filter-predicate',
  family: 'typescript/types',
  answers: {
    codes: ['TS2322', 'TS2345', 'TS2769', 'TS18047', 'TS18048', 'TS18049', 'TS2532', 'TS2531', 'TS2533'],
    where: ({ message }) => /undefined|null/.test(message),
  },
  propose: (place) =>
    checkedProposals(
      place,
      filters(place).flatMap((call) => predicate(place, call)),
    ),
};

/** Calls of `filter(Boolean)` that the value at the place came from. */
function filters(place: TypedPlace): tsModule.CallExpression[] {
  const { ts, node } = place;
  const starts: tsModule.Expression[] = [];
  const value = valueAt(place);
  if (value) starts.push(value);
  // `names.map((name) => name.trim())` of a list that was filtered: the parameter is what may be missing.
  const callback = ts.findAncestor(
    node,
    (up): up is tsModule.ArrowFunction | tsModule.FunctionExpression => ts.isArrowFunction(up) || ts.isFunctionExpression(up),
  );
  if (callback && ts.isCallExpression(callback.parent) && ts.isPropertyAccessExpression(callback.parent.expression))
    starts.push(callback.parent.expression.expression);
  const loop = ts.findAncestor(node, ts.isForOfStatement);
  if (loop) starts.push(loop.expression);
  const found = new Set<tsModule.CallExpression>();
  for (const start of starts) {
    let source: tsModule.Expression = sourceOf(place, start);
    for (let step = 0; step < 6; step++) {
      if (!ts.isCallExpression(source) || !ts.isPropertyAccessExpression(source.expression)) break;
      if (isFilterOfBoolean(place, source)) found.add(source);
      source = sourceOf(place, source.expression.expression);
    }
  }
  return [...found];
}

function isFilterOfBoolean({ ts, file }: TypedPlace, call: tsModule.CallExpression): boolean {
  const [only, second] = call.arguments;
  return (
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === 'filter' &&
    only !== undefined &&
    !second &&
    only.getText(file) === 'Boolean' &&
    call.getSourceFile() === file
  );
}

function predicate(place: TypedPlace, call: tsModule.CallExpression): Idea[] {
  const { ts, checker, file } = place;
  const [callback] = call.arguments;
  if (!callback || !ts.isPropertyAccessExpression(call.expression)) return [];
  const list = checker.getTypeAtLocation(call.expression.expression);
  const [item] = checker.isArrayType(list) ? checker.getTypeArguments(list as tsModule.TypeReference) : [];
  if (!item) return [];
  const type = checker.typeToString(checker.getNonNullableType(item), call);
  if (!writable(type)) return [];
  const name = nameOf(place, call.expression.expression);
  return [
    {
      variant: 'predicate-for-boolean',
      title: `Tell the type of what is left: '${type}'`,
      explanation: "'Boolean' leaves out what is missing, but only a callback that says so tells the checker.",
      edits: [{ start: callback.getStart(file), end: callback.getEnd(), text: `(${name}): ${name} is ${type} => Boolean(${name})` }],
    },
  ];
}

/** `email` for `people.map((one) => one.email)`. */
function nameOf({ ts }: TypedPlace, list: tsModule.Expression): string {
  const [callback] = ts.isCallExpression(list) ? list.arguments : [];
  const body = callback && ts.isArrowFunction(callback) ? callback.body : undefined;
  return body && ts.isPropertyAccessExpression(body) ? body.name.text : 'one';
}
