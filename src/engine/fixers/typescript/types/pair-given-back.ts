/**
 * Mistake: a function that gives back a pair, whose type is a list: each of its parts may then be any of them.
 *
 * Before:  `return [on, flip]` … `const [on, flip] = toggle()` `flip()`       After:  `return [on, flip] as const`
 *
 * When not: the function says what it gives, or gives lists of several lengths.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { bare, functionOf, nodesIn, resultsOf, type OwnFunction } from '../framework/value-flow';

export const pairGivenBack: TypedRule = {
  id: 'typescript/pair-given-back',
  family: 'typescript/types',
  answers: { codes: [2349, 2345, 2322, 2339, 2365, 2362, 2363, 2367, 2769, 2722, 18048].map((code) => `TS${code}`) },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, node } = place;
  const statement = ts.findAncestor(node, ts.isStatement);
  if (!statement) return [];
  const names = [...(ts.isIdentifier(node) ? [node] : []), ...nodesIn(ts, node.parent ?? node, ts.isIdentifier)];
  const made = names.flatMap((name) => makerOf(place, name) ?? [])[0];
  if (!made || made.type || made.getSourceFile() !== place.file) return [];
  const results = resultsOf(place, made);
  const lists = results.flatMap((one) => (ts.isArrayLiteralExpression(one) && !one.elements.some(ts.isSpreadElement) ? [one] : []));
  const length = lists[0]?.elements.length ?? 0;
  if (length < 2 || lists.length !== results.length || lists.some((one) => one.elements.length !== length)) return [];
  if (lists.some((one) => ts.isAsExpression(one.parent))) return [];
  return [
    {
      variant: 'pair-as-const',
      title: "Give it back 'as const'",
      explanation: 'Without it, what is given back is a list in which every part may be any of them; with it, each place has its own type.',
      edits: lists.map((one) => at(one.getEnd(), ' as const')),
    },
  ];
}

/** The own function whose result the name is a part of: `const [name] = made()`. */
function makerOf(place: TypedPlace, name: tsModule.Identifier): OwnFunction | undefined {
  const { ts, checker } = place;
  const declared = checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (!declared || !ts.isBindingElement(declared) || !ts.isArrayBindingPattern(declared.parent)) return undefined;
  const holder = declared.parent.parent;
  const value = ts.isVariableDeclaration(holder) && holder.initializer ? bare(place, holder.initializer) : undefined;
  return value && ts.isCallExpression(value) ? functionOf(place, value.expression) : undefined;
}
