/**
 * Mistake: a key in a type, as of `Pick` or `Omit`, that is misspelt.
 *
 * Before:  `Pick<User, 'id' | 'emial'>`       After:  `Pick<User, 'id' | 'email'>`
 *
 * When not: no key of the type is near, or several are.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import { isSlip, slipOf } from '../framework/spelling';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { nodesIn } from '../framework/value-flow';

export const keyOfType: TypedRule = {
  id: 'typescript/key-of-type',
  family: 'typescript/names',
  answers: { codes: ['TS2344', 'TS2339', 'TS2536'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, checker, file, node } = place;
  const reference = ts.findAncestor(
    node,
    (up): up is tsModule.TypeReferenceNode | tsModule.IndexedAccessTypeNode =>
      ts.isIndexedAccessTypeNode(up) || (ts.isTypeReferenceNode(up) && up.typeArguments?.length === 2),
  );
  if (!reference) return [];
  const [owner, keys] = ts.isIndexedAccessTypeNode(reference)
    ? [reference.objectType, reference.indexType]
    : (reference.typeArguments ?? []);
  if (!owner || !keys) return [];
  const known = checker
    .getTypeFromTypeNode(owner)
    .getProperties()
    .map(({ name }) => name);
  const written = [keys, ...nodesIn(ts, keys, ts.isLiteralTypeNode)].flatMap((one) =>
    ts.isLiteralTypeNode(one) && ts.isStringLiteral(one.literal) ? [one.literal] : [],
  );
  const wrong = written.filter(({ text }) => !known.includes(text));
  const [only, second] = [...new Set(wrong)];
  if (!only || second) return [];
  const near = known.filter((name) => !written.some(({ text }) => text === name) && isSlip(slipOf(only.text, name), 'loose'));
  const [meant, other] = near;
  if (meant === undefined || other !== undefined) return [];
  return [
    {
      variant: 'key-near',
      title: `Change '${only.text}' to '${meant}'`,
      explanation: `The type has no '${only.text}'; '${meant}' is near.`,
      edits: [{ start: only.getStart(file) + 1, end: only.getEnd() - 1, text: meant }],
    },
  ];
}
