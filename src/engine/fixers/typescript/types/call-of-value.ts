/**
 * Mistake: a value with parentheses behind it that were not meant for a call: a comma is missing, or the line before wants its semicolon.
 *
 * Before:  `call(a (b))`                                After:  `call(a, (b))`
 * Before:  `const a = b` and `(c).run()` below it       After:  `const a = b;`
 *
 * When not: no space stands between the value and the parenthesis: then a call was meant.
 */
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedRule } from '../framework/typed-rule';

export const callOfValue: TypedRule = {
  id: 'typescript/call-of-value',
  family: 'typescript/types',
  answers: {
    codes: ['TS2349', 'TS2348', 'TypeError'],
    where: ({ errorType, message }) => errorType !== 'TypeError' || message.includes(' is not a function'),
  },
  propose(place) {
    const { ts, file, text, node } = place;
    const call = ts.findAncestor(node, (up) => ts.isCallExpression(up) && up.expression.getStart(file) <= place.start);
    if (!call || !ts.isCallExpression(call)) return [];
    const end = call.expression.getEnd();
    const gap = /^\s+/.exec(text.slice(end))?.[0];
    if (!gap) return [];
    const ideas: Idea[] = [];
    const listed =
      ts.isCallExpression(call.parent) ||
      ts.isNewExpression(call.parent) ||
      ts.isArrayLiteralExpression(call.parent) ||
      (ts.isPropertyAssignment(call.parent) && gap.includes('\n'));
    if (listed)
      ideas.push({
        variant: 'missing-comma',
        title: "Add ','",
        explanation: `'${call.expression.getText(file).slice(0, 40)}' is no function: a comma is missing behind it.`,
        edits: [at(end, ',')],
      });
    if (gap.includes('\n'))
      ideas.push({
        variant: 'missing-semicolon',
        title: "Add ';' at the end of the line",
        explanation: 'Without it, the next line is taken for the arguments of a call.',
        edits: [at(end, ';')],
      });
    return checkedProposals(place, ideas);
  },
};
