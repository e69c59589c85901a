/**
 * Mistake: the default export imported where a named one was meant, or the other way round. TypeScript's words name the right form.
 *
 * Before:  `import Client from './client'`          After:  `import { Client } from './client'`
 * Before:  `import { Client } from './client'`      After:  `import Client from './client'`
 * Before:  `import * as app from './app'` … `app()`   After:  `import app from './app'`
 *
 * When not: the module exports the name in neither form.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const defaultOrNamed: TypedRule = {
  id: 'typescript/default-or-named',
  family: 'typescript/modules',
  answers: { codes: ['TS2613', 'TS2614', 'TS2349', 'TS2351', 'TS2497'] },
  propose(place) {
    const { ts, node } = place;
    if ([2349, 2351, 2497].includes(place.code)) return checkedProposals(place, calledNamespace(place));
    const clause = ts.findAncestor(node, ts.isImportDeclaration)?.importClause;
    if (!clause) return [];
    const idea = place.code === 2613 ? toNamed(place, clause) : toDefault(place, clause);
    return idea ? checkedProposals(place, [idea]) : [];
  },
};

/** All of a module called, or made one of: its default export, or what it is as a whole, was meant. */
function calledNamespace({ ts, checker, file, node }: TypedPlace): Idea[] {
  const named = ts.findAncestor(node, ts.isImportDeclaration)?.importClause?.namedBindings;
  const declared = ts.isIdentifier(node) && !named ? checker.getSymbolAtLocation(node)?.declarations?.[0] : named;
  if (!declared || !ts.isNamespaceImport(declared) || declared.getSourceFile() !== file) return [];
  const name = declared.name.text;
  return [
    {
      variant: 'namespace-to-default',
      title: `Import the default export as '${name}'`,
      explanation: "'import * as' gives an object of all exports, and that can't be called; the default export was meant.",
      edits: [{ start: declared.getStart(file), end: declared.getEnd(), text: name }],
    },
  ];
}

function toNamed(place: TypedPlace, clause: tsModule.ImportClause): Idea | undefined {
  const { ts, file, message } = place;
  const told = /import \{ ([\w$]+) \}/.exec(message)?.[1];
  const { name, namedBindings: rest } = clause;
  if (!name || !told || (rest && !ts.isNamedImports(rest))) return undefined;
  const one = told === name.text ? told : `${told} as ${name.text}`;
  const others = rest && ts.isNamedImports(rest) ? rest.elements : undefined;
  return {
    variant: 'default-to-named',
    title: `Import '${told}' by name`,
    explanation: `The module has no default export; it exports '${told}' by name.`,
    edits: [
      {
        start: name.getStart(file),
        end: others?.[0]?.getStart(file) ?? rest?.getEnd() ?? name.getEnd(),
        text: others?.[0] ? `{ ${one}, ` : `{ ${one} }`,
      },
    ],
  };
}

function toDefault(place: TypedPlace, clause: tsModule.ImportClause): Idea | undefined {
  const { ts, file, node, text } = place;
  const { namedBindings: bindings } = clause;
  if (clause.name || !bindings || !ts.isNamedImports(bindings) || !place.message.includes('import ')) return undefined;
  const element = bindings.elements.find((one) => one.getStart(file) <= node.getStart(file) && one.getEnd() >= node.getEnd());
  if (!element || element.isTypeOnly) return undefined;
  const others = bindings.elements.filter((one) => one !== element).map((one) => one.getText(file));
  // `import type A, { B }` is not allowed.
  if (others.length > 0 && (clause.isTypeOnly || text.slice(bindings.getStart(file), bindings.getEnd()).includes('\n'))) return undefined;
  return {
    variant: 'named-to-default',
    title: `Import '${element.name.text}' as the default`,
    explanation: `The module exports no '${element.name.text}' by name; its default export was meant.`,
    edits: [
      {
        start: bindings.getStart(file),
        end: bindings.getEnd(),
        text: element.name.text + (others.length > 0 ? `, { ${others.join(', ')} }` : ''),
      },
    ],
  };
}
