// A callback that waits, handed to a method of arrays that does not wait for it.

import type * as tsModule from 'typescript';
import type { Idea } from './checked-proposals';
import { isEsModule } from './package-of';
import type { TypedPlace } from './typed-place';

/** Methods of arrays that take the callback's result as it is, or do not look at it: for a promise none of them waits. */
const TAKES_AT_ONCE = /^(?:forEach|filter|some|every|find|findLast|findIndex|findLastIndex|reduce|reduceRight|sort|toSorted|flatMap)$/;

export function isTakenAtOnce({ ts }: TypedPlace, owner: tsModule.SignatureDeclaration): boolean {
  const call = owner.parent;
  return (
    ts.isCallExpression(call) &&
    call.arguments[0] === owner &&
    ts.isPropertyAccessExpression(call.expression) &&
    TAKES_AT_ONCE.test(call.expression.name.text)
  );
}

/** `for (const row of rows) { await … }` for `rows.forEach((row) => { await … })`, where the function around may wait. */
export function loopInstead(place: TypedPlace, owner: tsModule.SignatureDeclaration): Idea[] {
  const { ts, file, text } = place;
  const call = owner.parent;
  if (!ts.isArrowFunction(owner) || !ts.isBlock(owner.body) || !ts.isCallExpression(call) || !ts.isExpressionStatement(call.parent))
    return [];
  const [parameter, second] = owner.parameters;
  const around = ts.findAncestor(call, ts.isFunctionLike);
  const mayWait = around
    ? ts.canHaveModifiers(around) && ts.getModifiers(around)?.some((one) => one.kind === ts.SyntaxKind.AsyncKeyword) === true
    : isEsModule(place);
  if (!ts.isPropertyAccessExpression(call.expression) || call.expression.name.text !== 'forEach' || call.questionDotToken) return [];
  if (!parameter || second || parameter.initializer || parameter.dotDotDotToken || call.arguments.length !== 1 || !mayWait) return [];
  let returns = false;
  const visit = (at_: tsModule.Node): void => {
    if (ts.isReturnStatement(at_)) returns = true;
    if (!ts.isFunctionLike(at_)) ts.forEachChild(at_, visit);
  };
  visit(owner.body);
  // A comment between the two would be lost.
  if (returns || call.expression.questionDotToken || /\/[/*]/.test(text.slice(owner.body.getEnd(), call.parent.getEnd()))) return [];
  const list = call.expression.expression.getText(file);
  return [
    {
      variant: 'loop-that-waits',
      title: `Loop with 'for (const ${parameter.name.getText(file)} of ${list})'`,
      explanation: "'forEach' does not wait for what its callback waits for; a loop in the async function does.",
      edits: [
        {
          start: call.getStart(file),
          end: owner.body.getStart(file),
          text: `for (const ${parameter.name.getText(file)} of ${list}) `,
        },
        { start: owner.body.getEnd(), end: call.parent.getEnd(), text: '' },
      ],
    },
  ];
}
