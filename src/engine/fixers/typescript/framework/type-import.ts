// A type of another module is written by its name only where the file imports it: the name joins what the file imports from there already.

import type * as tsModule from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import { at } from './checked-proposals';
import { countUses } from './identifiers';
import type { TypedPlace } from './typed-place';

/** The imports that a type needs to be written in the file; none where it can't be had so, and the checker will say that the name is unknown. */
export function importsOf(place: TypedPlace, type: tsModule.Type): readonly OffsetEdit[] {
  const { ts, file, text, checker } = place;
  const edits: OffsetEdit[] = [];
  for (const symbol of new Set(symbolsIn(checker, type))) {
    const declaration = symbol.declarations?.[0];
    const from = declaration?.getSourceFile();
    if (!from || from === file || !ts.isSourceFile(declaration?.parent ?? file) || !ts.isExternalModule(from)) continue;
    const { name } = symbol;
    const list = file.statements.flatMap((one) => {
      const bindings = ts.isImportDeclaration(one) ? one.importClause?.namedBindings : undefined;
      if (!ts.isImportDeclaration(one) || !bindings || !ts.isNamedImports(bindings)) return [];
      const isThere = checker.getSymbolAtLocation(one.moduleSpecifier)?.valueDeclaration?.getSourceFile() === from;
      return isThere ? [{ bindings, isTypeOnly: one.importClause?.isTypeOnly === true }] : [];
    })[0];
    const last = list?.bindings.elements.at(-1);
    if (list && last && countUses(text, name) === 0) edits.push(at(last.getEnd(), `, ${list.isTypeOnly ? '' : 'type '}${name}`));
  }
  return edits;
}

function symbolsIn(checker: tsModule.TypeChecker, type: tsModule.Type, depth = 0): tsModule.Symbol[] {
  if (depth > 3) return [];
  const within = (types: readonly tsModule.Type[] | undefined): tsModule.Symbol[] =>
    (types ?? []).flatMap((one) => symbolsIn(checker, one, depth + 1));
  if (type.aliasSymbol) return [type.aliasSymbol, ...within(type.aliasTypeArguments)];
  if (type.isUnionOrIntersection()) return within(type.types);
  const own = type.getSymbol();
  const isReference = 'target' in type;
  return [...(own ? [own] : []), ...(isReference ? within(checker.getTypeArguments(type as tsModule.TypeReference)) : [])];
}
