/**
 * Mistake: a constructor by a misspelt name: a method like any other, which nobody calls.
 *
 * Before:  `class Box { constuctor(private size: number) {} }`       After:  `class Box { constructor(private size: number) {} }`
 *
 * When not: the class has a constructor, or no method is called nearly so.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import { isSlip, slipFeatures, slipOf } from '../framework/spelling';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const misspeltConstructor: TypedRule = {
  id: 'typescript/misspelt-constructor',
  family: 'typescript/names',
  // A parameter property elsewhere, arguments that no constructor takes, a property that nothing sets or declares, `super(…)` elsewhere.
  answers: { codes: ['TS2369', 'TS2554', 'TS2564', 'TS2339', 'TS2337', 'TS2377'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas({ ts, file, checker, node }: TypedPlace): Idea[] {
  const created = ts.findAncestor(node, ts.isNewExpression);
  const symbol = created && checker.getSymbolAtLocation(created.expression);
  const declared = symbol?.valueDeclaration;
  const owner =
    declared && ts.isClassDeclaration(declared) && declared.getSourceFile() === file ? declared : ts.findAncestor(node, ts.isClassLike);
  if (!owner || owner.members.some(ts.isConstructorDeclaration)) return [];
  return owner.members.flatMap((member: tsModule.ClassElement): Idea[] => {
    if (!ts.isMethodDeclaration(member) || !ts.isIdentifier(member.name)) return [];
    const name = member.name.text;
    const slip = slipOf(name, 'constructor');
    if (!isSlip(slip, 'near')) return [];
    return [
      {
        variant: 'slip-of-constructor',
        features: slipFeatures(slip),
        title: `Change '${name}' to 'constructor'`,
        explanation: `A class is set up by its 'constructor'; '${name}' is a method like any other, which nothing calls.`,
        edits: [{ start: member.name.getStart(file), end: member.name.getEnd(), text: 'constructor' }],
      },
    ];
  });
}
