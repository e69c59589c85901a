/**
 * Mistake: a request is answered, and the function goes on and answers it again.
 *
 * Before:  `if (!user) { response.status(404).end(); }` … `response.json(user)`       After:  with `return;` behind the first answer
 *
 * When not: no answer above, or more than one, is given in a branch that goes on.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { indentAt, styleOf } from '../framework/text-style';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

const AGAIN = /Cannot (?:set|write|append|remove) headers after they are sent|write after end|Cannot render headers after they are sent/;
const ANSWERS = /^(?:end|send|json|jsonp|sendFile|sendStatus|redirect|render|download)$/;

export const secondAnswer: TypedRule = {
  id: 'typescript/second-answer',
  family: 'typescript/runtime',
  answers: {
    codes: ['Error', 'ERR_HTTP_HEADERS_SENT', 'ERR_STREAM_WRITE_AFTER_END'],
    where: ({ message }) => AGAIN.test(message),
  },
  propose(place) {
    const { ts, file, text, node } = place;
    const found: tsModule.Statement[] = [];
    for (let statement = statementIn(ts, node); statement; statement = statementIn(ts, statement.parent)) {
      const list = statement.parent as tsModule.Block;
      for (const above of list.statements.slice(0, list.statements.indexOf(statement))) {
        if (!ts.isIfStatement(above) || above.elseStatement) continue;
        const then = above.thenStatement;
        const last = ts.isBlock(then) ? then.statements.at(-1) : then;
        if (last && isAnswer(ts, last)) found.push(last);
      }
      if (ts.isFunctionLike(list.parent)) break;
    }
    const [only, second] = found;
    if (!only || second) return [];
    const { semicolon, eol } = styleOf(text);
    const isBlock = ts.isBlock(only.parent);
    return [
      {
        variant: isBlock ? 'return-behind-answer' : 'return-of-answer',
        title: "Add 'return' behind the first answer",
        explanation: 'The request is answered here already; without a return the function goes on and answers it again.',
        edits: isBlock
          ? [at(only.getEnd(), `${eol}${indentAt(text, only.getStart(file))}return${semicolon}`)]
          : [at(only.getStart(file), 'return ')],
      },
    ];
  },
};

/** The statement of a block that holds the node. */
function statementIn(ts: TypedPlace['ts'], node: tsModule.Node): tsModule.Statement | undefined {
  return ts.findAncestor(node, (up): up is tsModule.Statement => ts.isStatement(up) && up.parent !== undefined && ts.isBlock(up.parent));
}

/** `response.status(404).end('no')`. */
function isAnswer(ts: TypedPlace['ts'], statement: tsModule.Statement): boolean {
  const call = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  return (
    call !== undefined &&
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    ANSWERS.test(call.expression.name.text)
  );
}
