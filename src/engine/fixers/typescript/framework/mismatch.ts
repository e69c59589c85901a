// A value and the type that its place wants: where they are in the text, as near to the cause as the checker can tell.

import type * as tsModule from 'typescript';
import { valueAt } from '../types/nullish/expressions';
import type { TypedPlace } from './typed-place';

export interface Mismatch {
  readonly value: tsModule.Expression;
  readonly given: tsModule.Type;
  readonly wanted: tsModule.Type;
}

/** Most that are looked at for one problem. */
const MAX_PARTS = 4;

/** What does not fit at the place, the inmost parts of literals first. */
export function mismatches(place: TypedPlace): Mismatch[] {
  const value = valueAt(place);
  if (!value) return [];
  const out: Mismatch[] = [];
  collect(place, value, out);
  return out.slice(0, MAX_PARTS);
}

function collect(place: TypedPlace, value: tsModule.Expression, out: Mismatch[]): void {
  const { ts, checker } = place;
  if (ts.isParenthesizedExpression(value)) return collect(place, value.expression, out);
  const wanted = wantedOf(place, value);
  if (!wanted) return;
  const given = checker.getTypeAtLocation(value);
  if (ts.isObjectLiteralExpression(value))
    for (const one of value.properties) if (ts.isPropertyAssignment(one)) collect(place, one.initializer, out);
  if (ts.isArrayLiteralExpression(value)) for (const one of value.elements) if (!ts.isSpreadElement(one)) collect(place, one, out);
  if (ts.isConditionalExpression(value)) {
    collect(place, value.whenTrue, out);
    collect(place, value.whenFalse, out);
  }
  if (out.length === 0 || value === valueAt(place)) if (!checker.isTypeAssignableTo(given, wanted)) out.push({ value, given, wanted });
}

/** The type that the place of an expression wants of it. */
function wantedOf({ ts, checker }: TypedPlace, value: tsModule.Expression): tsModule.Type | undefined {
  const { parent } = value;
  if (ts.isBinaryExpression(parent) && parent.right === value && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return checker.getTypeAtLocation(parent.left);
  if (ts.isPropertyDeclaration(parent) && parent.type) return checker.getTypeFromTypeNode(parent.type);
  return checker.getContextualType(value);
}

/** The types of a union, the type itself where it is none. */
export const partsOf = (type: tsModule.Type): readonly tsModule.Type[] => (type.isUnion() ? type.types : [type]);

/** Its words where it is written at a node, without `undefined`, which an optional place adds. */
export function written({ checker, ts }: TypedPlace, type: tsModule.Type, where: tsModule.Node): string {
  return checker.typeToString(checker.getNonNullableType(type), where, ts.TypeFormatFlags.NoTruncation);
}
