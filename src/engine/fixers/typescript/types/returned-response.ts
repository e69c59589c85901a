/**
 * Mistake: a handler that hands back what it was only meant to call: the framework wants no result, so the types refuse one.
 *
 * Before:  `app.get('/', (req, res) => { if (bad) { return res.status(400).end(); } … })`   After:  `… { res.status(400).end(); return; } …`
 *
 * When not: what is returned is no call, which would be lost; the function is told elsewhere to have a result.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import { indentAt, styleOf } from '../framework/text-style';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const returnedResponse: TypedRule = {
  id: 'typescript/returned-response',
  family: 'typescript/types',
  answers: {
    codes: ['TS2769', 'TS2345', 'TS2322'],
    where: ({ message }) =>
      /is not assignable to type '(?:void|void \| Promise<void>|Promise<void> \| void|Promise<void>|unknown \| Promise<void>)'/.test(
        message,
      ),
  },
  propose: (place) =>
    checkedProposals(
      place,
      handlers(place).flatMap((one) => withoutResult(place, one)),
    ),
};

type Handler = tsModule.ArrowFunction | tsModule.FunctionExpression;

/** Functions with a body that are given to the call at the place, or to the variable. */
function handlers({ ts, node }: TypedPlace): Handler[] {
  const found: Handler[] = [];
  const add = (one: tsModule.Node | undefined): void => {
    if (one && (ts.isArrowFunction(one) || ts.isFunctionExpression(one)) && ts.isBlock(one.body) && !found.includes(one)) found.push(one);
  };
  for (let up: tsModule.Node = node; !ts.isSourceFile(up); up = up.parent) {
    add(up);
    if (ts.isCallExpression(up)) up.arguments.forEach(add);
    if (ts.isVariableDeclaration(up)) add(up.initializer);
    if (ts.isStatement(up)) break;
  }
  return found;
}

function withoutResult({ ts, file, text }: TypedPlace, handler: Handler): Idea[] {
  const { body } = handler;
  if (!ts.isBlock(body) || handler.type) return [];
  const { eol, step } = styleOf(text);
  const edits: Idea['edits'][number][] = [];
  let isPlain = true;
  const visit = (node: tsModule.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) {
      let value: tsModule.Expression = node.expression;
      while (ts.isAwaitExpression(value) || ts.isParenthesizedExpression(value)) value = value.expression;
      isPlain &&= ts.isCallExpression(value);
      const start = node.getStart(file);
      const semicolon = text[node.getEnd() - 1] === ';' ? ';' : '';
      const call = node.expression.getText(file);
      const indent = indentAt(text, start);
      const isLast = node.parent === body && body.statements.at(-1) === node;
      const isInBlock = ts.isBlock(node.parent) || ts.isCaseOrDefaultClause(node.parent);
      edits.push({
        start,
        end: node.getEnd(),
        text: isLast
          ? `${call}${semicolon}`
          : isInBlock
            ? `${call}${semicolon}${eol}${indent}return${semicolon}`
            : `{${eol}${indent}${step}${call}${semicolon}${eol}${indent}${step}return${semicolon}${eol}${indent}}`,
      });
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  if (!isPlain || edits.length === 0) return [];
  return [
    {
      variant: 'called-then-left',
      title: "Call it, then leave with 'return'",
      explanation: 'Nothing is done with the result of this function, and its type allows none.',
      edits,
    },
  ];
}
