/**
 * Mistake: a value called that is no function: a property read with parentheses, an element or an entry asked for in round brackets.
 *
 * Before:  `items.length()`                After:  `items.length`
 * Before:  `rows(0)`                       After:  `rows[0]`
 * Before:  `prices('tea')` of a Map        After:  `prices.get('tea')`
 *
 * When not: what comes of it does not fit where it stands.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const callOrNot: TypedRule = {
  id: 'typescript/call-or-not',
  family: 'typescript/types',
  answers: { codes: ['TS2349'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, checker, file, start, end } = place;
  const call = ts.findAncestor(
    place.node,
    (up): up is tsModule.CallExpression =>
      ts.isCallExpression(up) && up.expression.getStart(file) <= start && up.expression.getEnd() >= end,
  );
  if (!call) return [];
  const callee = call.expression;
  const text = callee.getText(file);
  const shown = text.length > 40 ? `…${text.slice(-37)}` : text;
  const type = checker.getTypeAtLocation(callee);
  const [argument, more] = call.arguments;
  const behind = { start: callee.getEnd(), end: call.getEnd() };
  if (!argument) {
    if (!ts.isPropertyAccessExpression(callee) || (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return [];
    return [
      {
        variant: 'property-not-called',
        title: "Remove '()'",
        explanation: `'${shown}' is a value, no function.`,
        edits: [{ ...behind, text: '' }],
      },
    ];
  }
  if (more || file.text.slice(callee.getEnd(), call.getEnd()).startsWith(' ')) return [];
  const given = checker.getTypeAtLocation(argument);
  const inside = argument.getText(file);
  if ((checker.isArrayType(type) || checker.isTupleType(type)) && (given.flags & ts.TypeFlags.NumberLike) !== 0)
    return [
      {
        variant: 'element-not-called',
        title: `Use '[${inside.slice(0, 30)}]'`,
        explanation: `'${shown}' is a list: its elements are read with square brackets.`,
        edits: [{ ...behind, text: `[${inside}]` }],
      },
    ];
  if (/^(?:Readonly)?Map$/.test(type.symbol?.name ?? ''))
    return [
      {
        variant: 'entry-not-called',
        title: `Use '.get(${inside.slice(0, 30)})'`,
        explanation: `'${shown}' is a Map: its entries are read with 'get'.`,
        edits: [{ start: callee.getEnd(), end: callee.getEnd(), text: '.get' }],
      },
    ];
  return [];
}
