/**
 * Mistake: a loop over an index that goes one too far, told by the crash on the element that is not there.
 *
 * Before:  `for (let i = 0; i <= list.length; i++) list[i].run()`          After:  `i < list.length`
 * Before:  `for (let i = list.length; i >= 0; i--) list[i].run()`          After:  `let i = list.length - 1`
 *
 * When not: what is undefined is no element at the loop's own index, or the loop's bound is another list's.
 */
import type * as tsModule from 'typescript';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

const READING = /^Cannot (?:read|set) propert(?:y|ies) of undefined \((?:reading|setting) '(.+)'\)/;

export const loopBound: TypedRule = {
  id: 'typescript/loop-bound',
  family: 'typescript/types',
  answers: { codes: ['TypeError'], where: ({ message }) => READING.test(message) },
  propose(place) {
    const element = missingElement(place);
    const index = element?.argumentExpression;
    if (!element || !index || !place.ts.isIdentifier(index)) return [];
    const edit = bound(place, element.expression.getText(place.file), index);
    return edit ? [edit] : [];
  },
};

/** `list[i]`, of which something was read: at the place itself, or where the name of the place got its value. */
function missingElement({ ts, file, checker, start, message }: TypedPlace): tsModule.ElementAccessExpression | undefined {
  const read = READING.exec(message)?.[1];
  const line = file.getLineAndCharacterOfPosition(start).line;
  let found: tsModule.ElementAccessExpression | undefined;
  const visit = (node: tsModule.Node): void => {
    if (found) return;
    if (
      ts.isPropertyAccessExpression(node) &&
      node.name.text === read &&
      file.getLineAndCharacterOfPosition(node.name.getStart(file)).line === line
    ) {
      const declaration = ts.isIdentifier(node.expression) ? checker.getSymbolAtLocation(node.expression)?.valueDeclaration : undefined;
      const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : node.expression;
      if (value && ts.isElementAccessExpression(value)) found = value;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function bound({ ts, file }: TypedPlace, list: string, index: tsModule.Identifier): TypedProposal | undefined {
  const { SyntaxKind: K } = ts;
  const loop = ts.findAncestor(index, ts.isForStatement);
  const condition = loop?.condition;
  if (!loop || !condition || !ts.isBinaryExpression(condition) || condition.left.getText(file) !== index.text) return undefined;
  const size = `${list}.length`;
  const operator = condition.operatorToken;
  if (operator.kind === K.LessThanEqualsToken && condition.right.getText(file) === size)
    return {
      variant: 'one-less-at-end',
      title: "Change '<=' to '<'",
      explanation: `The last element of '${list}' stands at ${size} - 1; the loop reads one more.`,
      edits: [{ start: operator.getStart(file), end: operator.getEnd(), text: '<' }],
    };
  const first = loop.initializer && ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations[0] : undefined;
  const from = first?.initializer;
  if (
    operator.kind === K.GreaterThanEqualsToken &&
    condition.right.getText(file) === '0' &&
    from?.getText(file) === size &&
    first?.name.getText(file) === index.text
  )
    return {
      variant: 'one-less-at-start',
      title: `Start at '${size} - 1'`,
      explanation: `The last element of '${list}' stands at ${size} - 1; the loop begins one behind it.`,
      edits: [{ start: from.getEnd(), end: from.getEnd(), text: ' - 1' }],
    };
  return undefined;
}
