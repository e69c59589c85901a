/**
 * Mistake: a number, string or boolean asked with `instanceof`, which holds for objects only.
 *
 * Before:  `if (x instanceof Number)`       After:  `if (typeof x === 'number')`
 *
 * When not: the class is the program's own.
 *
 * Tests: fixers.test.ts
 */
import { at, proved } from './ideas';
import { hasCode, type TypedRule } from './typed';

export const primitiveInstanceof: TypedRule = {
  id: 'typescript/primitive-instanceof',
  answers: (problem) => hasCode(problem, new Set([2358])),
  propose(place) {
    const { ts, file, node } = place;
    const test = ts.findAncestor(node, (up) => ts.isBinaryExpression(up) && up.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword);
    if (!test || !ts.isBinaryExpression(test) || !ts.isIdentifier(test.right)) return [];
    const name = { Number: 'number', String: 'string', Boolean: 'boolean' }[test.right.text];
    if (!name) return [];
    const quote = file.text.split("'").length >= file.text.split('"').length ? "'" : '"';
    return proved(place, [{ title: `Ask with 'typeof … === ${quote}${name}${quote}'`, explanation: `A ${name} is no object, so 'instanceof ${test.right.text}' is never true for it.`, edits: [at(test.left.getStart(file), 'typeof '), { start: test.operatorToken.getStart(file), end: test.right.getEnd(), text: `=== ${quote}${name}${quote}` }], confidence: 0.92 }]);
  },
};
