/**
 * Mistake: a static member read of an instance. TypeScript's words name the class.
 *
 * Before:  `this.next` (static)       After:  `Ids.next`
 *
 * When not: the class has no name.
 */
import { checkedProposals } from '../framework/checked-proposals';
import type { TypedRule } from '../framework/typed-rule';

const MEANT = /static member '([\w$]+)(?:<[^']*>)?\.([\w$#]+)'/;

export const staticMember: TypedRule = {
  id: 'typescript/static-member',
  family: 'typescript/types',
  answers: { codes: ['TS2576'] },
  propose(place) {
    const { ts, file, node, message } = place;
    const [, owner, member] = MEANT.exec(message) ?? [];
    const access = node.parent;
    if (owner === undefined || !ts.isPropertyAccessExpression(access) || access.name.text !== member) return [];
    const object = access.expression;
    return checkedProposals(place, [
      {
        variant: 'member-of-class',
        title: `Use '${owner}.${member}'`,
        explanation: `'${member}' is static: it belongs to the class '${owner}' itself, not to what is made of it.`,
        edits: [{ start: object.getStart(file), end: object.getEnd(), text: owner }],
      },
    ]);
  },
};
