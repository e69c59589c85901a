/**
 * Mistake: what a module gives out is taken in another shape at run time: a part for the whole, the whole for a part, without `default`.
 *
 * Before:  `import { parse } from './old.cjs'`                       After:  `import old from './old.cjs'` `const { parse } = old`
 * Before:  `const { add } = require('./add')`, which is the function     After:  `const add = require('./add')`
 * Before:  `const add = require('./add')`, which is `{ add }`            After:  `const { add } = require('./add')`
 * Before:  `const chalk = require('chalk')`, an ES module             After:  `const { default: chalk } = require('chalk')`
 * Before:  `import * as express from 'express'` … `express()`         After:  `import express from 'express'`
 *
 * When not: the module is not seen, or the file uses it in both shapes.
 */
import * as path from 'node:path';
import type * as tsModule from 'typescript';
import { calledValue, onLine } from '../framework/crash';
import { bindingOf, type Binding } from '../framework/node-modules';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { usesOf } from '../framework/value-flow';

const COMMONJS = /^Named export '([\w$]+)' not found\. The requested module '([^']+)' is a CommonJS module/;
const NO_EXPORT = /^The requested module '([^']+)' does not provide an export named '([\w$]+)'/;
const NO_FUNCTION =
  / is not a (?:function|constructor)|^Class extends value (?:undefined|#<Object>|\[object (?:Object|Module)\]) is not a constructor/;

export const importShape: TypedRule = {
  id: 'typescript/import-shape',
  family: 'typescript/modules',
  answers: {
    codes: ['TypeError', 'SyntaxError', 'Error', 'ERR_REQUIRE_ESM'],
    where: ({ message }) => COMMONJS.test(message) || NO_EXPORT.test(message) || NO_FUNCTION.test(message),
  },
  propose(place) {
    const commonJs = COMMONJS.exec(place.message);
    if (commonJs) return throughDefault(place, commonJs[2] ?? '');
    const [, specifier, name] = NO_EXPORT.exec(place.message) ?? [];
    if (specifier !== undefined && name === 'default') return withoutDefault(place, specifier);
    if (specifier !== undefined && name !== undefined) return typeOnly(place, specifier, name);
    return ofCall(place);
  },
};

/** As Node itself says it: the whole module by its default export, the names out of that. */
function throughDefault(place: TypedPlace, specifier: string): TypedProposal[] {
  const { ts, file, text } = place;
  const statement = file.statements.find(
    (one): one is tsModule.ImportDeclaration => ts.isImportDeclaration(one) && one.moduleSpecifier.getText(file).slice(1, -1) === specifier,
  );
  const clause = statement?.importClause;
  const named = clause?.namedBindings;
  if (!statement || !clause || !named || !ts.isNamedImports(named) || clause.isTypeOnly || named.elements.some((one) => one.isTypeOnly))
    return [];
  const whole = clause.name?.text ?? nameFor(specifier, text);
  const parts = named.elements.map((one) => (one.propertyName ? `${one.propertyName.text}: ${one.name.text}` : one.name.text)).join(', ');
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const semicolon = text[statement.getEnd() - 1] === ';' ? ';' : '';
  // Imports come first: the names are taken out below the last of them.
  const last = file.statements.filter(ts.isImportDeclaration).at(-1) ?? statement;
  const line = `const { ${parts} } = ${whole}${semicolon}`;
  const own = { start: clause.getStart(file), end: clause.getEnd(), text: whole };
  return [
    {
      variant: 'names-of-default',
      title: `Take the names from the default export of '${specifier}'`,
      explanation: `'${specifier}' is CommonJS: its names can't be imported one by one, the whole of it can.`,
      edits: [own, { start: last.getEnd(), end: last.getEnd(), text: last === statement ? `${eol}${line}` : `${eol}${eol}${line}` }],
    },
  ];
}

/** A name for a module that the file does not use yet. */
function nameFor(specifier: string, text: string): string {
  const base = path.posix.basename(specifier).replace(/\.[cm]?[jt]s$/, '');
  const camel = base.replace(/[^\w$]+([\w$])/g, (_all, letter: string) => letter.toUpperCase()).replace(/[^\w$]/g, '');
  const isFree = /^[A-Za-z_$]/.test(camel) && !new RegExp(`(?<![\\w$.'"/-])${camel.replaceAll('$', '\\$')}(?![\\w$'"-])`).test(text);
  return isFree ? camel : /(?<![\w$])pkg(?![\w$])/.test(text) ? `${camel}Module` : 'pkg';
}

/** Node strips types and leaves the import: the name is only a type. */
function typeOnly(place: TypedPlace, specifier: string, name: string): TypedProposal[] {
  const { ts, file, checker } = place;
  if (!/\.[cm]?tsx?$/.test(place.path)) return [];
  const statement = file.statements.find(
    (one): one is tsModule.ImportDeclaration => ts.isImportDeclaration(one) && one.moduleSpecifier.getText(file).slice(1, -1) === specifier,
  );
  const named = statement?.importClause?.namedBindings;
  if (!statement || !named || !ts.isNamedImports(named) || statement.importClause?.isTypeOnly) return [];
  const isType = (one: tsModule.ImportSpecifier): boolean => {
    const symbol = checker.getSymbolAtLocation(one.name);
    const meant = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return meant !== undefined && (meant.flags & ts.SymbolFlags.Type) !== 0 && (meant.flags & ts.SymbolFlags.Value) === 0;
  };
  const types = named.elements.filter((one) => !one.isTypeOnly && isType(one));
  if (!types.some((one) => (one.propertyName ?? one.name).text === name)) return [];
  const all = types.length === named.elements.length && !statement.importClause?.name;
  const word = statement.getStart(file) + 'import'.length;
  return [
    {
      variant: 'import-of-type',
      title: all ? "Import only types: 'import type'" : `Import '${name}' as a type`,
      explanation: `'${name}' is only a type: at run time the module has nothing by that name.`,
      edits: all
        ? [{ start: word, end: word, text: ' type' }]
        : types.map((one) => ({ start: one.getStart(file), end: one.getStart(file), text: 'type ' })),
    },
  ];
}

function ofCall(place: TypedPlace): TypedProposal[] {
  const { ts, file } = place;
  const called =
    calledValue(place) ??
    onLine(place, ts.isNewExpression).find(({ expression }) => place.message.startsWith(`${expression.getText(file)} is not a constructor`))
      ?.expression ??
    baseHere(place);
  const root = called && ts.isPropertyAccessExpression(called) ? called.expression : called;
  if (!called || !root || !ts.isIdentifier(root)) return [];
  const bound = bindingOf(place, root.text);
  if (!bound || nodeOnly(bound)) return [];
  const member = called === root ? undefined : ts.isPropertyAccessExpression(called) ? called.name.text : undefined;
  const shape = shapeOf(place, bound.specifier.text);
  if (!shape) return [];
  if (bound.kind === 'namespace' && member === undefined && (shape.hasDefault || shape.whole)) return defaultForNamespace(place, bound);
  if (bound.kind !== 'require') return [];
  const declaration = bound.name.parent;
  if (bound.imported === undefined && ts.isVariableDeclaration(declaration)) {
    if (shape.hasDefault && (member === undefined || !shape.names.has(member))) return [requireDefault(bound, shape.isModule)];
    // `const add = require('./add')` where it is `{ add }`.
    const onlyCalled = usesOf(place, bound.name).every(
      (use) => !ts.isPropertyAccessExpression(use.parent) || use.parent.expression !== use,
    );
    if (member === undefined && !shape.whole && shape.names.has(bound.name.text) && onlyCalled)
      return [
        {
          variant: 'part-of-module',
          title: `Take '${bound.name.text}' out of the module`,
          explanation: `The module gives out an object; '${bound.name.text}' is a part of it.`,
          edits: [{ start: bound.name.getStart(file), end: bound.name.getEnd(), text: `{ ${bound.name.text} }` }],
        },
      ];
    return [];
  }
  // `const { add } = require('./add')` where the module is the function.
  const pattern = ts.isBindingElement(declaration) ? declaration.parent : undefined;
  if (
    member !== undefined ||
    !pattern ||
    !ts.isObjectBindingPattern(pattern) ||
    pattern.elements.length !== 1 ||
    (bound.imported !== undefined && shape.names.has(bound.imported))
  )
    return [];
  const holder = pattern.parent;
  if (shape.whole)
    return [
      {
        variant: 'module-itself',
        title: `Take the module itself as '${bound.name.text}'`,
        explanation: `The module is '${bound.name.text}' itself, not an object with a part of that name.`,
        edits: [{ start: pattern.getStart(file), end: pattern.getEnd(), text: bound.name.text }],
      },
    ];
  return shape.hasDefault && ts.isVariableDeclaration(holder)
    ? [
        {
          variant: 'default-of-module',
          title: `Take the default export as '${bound.name.text}'`,
          explanation: `The module gives '${bound.name.text}' out as its default export.`,
          edits: [{ start: pattern.getStart(file), end: pattern.getEnd(), text: `{ default: ${bound.name.text} }` }],
        },
      ]
    : [];
}

/** What a class on the line extends, where it can't be extended. */
function baseHere(place: TypedPlace): tsModule.Expression | undefined {
  const { ts } = place;
  if (!place.message.startsWith('Class extends value')) return undefined;
  const [only, second] = onLine(place, ts.isHeritageClause).filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  return second ? undefined : only?.types[0]?.expression;
}

/** A module that has only names is imported by them, or as a whole where it is used as one. */
function withoutDefault(place: TypedPlace, specifier: string): TypedProposal[] {
  const { ts, file } = place;
  const clause = file.statements.find(
    (one): one is tsModule.ImportDeclaration => ts.isImportDeclaration(one) && one.moduleSpecifier.getText(file).slice(1, -1) === specifier,
  )?.importClause;
  const shape = shapeOf(place, specifier);
  if (!clause?.name || clause.namedBindings || !shape?.isModule || shape.hasDefault || shape.names.size === 0) return [];
  const { name } = clause;
  const edit = (text: string): TypedProposal['edits'] => [{ start: name.getStart(file), end: name.getEnd(), text }];
  const members = usesOf(place, name).map((use) =>
    ts.isPropertyAccessExpression(use.parent) && use.parent.expression === use ? use.parent.name.text : undefined,
  );
  if (shape.names.has(name.text) && members.some((one) => one === undefined || !shape.names.has(one)))
    return [
      {
        variant: 'name-for-default',
        title: `Import '${name.text}' by name`,
        explanation: `'${specifier}' has no default export; it exports '${name.text}' by name.`,
        edits: edit(`{ ${name.text} }`),
      },
    ];
  if (members.length === 0 || !members.every((one) => one !== undefined && shape.names.has(one))) return [];
  return [
    {
      variant: 'namespace-for-default',
      title: `Import all of it as '${name.text}'`,
      explanation: `'${specifier}' has no default export; its exports are used as members of '${name.text}'.`,
      edits: edit(`* as ${name.text}`),
    },
  ];
}

const nodeOnly = ({ specifier }: Binding): boolean => specifier.text.startsWith('node:');

function defaultForNamespace({ ts, file }: TypedPlace, bound: Binding): TypedProposal[] {
  const namespace = bound.name.parent;
  if (!ts.isNamespaceImport(namespace)) return [];
  return [
    {
      variant: 'default-for-namespace',
      title: `Import the default export as '${bound.name.text}'`,
      explanation: "'import * as' gives an object of all exports, and that can't be called; the default export was meant.",
      edits: [{ start: namespace.getStart(file), end: namespace.getEnd(), text: bound.name.text }],
    },
  ];
}

function requireDefault({ name, specifier }: Binding, isModule: boolean): TypedProposal {
  const text = name.text;
  const end = specifier.parent.getEnd();
  return {
    variant: isModule ? 'default-of-es-module' : 'default-of-compiled-module',
    title: `Take the default export of '${specifier.text}'`,
    explanation: `'require' of '${specifier.text}' gives an object of its exports; '${text}' is its default export.`,
    edits: [{ start: end, end, text: '.default' }],
  };
}

interface Shape {
  /** `module.exports = f`, and not an object written out. */
  readonly whole: boolean;
  /** `export default`, `exports.default`. */
  readonly hasDefault: boolean;
  readonly isModule: boolean;
  readonly names: ReadonlySet<string>;
}

/** Modules longer than this are not looked through. */
const MAX_MODULE = 400_000;

/** What a module gives out, by its text: an own one's, or the one that a package is entered by. */
function shapeOf(place: TypedPlace, specifier: string): Shape | undefined {
  const { ts, options, folder, path: from, program } = place;
  let text: string | undefined;
  if (specifier.startsWith('.')) {
    const host: tsModule.ModuleResolutionHost = { fileExists: (name) => folder.exists(name), readFile: (name) => folder.read(name) };
    const found = ts.resolveModuleName(specifier, from, { ...options, allowJs: true }, host).resolvedModule?.resolvedFileName;
    text = found === undefined ? undefined : (program.getSourceFile(found)?.text ?? folder.read(found));
  } else text = packageEntry(place, specifier);
  if (text === undefined || text.length > MAX_MODULE) return undefined;
  const isModule = /^\s*(?:export|import)\b/m.test(text);
  const hasDefault = /^\s*export\s+default\b/m.test(text) || /\bas default\b/.test(text) || /(?<![\w$])exports\.default\s*=/.test(text);
  const whole = /(?<![\w$])module\.exports\s*=(?!=|\s*\{)/.test(text);
  const names = new Set<string>();
  for (const match of text.matchAll(/(?<![\w$])(?:module\.)?exports\.([\w$]+)\s*=/g)) names.add(match[1] ?? '');
  for (const match of text.matchAll(/^\s*export\s+(?:async\s+)?(?:const|let|var|function\*?|class)\s+([\w$]+)/gm))
    names.add(match[1] ?? '');
  for (const match of text.matchAll(/(?:module\.exports\s*=|export)\s*\{([^{}]*)\}/g))
    for (const part of (match[1] ?? '').split(',')) {
      const name = /(?:\bas\s+)?([\w$]+)\s*$/.exec(part.split(':')[0] ?? '')?.[1];
      if (name !== undefined) names.add(name);
    }
  names.delete('default');
  return { whole, hasDefault, isModule, names };
}

/** The text of the file that a package is entered by. */
function packageEntry({ folder, path: from }: TypedPlace, specifier: string): string | undefined {
  if (!/^(?:@[\w.-]+\/)?[\w.-]+$/.test(specifier)) return undefined;
  for (let at = path.posix.dirname(from), up = 0; up < 12; up++, at = path.posix.dirname(at)) {
    const home = path.posix.join(at, 'node_modules', specifier);
    const manifest = path.posix.join(home, 'package.json');
    if (!folder.exists(manifest)) continue;
    try {
      const fields = JSON.parse(folder.read(manifest) ?? '') as Readonly<Record<string, unknown>>;
      const entry = entryOf(fields['exports']) ?? (typeof fields['main'] === 'string' ? fields['main'] : 'index.js');
      const file = path.posix.join(home, entry);
      return [file, `${file}.js`, path.posix.join(file, 'index.js')]
        .filter((name) => /\.[cm]?js$/.test(name) && folder.exists(name))
        .map((name) => folder.read(name))[0];
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** The file for `require` among the conditions of a package. */
function entryOf(exports: unknown, depth = 0): string | undefined {
  if (typeof exports === 'string') return exports;
  if (typeof exports !== 'object' || exports === null || depth > 5) return undefined;
  const conditions = exports as Readonly<Record<string, unknown>>;
  for (const key of ['.', 'node', 'require', 'module-sync', 'import', 'default']) {
    const found = entryOf(conditions[key], depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
