/**
 * Mistake: something is set through `?.`, which only reads.
 *
 * Before:  `player?.score = 0`       After:  `if (player) {` `player.score = 0;` `}`
 *
 * When not: what is set is used as a value at once, or a call stands before the `?.`, which would be made twice.
 */
import type * as tsModule from 'typescript';
import { onLine } from '../framework/crash';
import { indentAt, styleOf } from '../framework/text-style';
import type { TypedRule } from '../framework/typed-rule';

export const setThroughQuestionMark: TypedRule = {
  id: 'typescript/set-through-question-mark',
  family: 'typescript/types',
  answers: { codes: ['TS2779', 'TS2777', 'SyntaxError'], where: ({ message }) => /optional property access|left-hand side/i.test(message) },
  propose(place) {
    const { ts, file, text } = place;
    const found = onLine(place, ts.isExpressionStatement).flatMap((statement) => {
      const { expression } = statement;
      const target = ts.isBinaryExpression(expression)
        ? expression.left
        : ts.isPostfixUnaryExpression(expression) || ts.isPrefixUnaryExpression(expression)
          ? expression.operand
          : undefined;
      return target && ts.isOptionalChain(target) ? [{ statement, target }] : [];
    });
    const [only, second] = found;
    if (!only || second) return [];
    const { statement, target } = only;
    const marks = questionMarks(ts, target);
    const last = marks[0];
    if (!last || /\(/.test(text.slice(target.getStart(file), last.getStart(file)))) return [];
    const asked = text.slice(target.getStart(file), last.getStart(file));
    const start = statement.getStart(file);
    const { step, eol } = styleOf(text);
    const indent = indentAt(text, start);
    // `a?.b` becomes `a.b`, `a?.[i]` becomes `a[i]`.
    let body = text.slice(start, statement.getEnd());
    for (const mark of marks) {
      const isIndex = /^\s*\[/.test(text.slice(mark.getEnd()));
      body = body.slice(0, mark.getStart(file) - start) + (isIndex ? '' : '.') + body.slice(mark.getEnd() - start);
    }
    const isBlock = /\bif \([^\n]*\{\s*\n/.test(text) || !/\bif \(/.test(text);
    const after = isBlock ? `if (${asked}) {${eol}${indent}${step}${body}${eol}${indent}}` : `if (${asked}) ${body}`;
    if (place.reproduced) {
      const { gone, fresh } = place.prove(text.slice(0, start) + after + text.slice(statement.getEnd()));
      if (!gone || fresh.length > 0) return [];
    }
    return [
      {
        variant: 'set-if-there',
        title: `Set it only where '${asked.slice(0, 40)}' is there`,
        explanation: "'?.' only reads: nothing can be set through it.",
        edits: [{ start, end: statement.getEnd(), text: after }],
      },
    ];
  },
};

/** The `?.` of a chain, the last one first. */
function questionMarks(ts: typeof tsModule, target: tsModule.Expression): tsModule.Node[] {
  const found: tsModule.Node[] = [];
  let one: tsModule.Node = target;
  while (ts.isPropertyAccessExpression(one) || ts.isElementAccessExpression(one) || ts.isCallExpression(one)) {
    if (one.questionDotToken) found.push(one.questionDotToken);
    one = one.expression;
  }
  return found;
}
