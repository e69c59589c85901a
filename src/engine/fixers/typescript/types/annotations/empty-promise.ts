// A promise that is said to bring a value and is always fulfilled without one: `Promise<void>`.

import type * as tsModule from 'typescript';
import type { Idea } from '../../framework/checked-proposals';
import type { TypedPlace } from '../../framework/typed-place';
import { nodesIn, usesOf } from '../../framework/value-flow';
import { functionAround } from '../function-around';

export function emptyPromise(place: TypedPlace): Idea[] {
  const { ts, file, node } = place;
  const made = ts.findAncestor(
    node,
    (up): up is tsModule.NewExpression => ts.isNewExpression(up) && up.expression.getText(file) === 'Promise',
  );
  const executor = made?.arguments?.[0];
  if (!made || !executor || !(ts.isArrowFunction(executor) || ts.isFunctionExpression(executor))) return [];
  const resolve = executor.parameters[0]?.name;
  if (!resolve || !ts.isIdentifier(resolve)) return [];
  // Handed on (`setTimeout(resolve, ms)`), it is called without a value as far as is known here; the type checker says no otherwise.
  const calls = usesOf(place, resolve).flatMap(({ parent }) =>
    ts.isCallExpression(parent) && parent.expression.getText(file) === resolve.text ? [parent] : [],
  );
  if (calls.length === 0 || calls.some((call) => call.arguments.length > 0)) return [];
  const told = [made.typeArguments?.[0], resultOf(place, made)].filter((one) => one !== undefined);
  if (told.length === 0) return [];
  return [
    {
      variant: 'promise-of-nothing',
      title: "Change it to 'Promise<void>'",
      explanation: `The promise is always kept without a value: '${resolve.text}()' gives none.`,
      edits: told.map((type) => ({ start: type.getStart(file), end: type.getEnd(), text: 'void' })),
    },
  ];
}

/** `string` of `Promise<string>`, the result of the function that gives the promise back, or the type of the variable that keeps it. */
function resultOf({ ts, file }: TypedPlace, made: tsModule.NewExpression): tsModule.TypeNode | undefined {
  const owner = functionAround(ts, made);
  const { parent } = made;
  const isResult = owner && (parent === owner || (ts.isReturnStatement(parent) && nodesIn(ts, owner, ts.isReturnStatement).length === 1));
  const type = isResult ? owner.type : ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) ? parent.type : undefined;
  return type && ts.isTypeReferenceNode(type) && type.typeName.getText(file) === 'Promise' ? type.typeArguments?.[0] : undefined;
}
