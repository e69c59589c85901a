/**
 * Mistake: a function that a test replaces is told what to give, though its type is still that of the real one.
 *
 * Before:  `now.mockReturnValue(12)`       After:  `vi.mocked(now).mockReturnValue(12)`
 *
 * When not: the file has no `vi`, `jest` or `mocked`.
 */
import { at, checkedProposals } from '../framework/checked-proposals';
import type { TypedRule } from '../framework/typed-rule';

export const mockedFunction: TypedRule = {
  id: 'typescript/mocked-function',
  family: 'typescript/types',
  answers: { codes: ['TS2339', 'TS2551'], where: ({ message }) => /^Property 'mock(?:[A-Z]\w*)?' does not exist/.test(message) },
  propose(place) {
    const { ts, checker, file, node } = place;
    const access = node.parent;
    if (!ts.isPropertyAccessExpression(access) || access.name !== node) return [];
    const what = access.expression;
    if (checker.getTypeAtLocation(what).getCallSignatures().length === 0) return [];
    const values = new Map(checker.getSymbolsInScope(node, ts.SymbolFlags.Value | ts.SymbolFlags.Alias).map((one) => [one.name, one]));
    const has = (name: string): boolean => {
      const symbol = values.get(name);
      return symbol !== undefined && checker.getTypeOfSymbolAtLocation(symbol, node).getProperty('mocked') !== undefined;
    };
    const told = ['vi', 'jest'].find(has);
    const word = told !== undefined ? `${told}.mocked` : values.has('mocked') ? 'mocked' : undefined;
    if (word === undefined) return [];
    return checkedProposals(place, [
      {
        variant: 'told-as-mocked',
        title: `Use '${word}(${what.getText(file).slice(0, 30)})'`,
        explanation: `The test replaces '${what.getText(file).slice(0, 30)}', but its type is that of the real one; '${word}' says so.`,
        edits: [at(what.getStart(file), `${word}(`), at(what.getEnd(), ')')],
      },
    ]);
  },
};
