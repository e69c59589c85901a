// A text or number where one of a few is wanted: the one that was meant, or the member of the enum that has it.

import type * as tsModule from 'typescript';
import type { Idea } from '../../framework/checked-proposals';
import { partsOf, type Mismatch } from '../../framework/mismatch';
import { bySlip, isSlip, slipFeatures, slipOf } from '../../framework/spelling';
import type { TypedPlace } from '../../framework/typed-place';

export function meantLiteral(place: TypedPlace, { value, wanted }: Pick<Mismatch, 'value' | 'wanted'>): Idea[] {
  const { ts, file, text, checker } = place;
  if (!ts.isStringLiteralLike(value) && !ts.isNumericLiteral(value)) return [];
  const replaced = (by: string): Idea['edits'] => [{ start: value.getStart(file), end: value.getEnd(), text: by }];
  const isNumber = ts.isNumericLiteral(value);
  const parts = partsOf(checker.getNonNullableType(wanted));
  const members = parts.flatMap((part) => membersOf(ts, part));
  const own = flat(value.text);
  const member =
    members.find((one) => one.value === (isNumber ? Number(value.text) : value.text)) ??
    (isNumber
      ? undefined
      : only(members.filter((one) => flat(one.name) === own || (typeof one.value === 'string' && flat(one.value) === own))));
  if (member)
    return [
      {
        variant: 'member-of-enum',
        title: `Change '${value.text}' to '${member.owner}.${member.name}'`,
        explanation: `Only members of '${member.owner}' fit here, not their bare values.`,
        edits: replaced(`${member.owner}.${member.name}`),
      },
    ];
  const texts = parts.flatMap((part) => (part.isStringLiteral() && !(part.flags & ts.TypeFlags.EnumLiteral) ? [part.value] : []));
  if (isNumber || texts.length === 0 || texts.includes(value.text)) return [];
  const same = only(texts.filter((one) => flat(one) === own));
  const near = texts
    .map((one) => ({ one, slip: slipOf(value.text, one) }))
    .filter(({ slip }) => isSlip(slip, 'near'))
    .sort((a, b) => bySlip(a.slip, b.slip));
  const [first, second] = near;
  const meant = same ?? (first && (!second || bySlip(first.slip, second.slip) < 0) ? first.one : undefined);
  if (meant === undefined) return [];
  const quote = text[value.getStart(file)] ?? "'";
  return [
    {
      variant: same === undefined ? 'slip-of-literal' : 'literal-in-other-case',
      title: `Change '${value.text}' to '${meant}'`,
      explanation: `'${value.text}' is none of the texts that fit here.`,
      features: same === undefined ? slipFeatures(first?.slip) : {},
      edits: replaced(`${quote}${meant}${quote}`),
    },
  ];
}

/** Without capitals and what joins words. */
const flat = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

interface Member {
  readonly owner: string;
  readonly name: string;
  readonly value: string | number | undefined;
}

function membersOf(ts: TypedPlace['ts'], type: tsModule.Type): Member[] {
  const declaration = type.symbol?.valueDeclaration;
  const declared =
    declaration && ts.isEnumMember(declaration)
      ? [declaration]
      : declaration && ts.isEnumDeclaration(declaration)
        ? declaration.members
        : [];
  return declared.flatMap((one) => {
    if (!ts.isIdentifier(one.name)) return [];
    const value = type.isLiteral() && typeof type.value !== 'object' ? type.value : undefined;
    return [{ owner: one.parent.name.text, name: one.name.text, value }];
  });
}
