// A missing import where the module itself can't be seen (the file stands alone): what the file's other imports make likely.
//
// Before:  import { ByteUtils } from './utils/byte_utils'; … throw new BSONError()
// When not: modules of the workspace can be seen; then the language service knows who exports the name, or nobody does.

import type * as tsModule from 'typescript';
import { spellings, wordsIn } from './module-path';
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
  return place.folder.torn ? likely(place, imports, name) : [];
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
  const qualified = (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) || (ts.isQualifiedName(node.parent) && node.parent.left === node);
  if (!NODE.has(name) || !qualified) return undefined;
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

/** A module of the same project: named like what it exports, as the file's other imports are; or one that is already imported from. */
function likely(place: TypedPlace, imports: readonly Import[], name: string): (Omit<TypedProposal, 'confidence'> & { weight: number })[] {
  const { text, file } = place;
  const own = imports.filter((known) => known.kind === 'import' && known.specifier.startsWith('.'));
  if (own.length === 0) return [];
  const out: (Omit<TypedProposal, 'confidence'> & { weight: number })[] = [];
  const explanation = `'${name}' is not imported. The module can't be seen from here: this is what the other imports suggest.`;
  const asType = typeOnly(place, name);
  const stems = new Set(wordsIn(name).filter((word) => word.length > 3).map((word) => word.slice(0, 5)));
  for (const known of own) {
    if (!known.after) continue;
    const theirs = new Set([...known.names, baseOf(known.specifier)].flatMap(wordsIn).map((word) => word.slice(0, 5)));
    const shared = [...stems].filter((stem) => theirs.has(stem)).length;
    // A type beside types that share its first word.
    const alike = asType && known.typeOnly && stems.size === 2 && shared === 1;
    if (stems.size === 0 || (!alike && shared < Math.max(2, stems.size - 1))) continue;
    const word = asType && !known.typeOnly && imports.some((other) => other.after?.typed) ? 'type ' : '';
    out.push({ weight: alike ? 0.22 : 0.38, title: `Import '${name}' from '${known.specifier}'`, explanation, edits: [{ start: known.after.at, end: known.after.at, text: `, ${word}${name}` }] });
  }
  // The way modules here are named after what they export.
  const votes = new Map<number, { n: number; folders: string[]; model: Import }>();
  for (const known of own)
    for (const bound of known.names) {
      const style = spellings(bound).indexOf(baseOf(known.specifier));
      const slot = spellings(bound).length > 1 && style >= 0 ? styleOf(baseOf(known.specifier)) : -1;
      if (slot < 0) continue;
      const vote = votes.get(slot);
      if (vote) {
        vote.n++;
        vote.folders.push(folderOf(known.specifier));
      } else votes.set(slot, { n: 1, folders: [folderOf(known.specifier)], model: known });
    }
  const [best] = [...votes].sort((a, b) => b[1].n - a[1].n);
  const style = best?.[0] ?? Number(commonest(own.map((known) => String(styleOf(baseOf(known.specifier)))).filter((one) => one !== '0')));
  const model = best?.[1].model ?? own[0];
  const folder = commonest(best?.[1].folders ?? own.map((known) => folderOf(known.specifier)));
  if (model) {
    const extension = /\.[cm]?[jt]sx?$/.exec(model.specifier)?.[0] ?? '';
    const isError = /[a-z]Error$|^[A-Z]+Error$/.test(name);
    const base = isError ? 'error' : styled(name, style);
    const line = text.slice(model.start, model.end);
    const quote = line.includes('"') ? '"' : "'";
    const semicolon = text[model.end - 1] === ';' ? ';' : '';
    const space = /^[a-z]/.test(name) && namespaceUse(text, name);
    const byDefault = !space && own.filter((known) => /^import\s+(?:type\s+)?[\w$]+\s/.test(text.slice(known.start, known.end))).length > own.length / 2;
    const clause = space ? `* as ${name}` : byDefault ? name : `{ ${name} }`;
    const specifier = `${folder}${base}${extension}`;
    const type = asType && own.some((known) => known.typeOnly) ? 'type ' : '';
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const where = placeFor(own, imports, specifier, file.statements[0]?.getStart(file) ?? 0);
    const existing = own.find((known) => known.specifier === specifier);
    const add = (weight: number, written: string, kind: string): void => {
      const line = `import ${kind}${clause} from ${quote}${written}${quote}${semicolon}`;
      out.push({ weight, title: `Import '${name}' from '${written}'`, explanation, edits: [{ start: where.at, end: where.at, text: where.after ? eol + line : line + eol }] });
    };
    if (existing?.after) out.push({ weight: 0.4, title: `Import '${name}' from '${specifier}'`, explanation, edits: [{ start: existing.after.at, end: existing.after.at, text: `, ${name}` }] });
    else if (!existing) {
      add(best ? 0.4 : 0.25, specifier, type);
      // What the other imports leave open: whether only the type is wanted, how words are joined, whether a folder is meant.
      if (asType && type === '') add(0.22, specifier, 'type ');
      else if (space && own.some((known) => /\/index(?:\.[cm]?[jt]sx?)?$/.test(known.specifier))) add(0.22, `${folder}${base}/index${extension}`, type);
      else if (!isError && style === 0 && wordsIn(name).length > 1) add(0.22, `${folder}${styled(name, 2)}${extension}`, type);
    }
  }
  return out.filter(({ edits }) => !leadsNowhere(place, own, edits[0]?.text ?? '')).sort((a, b) => b.weight - a.weight).slice(0, 3);
}

