/**
 * Mistake: an interface that extends a union, or what else has no fixed members: only a type can be made of it.
 *
 * Before:  `interface Admin extends User { level: number }`       After:  `type Admin = User & { level: number };`
 *
 * When not: the interface has type parameters, or is declared in parts.
 */
import { checkedProposals } from '../framework/checked-proposals';
import { styleOf } from '../framework/text-style';
import type { TypedRule } from '../framework/typed-rule';

export const interfaceOfUnion: TypedRule = {
  id: 'typescript/interface-of-union',
  family: 'typescript/types',
  answers: { codes: ['TS2312'] },
  propose(place) {
    const { ts, checker, file, node, text } = place;
    const declared = ts.findAncestor(node, ts.isInterfaceDeclaration);
    const [clause, other] = declared?.heritageClauses ?? [];
    if (!declared || !clause || other || declared.typeParameters) return [];
    if ((checker.getSymbolAtLocation(declared.name)?.declarations?.length ?? 0) !== 1) return [];
    const word = text.indexOf('interface', declared.getStart(file));
    const open = text.indexOf('{', clause.getEnd());
    if (word < 0 || open < 0 || word > declared.name.getStart(file)) return [];
    const bases = clause.types.map((one) => one.getText(file)).join(' & ');
    const { semicolon } = styleOf(text);
    return checkedProposals(place, [
      {
        variant: 'type-of-both',
        title: `Make it a type: '${bases} & { … }'`,
        explanation: 'An interface can only extend what has fixed members, and a union has not; a type can be made of both.',
        edits: [
          { start: word, end: open, text: `type ${declared.name.text} = ${bases} & ` },
          { start: declared.getEnd(), end: declared.getEnd(), text: semicolon },
        ],
      },
    ]);
  },
};
