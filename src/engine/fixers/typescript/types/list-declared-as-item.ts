/**
 * Mistake: a list that is declared as one of its items.
 *
 * Before:  `words: string` … `words.pop()`       After:  `words: string[]`
 *
 * When not: it is used as one elsewhere, or given as one.
 */
import { at, checkedProposals } from '../framework/checked-proposals';
import type { TypedRule } from '../framework/typed-rule';

/** What lists have and nothing that is like a text. */
const OF_LISTS =
  /^(?:push|pop|shift|unshift|splice|map|flatMap|filter|reduce|forEach|join|find|findIndex|findLast|some|every|sort|toSorted|reverse|toReversed|fill|entries)$/;

export const listDeclaredAsItem: TypedRule = {
  id: 'typescript/list-declared-as-item',
  family: 'typescript/types',
  answers: { codes: ['TS2339', 'TS2551'], where: ({ message }) => OF_LISTS.test(/^Property '([\w$]+)'/.exec(message)?.[1] ?? '') },
  propose(place) {
    const { ts, checker, file, node } = place;
    const access = node.parent;
    if (!ts.isPropertyAccessExpression(access) || access.name !== node) return [];
    const object = access.expression;
    const name = ts.isPropertyAccessExpression(object) ? object.name : object;
    const declared = checker.getSymbolAtLocation(name)?.valueDeclaration;
    if (!declared || declared.getSourceFile() !== file) return [];
    if (!(
      ts.isParameter(declared) ||
      ts.isVariableDeclaration(declared) ||
      ts.isPropertySignature(declared) ||
      ts.isPropertyDeclaration(declared)
    ))
      return [];
    const { type } = declared;
    const isPlain =
      type &&
      (ts.isTypeReferenceNode(type) ||
        [ts.SyntaxKind.StringKeyword, ts.SyntaxKind.NumberKeyword, ts.SyntaxKind.BooleanKeyword].includes(type.kind));
    if (!isPlain || (ts.isParameter(declared) && declared.dotDotDotToken)) return [];
    const shown = `${type.getText(file)}[]`;
    return checkedProposals(place, [
      {
        variant: 'declared-as-list',
        title: `Declare '${name.getText(file)}' as '${shown}'`,
        explanation: `'${access.name.text}' is for lists, and all else that is done with '${name.getText(file)}' is, too.`,
        edits: [at(type.getEnd(), '[]')],
      },
    ]);
  },
};
