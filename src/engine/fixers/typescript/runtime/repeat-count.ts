/**
 * Mistake: a text that is repeated as often as room is left, where none is.
 *
 * Before:  `' '.repeat(WIDTH - name.length)`       After:  `' '.repeat(Math.max(0, WIDTH - name.length))`
 *
 * When not: nothing is taken away to reckon it.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { onLine } from '../framework/crash';
import type { TypedRule } from '../framework/typed-rule';
import { sourceOf } from '../framework/value-flow';

export const repeatCount: TypedRule = {
  id: 'typescript/repeat-count',
  family: 'typescript/runtime',
  answers: { codes: ['RangeError'], where: ({ message }) => /^Invalid count value: -\d/.test(message) },
  propose(place) {
    const { ts, file } = place;
    const isIt = (node: tsModule.Node): node is tsModule.CallExpression =>
      ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'repeat';
    const [only, second] = onLine(place, isIt).flatMap((call) => {
      const [count] = call.arguments;
      const source = count && sourceOf(place, count);
      const isDifference = source && ts.isBinaryExpression(source) && source.operatorToken.kind === ts.SyntaxKind.MinusToken;
      return isDifference && source.getSourceFile() === file ? [source] : [];
    });
    if (!only || second) return [];
    return [
      {
        variant: 'never-below-zero',
        title: 'Repeat it at least 0 times',
        explanation: 'A text can be repeated no times, but not fewer: the difference falls below zero here.',
        edits: [at(only.getStart(file), 'Math.max(0, '), at(only.getEnd(), ')')],
      },
    ];
  },
};
