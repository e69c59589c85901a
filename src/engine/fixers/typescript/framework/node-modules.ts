// Node's own modules as this Node has them: what they export is asked of them, not kept in a table.

import { builtinModules } from 'node:module';
import type * as tsModule from 'typescript';
import type { TypedPlace } from './typed-place';
import { nodesIn } from './value-flow';

/** Loading them does nothing but load them. */
const PLAIN = new Set(
  'assert buffer child_process crypto dns dns/promises events fs fs/promises http http2 https net os path perf_hooks querystring readline readline/promises stream stream/promises string_decoder timers timers/promises tls tty url util v8 vm worker_threads zlib'.split(
    ' ',
  ),
);

/** `node:fs` → `fs`; undefined for what is no module of Node's own. */
export function nodeModule(specifier: string): string | undefined {
  const name = specifier.replace(/^node:/, '');
  return PLAIN.has(name) && builtinModules.includes(name) ? name : undefined;
}

/** What the module exports, by name; undefined where it can't be asked. */
export function exportsOf(name: string): Readonly<Record<string, unknown>> | undefined {
  if (nodeModule(name) === undefined || typeof process.getBuiltinModule !== 'function') return undefined;
  return process.getBuiltinModule(name) as unknown as Readonly<Record<string, unknown>> | undefined;
}

export const hasFunction = (module: string, name: string): boolean => typeof exportsOf(module)?.[name] === 'function';

export interface Binding {
  /** The name that the file has of it. */
  readonly name: tsModule.Identifier;
  readonly specifier: tsModule.StringLiteralLike;
  /** What it is called in the module; undefined for the module as a whole. */
  readonly imported?: string;
  readonly kind: 'default' | 'namespace' | 'named' | 'require';
}

/** The import or `require` by which the file has a name. The last one of that name at the top of the file. */
export function bindingOf(place: Pick<TypedPlace, 'ts' | 'file'>, name: string): Binding | undefined {
  return bindingsOf(place).find((one) => one.name.text === name);
}

/** All names that the file has by `import` and `require`. */
export function bindingsOf({ ts, file }: Pick<TypedPlace, 'ts' | 'file'>): Binding[] {
  const found: Binding[] = [];
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteralLike(statement.moduleSpecifier)) continue;
    const specifier = statement.moduleSpecifier;
    const clause = statement.importClause;
    if (clause?.name) found.push({ name: clause.name, specifier, kind: 'default' });
    const named = clause?.namedBindings;
    if (named && ts.isNamespaceImport(named)) found.push({ name: named.name, specifier, kind: 'namespace' });
    if (named && ts.isNamedImports(named))
      for (const one of named.elements)
        found.push({ name: one.name, specifier, imported: (one.propertyName ?? one.name).text, kind: 'named' });
  }
  for (const { name, initializer } of nodesIn(ts, file, ts.isVariableDeclaration)) {
    const argument =
      initializer && ts.isCallExpression(initializer) && initializer.expression.getText(file) === 'require'
        ? initializer.arguments[0]
        : undefined;
    if (!argument || !ts.isStringLiteralLike(argument)) continue;
    if (ts.isIdentifier(name)) found.push({ name, specifier: argument, kind: 'require' });
    else if (ts.isObjectBindingPattern(name))
      for (const one of name.elements)
        if (ts.isIdentifier(one.name))
          found.push({ name: one.name, specifier: argument, imported: (one.propertyName ?? one.name).getText(file), kind: 'require' });
  }
  return found;
}
