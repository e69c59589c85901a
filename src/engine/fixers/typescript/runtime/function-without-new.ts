/**
 * Mistake: a function that makes an object is called without `new`, so that its `this` is nothing.
 *
 * Before:  `const ada = Person('Ada')`        After:  `const ada = new Person('Ada')`
 *
 * When not: the function returns something, or keeps nothing in `this`.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { missingValue, onLine, saysMissing } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { callsOf, functionOf, nodesIn, returnsOf, sourceOf, type OwnFunction } from '../framework/value-flow';

const NEEDS_NEW =
  /^(?:Class constructor ([\w$]+) cannot be invoked without 'new'|([\w$]+) constructor cannot be invoked without 'new'|Constructor ([\w$]+) requires 'new')/;

export const functionWithoutNew: TypedRule = {
  id: 'typescript/function-without-new',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError'], where: ({ message }) => saysMissing(message) || NEEDS_NEW.test(message) },
  propose(place) {
    const { ts, file } = place;
    const said = NEEDS_NEW.exec(place.message);
    const named = said?.[1] ?? said?.[2] ?? said?.[3];
    if (named !== undefined) {
      const calls = onLine(place, ts.isCallExpression).filter(({ expression }) => expression.getText(file).split('.').at(-1) === named);
      return calls.length === 1 ? withNew(place, calls) : [];
    }
    const missing = missingValue(place);
    if (!missing || missing.is === 'null') return [];
    if (missing.value.kind === ts.SyntaxKind.ThisKeyword) {
      const made = ts.findAncestor(missing.value, ts.isFunctionDeclaration);
      return made?.body && isMaker(place, made as OwnFunction) ? withNew(place, callsOf(place, made as OwnFunction)) : [];
    }
    const source = sourceOf(place, missing.value);
    const made = ts.isCallExpression(source) ? functionOf(place, source.expression) : undefined;
    return made && ts.isCallExpression(source) && source.getSourceFile() === file && isMaker(place, made) ? withNew(place, [source]) : [];
  },
};

/** Keeps something in `this`, returns nothing, and is called like a class. */
function isMaker(place: TypedPlace, made: OwnFunction): boolean {
  const { ts } = place;
  if (
    ts.isArrowFunction(made) ||
    ts.isMethodDeclaration(made) ||
    !ts.isBlock(made.body) ||
    returnsOf(place, made.body).some(({ expression }) => expression)
  )
    return false;
  const name = made.name?.getText() ?? '';
  return (
    /^[A-Z]/.test(name) &&
    nodesIn(ts, made.body, ts.isBinaryExpression, (node) => !ts.isFunctionLike(node) || ts.isArrowFunction(node)).some(
      ({ left, operatorToken }) => operatorToken.kind === ts.SyntaxKind.EqualsToken && /^this\./.test(left.getText()),
    )
  );
}

function withNew({ file }: TypedPlace, calls: readonly tsModule.CallExpression[]): TypedProposal[] {
  const [first] = calls;
  if (!first || calls.length > 8) return [];
  const name = first.expression.getText(file);
  return [
    {
      variant: 'new-before-maker',
      title: `Call '${name}' with 'new'`,
      explanation: `'${name}' puts its parts into 'this': only 'new' makes an object for it to fill.`,
      edits: calls.map((call) => at(call.getStart(file), 'new ')),
    },
  ];
}
