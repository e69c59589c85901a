/**
 * Mistake: a line without its semicolon, above one that begins with a bracket: the list is taken for an index of what stands above.
 *
 * Before:  `const size = 3` and `[1, 2, size].forEach(…)` below it       After:  `const size = 3;`
 * Before:  `const kept = a` and `[a, b] = [b, a]` below it               After:  `const kept = a;`
 *
 * When not: the bracket stands on the same line: then an index was meant.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { onLine } from '../framework/crash';
import type { TypedRule } from '../framework/typed-rule';

export const lineGoesOn: TypedRule = {
  id: 'typescript/line-goes-on',
  family: 'typescript/runtime',
  answers: {
    codes: ['TypeError', 'ReferenceError', 'TS2448', 'TS2454', 'TS7053', 'TS2538', 'TS2339', 'TS2532', 'TS18048', 'TS2695', 'TS7022'],
  },
  propose(place) {
    const { ts, text } = place;
    const isNext = (one: tsModule.Node): one is tsModule.ElementAccessExpression => {
      if (!ts.isElementAccessExpression(one)) return false;
      const gap = /^\s*/.exec(text.slice(one.expression.getEnd()))?.[0] ?? '';
      return !one.questionDotToken && gap.includes('\n');
    };
    const [only, second] = onLine(place, isNext).filter(
      // An index that is alone on its line goes on with what stands above.
      (one) => ts.isBinaryExpression(one.argumentExpression) || !/^\s*(?:\n|$)/.test(text.slice(one.getEnd())),
    );
    if (!only || second) return [];
    const edits = [at(only.expression.getEnd(), ';')];
    if (place.reproduced) {
      const { gone, fresh } = place.prove(text.slice(0, only.expression.getEnd()) + ';' + text.slice(only.expression.getEnd()));
      if (!gone || fresh.length > 0) return [];
    }
    return [
      {
        variant: 'semicolon-above-list',
        title: "Add ';' at the end of the line",
        explanation: 'Without it, the list on the next line is taken for an index of what stands here.',
        edits,
      },
    ];
  },
};
