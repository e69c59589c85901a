/**
 * Mistake: a schema, which is a value, used as the type of what it lets through.
 *
 * Before:  `(user: UserSchema)` with `const UserSchema = z.object({ … })`       After:  `(user: z.infer<typeof UserSchema>)`
 *
 * When not: the library of the schema has no type that gives it.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

/** As zod, valibot, yup, io-ts, arktype, TypeBox and superstruct call it. */
const GIVES = ['infer', 'Infer', 'InferOutput', 'InferType', 'TypeOf', 'Static', 'output', 'Output'];
const CHECKS = /^(?:parse|safeParse|validate|check|decode|cast|assert|is|~standard|_output|static)$/;

export const schemaType: TypedRule = {
  id: 'typescript/schema-type',
  family: 'typescript/types',
  answers: { codes: ['TS2749'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

/** The value at the place that was taken for a type, where it is a schema: its own type is never what was meant. */
export function schemaAt(place: TypedPlace): tsModule.Symbol | undefined {
  const { ts, checker, node } = place;
  const reference = ts.findAncestor(node, ts.isTypeReferenceNode);
  if (!reference || reference.typeArguments || !ts.isIdentifier(reference.typeName)) return undefined;
  const name = reference.typeName.text;
  const value = checker.getSymbolsInScope(node, ts.SymbolFlags.Value).find((one) => one.name === name);
  const members = value ? checker.getTypeOfSymbolAtLocation(value, node).getProperties() : [];
  // Other things have methods of these names, too: the file, or the library, has a word for what it lets through.
  return value && members.some((one) => CHECKS.test(one.name)) && wordsFor(place, value).length > 0 ? value : undefined;
}

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, node } = place;
  const reference = ts.findAncestor(node, ts.isTypeReferenceNode);
  const value = schemaAt(place);
  if (!reference || !value) return [];
  const { name } = value;
  return wordsFor(place, value).map(({ word, imported }) => ({
    variant: 'type-of-schema',
    title: `Use '${word}<typeof ${name}>'`,
    explanation: `'${name}' is a value that checks others; '${word}' gives the type of what it lets through.`,
    edits: [{ start: reference.getStart(file), end: reference.getEnd(), text: `${word}<typeof ${name}>` }, ...imported],
  }));
}

interface Word {
  readonly word: string;
  readonly imported: Idea['edits'];
}

/** How this file can say it: by a name that is imported, through the namespace that made the schema, or by one that its module exports. */
function wordsFor({ ts, checker, file, node }: TypedPlace, value: tsModule.Symbol): Word[] {
  const types = new Set(checker.getSymbolsInScope(node, ts.SymbolFlags.Type | ts.SymbolFlags.Alias).map((one) => one.name));
  const out: Word[] = [];
  for (const one of GIVES) if (types.has(one)) out.push({ word: one, imported: [] });
  const declared = value.valueDeclaration ?? value.declarations?.[0];
  const made = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  let root: tsModule.Node | undefined = made;
  while (root && (ts.isCallExpression(root) || ts.isPropertyAccessExpression(root))) root = root.expression;
  if (!root || !ts.isIdentifier(root)) return out;
  const statement = checker.getSymbolAtLocation(root)?.declarations?.[0];
  const source = statement && ts.findAncestor(statement, ts.isImportDeclaration);
  if (!statement || source?.getSourceFile() !== file) return out;
  const exportsOf = (symbol: tsModule.Symbol | undefined): Set<string> =>
    new Set(symbol && (symbol.flags & ts.SymbolFlags.Module) !== 0 ? checker.getExportsOfModule(symbol).map(({ name }) => name) : []);
  const local = checker.getSymbolAtLocation(root);
  const inside = exportsOf(local && local.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(local) : local);
  for (const one of GIVES) if (inside.has(one)) out.push({ word: `${root.text}.${one}`, imported: [] });
  const bindings = source.importClause?.namedBindings;
  const offered = exportsOf(checker.getSymbolAtLocation(source.moduleSpecifier));
  const last = bindings && ts.isNamedImports(bindings) ? bindings.elements.at(-1) : undefined;
  for (const one of GIVES)
    if (last && offered.has(one) && !types.has(one)) out.push({ word: one, imported: [at(last.getEnd(), `, type ${one}`)] });
  return out;
}
