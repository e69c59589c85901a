// A value's name where a type belongs: the type that differs from it in its capitals, else the type of the value.

import type { Idea } from '../../framework/checked-proposals';
import type { TypedPlace } from '../../framework/typed-place';
import { schemaAt } from '../schema-type';

/** Members by which libraries of schemas tell the type of what they check: `z.infer<typeof User>` is meant there. */
const OF_SCHEMAS = /^(?:_output|_type|_def|static|infer|inferOut|__outputType|safeParse|validateSync)$/;

export function typeOfValue(place: TypedPlace): Idea[] {
  const { ts, file, checker, node } = place;
  if (!ts.isIdentifier(node)) return [];
  const name = node.text;
  const replace = (text: string): Idea['edits'] => [{ start: node.getStart(file), end: node.getEnd(), text }];
  const others = checker
    .getSymbolsInScope(node, ts.SymbolFlags.Type)
    .filter((symbol) => symbol.name.toLowerCase() === name.toLowerCase() && symbol.name !== name);
  if (others.length > 0)
    return others.slice(0, 2).map((symbol) => ({
      variant: 'type-in-other-case',
      title: `Change '${name}' to '${symbol.name}'`,
      explanation: `'${name}' is a value; the type is called '${symbol.name}'.`,
      edits: replace(symbol.name),
    }));
  const symbol = checker.getSymbolsInScope(node, ts.SymbolFlags.Value).find((one) => one.name === name);
  if (!symbol) return [];
  if (schemaAt(place)) return [];
  const type = checker.getTypeOfSymbolAtLocation(symbol, node);
  if (type.flags & ts.TypeFlags.Any || type.getProperties().some((one) => OF_SCHEMAS.test(one.name))) return [];
  if (type.getConstructSignatures().length > 0)
    return [
      {
        variant: 'instance-of-value',
        title: `Change '${name}' to 'InstanceType<typeof ${name}>'`,
        explanation: `'${name}' is a value, a class: what it makes is of this type.`,
        edits: replace(`InstanceType<typeof ${name}>`),
      },
    ];
  return [
    {
      variant: 'type-of-value',
      title: `Change '${name}' to 'typeof ${name}'`,
      explanation: `'${name}' is a value: its type is written 'typeof ${name}'.`,
      edits: replace(`typeof ${name}`),
    },
  ];
}
