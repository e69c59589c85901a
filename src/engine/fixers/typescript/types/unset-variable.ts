/**
 * Mistake: a variable that is added to before it was given anything to begin with.
 *
 * Before:  `let found: string[];` … `found.push(x)`     After:  `let found: string[] = [];`
 * Before:  `let sum: number;` … `sum += n`              After:  `let sum: number = 0;`
 *
 * When not: it gets its value somewhere: then a way that leads past it is what is wrong.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import { escaped } from '../framework/identifiers';
import { styleOf } from '../framework/text-style';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const unsetVariable: TypedRule = {
  id: 'typescript/unset-variable',
  family: 'typescript/types',
  answers: { codes: ['TS2454'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, checker, file, node, text } = place;
  const declaration = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node)?.valueDeclaration : undefined;
  if (
    !declaration ||
    !ts.isVariableDeclaration(declaration) ||
    !declaration.type ||
    declaration.initializer ||
    !ts.isIdentifier(declaration.name)
  )
    return [];
  const name = declaration.name.text;
  const scope = declaration.parent.parent.parent.getText(file);
  if (new RegExp(`(?<![\\w$.])${escaped(name)}\\s*=(?![=>])`).test(scope)) return [];
  const first = firstValue(place, checker.getTypeAtLocation(declaration.name), scope, name, styleOf(text).quote);
  if (first === undefined) return [];
  return [
    {
      variant:
        first === '0'
          ? 'begun-with-zero'
          : first === '[]'
            ? 'begun-empty-list'
            : first.startsWith('new')
              ? 'begun-empty-collection'
              : 'begun-with-empty-text',
      title: `Begin with '${first}'`,
      explanation: `'${name}' is added to, and has nothing yet to add to.`,
      edits: [at(declaration.type.getEnd(), ` = ${first}`)],
    },
  ];
}

/** What there is before anything is added. */
function firstValue({ ts, checker }: TypedPlace, type: tsModule.Type, scope: string, name: string, quote: string): string | undefined {
  const isUsed = (how: string): boolean => new RegExp(`(?<![\\w$.])${escaped(name)}${how}`).test(scope);
  const kind = type.symbol?.name;
  if (checker.isArrayType(type)) return isUsed('\\.(?:push|unshift)\\(') ? '[]' : undefined;
  if ((kind === 'Map' && isUsed('\\.set\\(')) || (kind === 'Set' && isUsed('\\.add\\('))) return `new ${kind}()`;
  if ((type.flags & ts.TypeFlags.String) !== 0) return isUsed('\\s*\\+=') ? `${quote}${quote}` : undefined;
  // A product does not begin with nothing.
  return (type.flags & ts.TypeFlags.Number) !== 0 && isUsed('\\s*(?:[+-]=|\\+\\+|--)') && !isUsed('\\s*[*/]=') ? '0' : undefined;
}
