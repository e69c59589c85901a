/**
 * Mistake: a `const` without a value, which gets it later: it is a `let`.
 *
 * Before:  `const result;` … `result = 1`       After:  `let result;` … `result = 1`
 *
 * When not: nothing assigns to it.
 *
 * Tests: fixers.test.ts
 */
import { proved } from '../framework/checked-proposals';
import { hasCode, type TypedRule } from '../framework/typed-rule';

export const constWithoutValue: TypedRule = {
  id: 'typescript/const-without-value',
  answers: (problem) =>
    hasCode(problem, new Set([1155])) ||
    (problem.errorType === 'SyntaxError' && /^Missing initializer in const declaration/.test(problem.message)),
  propose(place) {
    const { ts, file, text, node } = place;
    const list = ts.findAncestor(node, ts.isVariableDeclarationList);
    const name = ts.findAncestor(node, ts.isVariableDeclaration)?.name.getText(file);
    if (!list || !name || !new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\s*[-+*/%&|^?]*=(?!=)`).test(text.slice(list.getEnd())))
      return [];
    const start = list.getStart(file);
    return proved(
      place,
      [
        {
          title: "Change 'const' to 'let'",
          explanation: `'${name}' gets its value later, which a 'const' can't.`,
          edits: [{ start, end: start + 'const'.length, text: 'let' }],
          confidence: 0.93,
        },
      ],
      1,
    );
  },
};
