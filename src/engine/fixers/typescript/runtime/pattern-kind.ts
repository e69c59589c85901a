/**
 * Mistake: an object taken apart as if it were an array, or the other way round.
 *
 * Before:  `const [isOn, flip] = makeToggle()` where it returns `{ isOn, flip }`      After:  `const { isOn, flip } = makeToggle()`
 * Before:  `const { count, add } = useCounter()` where it returns `[count, add]`      After:  `const [count, add] = useCounter()`
 *
 * When not: the object has not all of the names, or the array's length is another one.
 */
import type * as tsModule from 'typescript';
import { calledValue, missingValue, onLine, saysMissing } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { declarationOf, functionOf, resultsOf, sourceOf } from '../framework/value-flow';

const NOT_ITERABLE = / is not iterable|not a function or its return value is not iterable/;

export const patternKind: TypedRule = {
  id: 'typescript/pattern-kind',
  family: 'typescript/runtime',
  answers: {
    codes: ['TypeError', 'TS2488', 'TS2461', 'TS2548', 'TS2549'],
    where: ({ errorType, message }) =>
      errorType !== 'TypeError' || NOT_ITERABLE.test(message) || saysMissing(message) || / is not a function/.test(message),
  },
  propose: (place) => (place.code > 0 || NOT_ITERABLE.test(place.message) ? toObject(place) : toArray(place)),
};

function toObject(place: TypedPlace): TypedProposal[] {
  const { ts, file, checker } = place;
  const patterns = onLine(place, ts.isArrayBindingPattern).filter(
    ({ parent }) => ts.isVariableDeclaration(parent) && parent.initializer !== undefined,
  );
  const [pattern, ...others] = patterns;
  if (!pattern || others.length > 0 || !ts.isVariableDeclaration(pattern.parent) || !pattern.parent.initializer) return [];
  const type = checker.getTypeAtLocation(pattern.parent.initializer);
  const given = (type.flags & ts.TypeFlags.Any) === 0 ? (checker.getAwaitedType(type) ?? type) : type;
  const names = pattern.elements.map((one) =>
    ts.isBindingElement(one) && ts.isIdentifier(one.name) && !one.dotDotDotToken && !one.propertyName ? one.name.text : undefined,
  );
  if (names.length === 0 || !names.every((name) => name !== undefined && checker.getPropertyOfType(given, name) !== undefined)) return [];
  const parts = pattern.elements.map((one) => one.getText(file)).join(', ');
  return [
    {
      variant: 'array-pattern-to-object',
      title: `Take '${names.join("', '")}' by name`,
      explanation: 'The value is an object: its parts are taken by their names, in braces.',
      edits: [{ start: pattern.getStart(file), end: pattern.getEnd(), text: `{ ${parts} }` }],
    },
  ];
}

/** A name of an object pattern is undefined, as what is taken apart is an array. */
function toArray(place: TypedPlace): TypedProposal[] {
  const { ts, file } = place;
  const value = missingValue(place)?.value ?? calledValue(place);
  if (!value || !ts.isIdentifier(value)) return [];
  const element = declarationOf(place, value);
  const pattern = element && ts.isBindingElement(element) ? element.parent : undefined;
  if (!pattern || !ts.isObjectBindingPattern(pattern) || pattern.getSourceFile() !== file || !ts.isVariableDeclaration(pattern.parent))
    return [];
  const { initializer } = pattern.parent;
  if (!initializer || pattern.elements.some((one) => one.propertyName || one.dotDotDotToken || !ts.isIdentifier(one.name))) return [];
  const lengths = arraysOf(place, initializer).map(({ elements }) => elements.length);
  if (lengths.length === 0 || !lengths.every((length) => length === pattern.elements.length)) return [];
  return [
    {
      variant: 'object-pattern-to-array',
      title: `Take '${pattern.elements.map((one) => one.getText(file)).join("', '")}' by place`,
      explanation: 'The value is an array: its items are taken by their places, in square brackets.',
      edits: [
        { start: pattern.getStart(file), end: pattern.getEnd(), text: `[${pattern.elements.map((one) => one.getText(file)).join(', ')}]` },
      ],
    },
  ];
}

/** The arrays that an expression may be, written out; empty where it may be something else. */
function arraysOf(place: TypedPlace, expression: tsModule.Expression): tsModule.ArrayLiteralExpression[] {
  const { ts } = place;
  const source = sourceOf(place, expression);
  const made = ts.isCallExpression(source) ? functionOf(place, source.expression) : undefined;
  const all = made ? resultsOf(place, made).map((one) => sourceOf(place, one)) : [source];
  return all.every(ts.isArrayLiteralExpression) ? all : [];
}
