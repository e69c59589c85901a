/**
 * Mistake: what was caught is read as an Error, and its type is `unknown`.
 *
 * Before:  `catch (e) { log(e.message) }`       After:  `catch (e) { log((e as Error).message) }`
 *
 * When not: the value was not caught, or something else is read from it than an Error has.
 */
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedRule } from '../framework/typed-rule';

export const unknownError: TypedRule = {
  id: 'typescript/unknown-error',
  family: 'typescript/types',
  answers: { codes: ['TS18046', 'TS2571'] },
  propose(place) {
    const { ts, file, checker, node } = place;
    if (!ts.isIdentifier(node) || !ts.isPropertyAccessExpression(node.parent) || node.parent.expression !== node) return [];
    const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (!declaration || !ts.isCatchClause(declaration.parent) || !/^(?:message|name|stack|cause)$/.test(node.parent.name.text)) return [];
    const ideas: Idea[] = [
      {
        variant: 'as-error',
        title: `Read it as '(${node.text} as Error)'`,
        explanation: 'What is caught may be anything; here it is treated as an Error.',
        edits: [at(node.getStart(file), '('), at(node.getEnd(), ' as Error)')],
      },
    ];
    return checkedProposals(place, ideas);
  },
};
