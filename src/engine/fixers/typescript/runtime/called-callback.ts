/**
 * Mistake: a function is called where it should be handed over to be called later.
 *
 * Before:  `setTimeout(announce(), 10)`            After:  `setTimeout(announce, 10)`
 * Before:  `setTimeout(announce('go'), 10)`        After:  `setTimeout(() => announce('go'), 10)`
 * Before:  `names.map(shout())`                    After:  `names.map(shout)`
 *
 * When not: the call gives back a function, or more than one argument could be meant.
 */
import type * as tsModule from 'typescript';
import { onLine } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { functionOf, resultsOf } from '../framework/value-flow';

const WANTED = /^The "(?:callback|listener|cb|handler|fn|func)" argument must be of type function\. Received (?!function)/;
const NO_FUNCTION = /^(?:undefined|null|#<Promise>|#<Object>|\[object \w+\]|".*"|'.*'|-?[\d.]+|true|false) is not a function/;
const RESOLVER = /^Promise resolver (?!\[object Function\]).* is not a function/;
/** Take a function first. */
const TAKERS =
  /(?:^|\.)(?:setTimeout|setInterval|setImmediate|queueMicrotask|nextTick|map|forEach|filter|find|findIndex|some|every|reduce|flatMap|sort|then|catch|finally|on|once|addListener|addEventListener|requestAnimationFrame|Promise)$/;

export const calledCallback: TypedRule = {
  id: 'typescript/called-callback',
  family: 'typescript/runtime',
  answers: {
    codes: ['TypeError', 'ERR_INVALID_ARG_TYPE'],
    where: ({ message }) => WANTED.test(message) || NO_FUNCTION.test(message) || RESOLVER.test(message),
  },
  propose(place) {
    const { ts, file } = place;
    const calls = onLine(
      place,
      (node): node is tsModule.CallExpression | tsModule.NewExpression =>
        (ts.isCallExpression(node) || ts.isNewExpression(node)) && TAKERS.test(node.expression.getText(file)),
    ).flatMap((taker) => [...(taker.arguments ?? [])].filter(ts.isCallExpression).filter((one) => isMeant(place, one)));
    const [call, ...others] = calls;
    if (!call || others.length > 0) return [];
    const callee = call.expression.getText(file);
    const method = ts.isPropertyAccessExpression(call.expression);
    // Without its object a method would be another function.
    const asIs = call.arguments.length === 0 && !method;
    return [
      {
        variant: asIs ? 'without-call' : 'call-in-arrow',
        title: asIs ? `Hand over '${callee}' without calling it` : `Call '${callee}' later, in an arrow function`,
        explanation: `'${callee}(…)' is called at once, and what it gives back is handed over; the function itself was meant.`,
        edits: asIs
          ? [{ start: call.expression.getEnd(), end: call.getEnd(), text: '' }]
          : [{ start: call.getStart(file), end: call.getStart(file), text: '() => ' }],
      },
    ];
  },
};

/** An own function, or `console.log` and its like, that gives back no function. */
function isMeant(place: TypedPlace, call: tsModule.CallExpression): boolean {
  const { ts, file, checker } = place;
  const callee = call.expression;
  if (!ts.isIdentifier(callee) && !ts.isPropertyAccessExpression(callee)) return false;
  if (checker.getTypeAtLocation(call).getCallSignatures().length > 0) return false;
  const made = functionOf(place, callee);
  if (made)
    return !resultsOf(place, made).some(
      (one) => ts.isArrowFunction(one) || ts.isFunctionExpression(one) || checker.getTypeAtLocation(one).getCallSignatures().length > 0,
    );
  return /^console\.\w+$/.test(callee.getText(file));
}