/** A path to no file, in a project whose files are there: the file's other imports say so. */
function leadsNowhere(place: TypedPlace, own: readonly Import[], inserted: string): boolean {
  const { ts, options, folder } = place;
  const written = /from ['"]([^'"]+)['"]/.exec(inserted)?.[1];
  if (written === undefined) return false;
  const host: tsModule.ModuleResolutionHost = { fileExists: (name) => folder.exists(name), readFile: (name) => folder.read(name) };
  const isThere = (specifier: string): boolean => ts.resolveModuleName(specifier, place.path, options, host).resolvedModule !== undefined;
  return own.some((one) => one.specifier !== written && isThere(one.specifier)) && !isThere(written);
}

const baseOf = (specifier: string): string => specifier.slice(specifier.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
const folderOf = (specifier: string): string => specifier.slice(0, specifier.lastIndexOf('/') + 1);

/** 1 snake_case, 2 kebab-case, 3 camelCase, 4 PascalCase, 0 one plain word. */
function styleOf(base: string): number {
  return base.includes('_') ? 1 : base.includes('-') ? 2 : /^[a-z].*[A-Z]/.test(base) ? 3 : /^[A-Z]/.test(base) ? 4 : 0;
}

function styled(name: string, style: number): string {
  const words = wordsIn(name);
  if (style === 1) return words.join('_');
  if (style === 2) return words.join('-');
  if (style === 4) return name.charAt(0).toUpperCase() + name.slice(1);
  return words.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}

/** Empty where there are none. */
function commonest(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** Every use is `name.something`. */
function namespaceUse(text: string, name: string): boolean {
  const uses = [...text.matchAll(new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}(?![\\w$])(\\.)?`, 'g'))];
  return uses.length > 0 && uses.every((match) => match[1] === '.');
}

/** Every use is in a type. */
function typeOnly({ ts, file }: TypedPlace, name: string): boolean {
  let types = true;
  const visit = (node: tsModule.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) {
      let up: tsModule.Node = node;
      while (ts.isQualifiedName(up.parent)) up = up.parent;
      if (!ts.isTypeReferenceNode(up.parent) && !(ts.isHeritageClause(up.parent.parent) && up.parent.parent.token === ts.SyntaxKind.ImplementsKeyword) && !ts.isPropertyAccessExpression(up.parent)) types = false;
      if (ts.isPropertyAccessExpression(up.parent) && up.parent.expression === up && !ts.findAncestor(up, ts.isInterfaceDeclaration)) types = false;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return types;
}
