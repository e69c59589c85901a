// A missing import where the module itself can't be seen (the file stands alone): what the file's other imports make likely.
//
// Before:  import { ByteUtils } from './utils/byte_utils'; … throw new BSONError()
// When not: modules of the workspace can be seen; then the language service knows who exports the name, or nobody does.

import type * as tsModule from 'typescript';
import type { TypedPlace, TypedProposal } from './typed';

/** `fs` means `node:fs` in every program that says `fs.readFile`. */
const NODE = new Set(['fs', 'path', 'os', 'http', 'https', 'url', 'util', 'zlib', 'net', 'tls', 'dns', 'crypto', 'assert', 'stream', 'events', 'readline', 'child_process', 'cluster', 'querystring', 'vm', 'v8', 'worker_threads', 'async_hooks', 'perf_hooks', 'string_decoder', 'diagnostics_channel', 'timers']);

interface Import {
  readonly specifier: string;
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly kind: 'import' | 'require' | 'export';
  readonly typeOnly: boolean;
  /** The name list, where a name can be added: the end of its last element. */
  readonly after: { readonly at: number; readonly typed: boolean } | undefined;
}

export function guessedImports(place: TypedPlace, node: tsModule.Identifier, name: string): (Omit<TypedProposal, 'confidence'> & { weight: number })[] {
  const imports = importsOf(place);
  const builtin = nodeModule(place, imports, node, name);
  if (builtin) return [builtin];
  return [];
}

function importsOf({ ts, file }: TypedPlace): Import[] {
  const out: Import[] = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const clause = statement.importClause;
      const bindings = clause?.namedBindings;
      const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
      const last = elements.at(-1);
      out.push({
        specifier: statement.moduleSpecifier.text,
        names: [...(clause?.name ? [clause.name.text] : []), ...elements.map((element) => element.name.text), ...(bindings && ts.isNamespaceImport(bindings) ? [bindings.name.text] : [])],
        start: statement.getStart(file),
        end: statement.getEnd(),
        kind: 'import',
        typeOnly: clause?.isTypeOnly ?? false,
        after: last ? { at: last.getEnd(), typed: elements.some((element) => element.isTypeOnly) } : undefined,
      });
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        const call = declaration.initializer;
        const argument = call && ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === 'require' ? call.arguments[0] : undefined;
        if (argument && ts.isStringLiteral(argument))
          out.push({ specifier: argument.text, names: ts.isIdentifier(declaration.name) ? [declaration.name.text] : [], start: statement.getStart(file), end: statement.getEnd(), kind: 'require', typeOnly: false, after: undefined });
      }
    }
  }
  return out;
}

function nodeModule(place: TypedPlace, imports: readonly Import[], node: tsModule.Identifier, name: string): (Omit<TypedProposal, 'confidence'> & { weight: number }) | undefined {
  const { ts, text, file } = place;
  if (!NODE.has(name) || !ts.isPropertyAccessExpression(node.parent) || node.parent.expression !== node) return undefined;
  const scheme = imports.some((known) => known.specifier.startsWith('node:')) || !imports.some((known) => NODE.has(known.specifier)) ? 'node:' : '';
  const others = imports.filter((known) => NODE.has(known.specifier.replace(/^node:/, '')));
  const model = others.at(-1) ?? imports.at(-1);
  const commonJs = imports.some((known) => known.kind === 'require') && !imports.some((known) => known.kind === 'import');
  const like = text.slice(model?.start ?? 0, model?.end ?? 0);
  const quote = like.includes('"') ? '"' : like.includes("'") ? "'" : text.split('"').length > text.split("'").length ? '"' : "'";
  const semicolon = model === undefined || text[model.end - 1] === ';' ? ';' : '';
  const word = /^(var|let|const)\b/.exec(like)?.[1] ?? 'const';
  const star = others.some((known) => /\*\s+as/.test(text.slice(known.start, known.end)));
  const line = commonJs ? `${word} ${name} = require(${quote}${scheme}${name}${quote})${semicolon}` : `import ${star ? `* as ${name}` : name} from ${quote}${scheme}${name}${quote}${semicolon}`;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const at = placeFor(others, imports, `${scheme}${name}`, file.statements[0]?.getStart(file) ?? 0);
  const edit = at.after ? { start: at.at, end: at.at, text: eol + line } : { start: at.at, end: at.at, text: line + eol };
  return { weight: 0.85, title: `Import '${name}' from '${scheme}${name}'`, explanation: `'${name}' is a module of Node that this file uses but does not import.`, edits: [edit] };
}

/** Where a new import goes: among its like in alphabetical order where they are so, else behind them. */
function placeFor(like: readonly Import[], all: readonly Import[], specifier: string, top: number): { at: number; after: boolean } {
  const sorted = like.length > 1 && like.every((known, index) => index === 0 || (like[index - 1]?.specifier ?? '') <= known.specifier);
  if (sorted) {
    const before = like.filter((known) => known.specifier < specifier).at(-1);
    return before ? { at: before.end, after: true } : { at: like[0]?.start ?? top, after: false };
  }
  const last = like.at(-1);
  if (last) return { at: last.end, after: true };
  const first = all[0];
  return first ? { at: first.start, after: false } : { at: top, after: false };
}
