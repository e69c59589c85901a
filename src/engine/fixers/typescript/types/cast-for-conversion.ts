/**
 * Mistake: a cast where the value was to be converted: `as` changes nothing when the program runs.
 *
 * Before:  `price.toFixed(2) as number`      After:  `Number(price.toFixed(2))`
 * Before:  `(count as string)`               After:  `String(count)`
 *
 * When not: the types are not of the plain kinds that have a conversion.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const castForConversion: TypedRule = {
  id: 'typescript/cast-for-conversion',
  family: 'typescript/types',
  answers: { codes: ['TS2352'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas({ ts, checker, file, node }: TypedPlace): Idea[] {
  const cast = ts.findAncestor(
    node,
    (up): up is tsModule.AsExpression | tsModule.TypeAssertion => ts.isAsExpression(up) || ts.isTypeAssertionExpression(up),
  );
  if (!cast) return [];
  const { flags } = checker.getNonNullableType(checker.getTypeAtLocation(cast.expression));
  const isText = (flags & ts.TypeFlags.StringLike) !== 0;
  const isNumber = (flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike)) !== 0;
  const isTruth = (flags & ts.TypeFlags.BooleanLike) !== 0;
  const by =
    cast.type.kind === ts.SyntaxKind.NumberKeyword && (isText || isTruth)
      ? 'Number'
      : cast.type.kind === ts.SyntaxKind.StringKeyword && (isNumber || isTruth)
        ? 'String'
        : undefined;
  if (by === undefined) return [];
  let inner: tsModule.Expression = cast.expression;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  const outer = ts.isParenthesizedExpression(cast.parent) ? cast.parent : cast;
  return [
    {
      variant: by === 'Number' ? 'number-for-cast' : 'text-for-cast',
      title: `Convert with '${by}(…)'`,
      explanation: "'as' changes nothing when the program runs; this makes the value what is wanted.",
      edits: [{ start: outer.getStart(file), end: outer.getEnd(), text: `${by}(${inner.getText(file)})` }],
    },
  ];
}
