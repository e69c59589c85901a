/**
 * Mistake: a `const` without a value, which gets it later: it is a `let`.
 *
 * Before:  `const result;` … `result = 1`       After:  `let result;` … `result = 1`
 *
 * When not: nothing assigns to it.
 */
import { checkedProposals } from '../framework/checked-proposals';
import { escaped } from '../framework/identifiers';
import type { TypedRule } from '../framework/typed-rule';

export const constWithoutValue: TypedRule = {
  id: 'typescript/const-without-value',
  family: 'typescript/types',
  answers: {
    codes: ['TS1155', 'SyntaxError'],
    where: ({ errorType, message }) => errorType !== 'SyntaxError' || message.startsWith('Missing initializer in const declaration'),
  },
  propose(place) {
    const { ts, file, text, node } = place;
    const list = ts.findAncestor(node, ts.isVariableDeclarationList);
    const name = ts.findAncestor(node, ts.isVariableDeclaration)?.name.getText(file);
    if (!list || !name || !new RegExp(`(?<![\\w$.])${escaped(name)}\\s*[-+*/%&|^?]*=(?!=)`).test(text.slice(list.getEnd()))) return [];
    const start = list.getStart(file);
    return checkedProposals(place, [
      {
        variant: 'const-to-let',
        title: "Change 'const' to 'let'",
        explanation: `'${name}' gets its value later, which a 'const' can't.`,
        edits: [{ start, end: start + 'const'.length, text: 'let' }],
      },
    ]);
  },
};
