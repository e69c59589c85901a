// A missing import where the module itself can't be seen (the file stands alone): what the file's other imports make likely.
//
// Before:  import { ByteUtils } from './utils/byte_utils'; … throw new BSONError()
// When not: modules of the workspace can be seen; then the language service knows who exports the name, or nobody does.

import type * as tsModule from 'typescript';
import { spellings, wordsIn } from '../modules/module-path';
import type { TypedPlace, TypedProposal } from '../framework/typed-rule';

/** `fs` means `node:fs` in every program that says `fs.readFile`. */
const NODE = new Set([
  'fs',
  'path',
  'os',
  'http',
  'https',
  'url',
  'util',
  'zlib',
  'net',
  'tls',
  'dns',
  'crypto',
  'assert',
  'stream',
  'events',
  'readline',
  'child_process',
  'cluster',
  'querystring',
  'vm',
  'v8',
  'worker_threads',
  'async_hooks',
  'perf_hooks',
  'string_decoder',
  'diagnostics_channel',
  'timers',
]);

/** What only one module of Node exports: told by the name alone, where Node's types are not installed. */
const NODE_EXPORTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    fs: [
      'readFileSync',
      'writeFileSync',
      'existsSync',
      'mkdirSync',
      'readdirSync',
      'statSync',
      'unlinkSync',
      'rmSync',
      'appendFileSync',
      'copyFileSync',
      'mkdtempSync',
      'createReadStream',
      'createWriteStream',
    ],
    crypto: ['createHash', 'createHmac', 'randomBytes', 'randomUUID', 'timingSafeEqual', 'createCipheriv', 'createDecipheriv'],
    child_process: ['spawnSync', 'execSync', 'execFile', 'execFileSync'],
    events: ['EventEmitter'],
    util: ['promisify'],
    url: ['fileURLToPath', 'pathToFileURL'],
    os: ['tmpdir', 'homedir'],
    module: ['createRequire'],
    async_hooks: ['AsyncLocalStorage'],
    worker_threads: ['isMainThread', 'parentPort', 'workerData'],
    string_decoder: ['StringDecoder'],
    zlib: ['gzipSync', 'gunzipSync'],
  }).flatMap(([module, exported]) => exported.map((name) => [name, module] as const)),
);

interface Import {
  readonly specifier: string;
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly kind: 'import' | 'require' | 'export';
  readonly typeOnly: boolean;
  /** The names between braces. Offsets of the text. */
  readonly elements: readonly { readonly name: string; readonly start: number; readonly end: number; readonly typed: boolean }[];
}

type Guess = Omit<TypedProposal, 'confidence'> & { readonly weight: number };

export function guessedImports(place: TypedPlace, node: tsModule.Identifier, name: string): Guess[] {
  const all = importsOf(place);
  const imports = all.filter((known) => known.kind !== 'export');
  const builtin = nodeModule(place, imports, node, name);
  if (builtin) return [builtin];
  if (!place.folder.torn) return [];
  const handedOn = all.filter((known) => known.kind === 'export' && isNamedAfter(known.specifier, name));
  return handedOn.length === 1 && handedOn[0]
    ? [fromReexport(place, imports, handedOn[0], node, name)]
    : likely(place, imports, node, name);
}

function importsOf({ ts, file }: TypedPlace): Import[] {
  const out: Import[] = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const clause = statement.importClause;
      const bindings = clause?.namedBindings;
      const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
      out.push({
        specifier: statement.moduleSpecifier.text,
        names: [
          ...(clause?.name ? [clause.name.text] : []),
          ...elements.map((element) => element.name.text),
          ...(bindings && ts.isNamespaceImport(bindings) ? [bindings.name.text] : []),
        ],
        start: statement.getStart(file),
        end: statement.getEnd(),
        kind: 'import',
        typeOnly: clause?.isTypeOnly ?? false,
        elements: elements.map((element) => ({
          name: element.name.text,
          start: element.getStart(file),
          end: element.getEnd(),
          typed: element.isTypeOnly,
        })),
      });
    } else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)) {
      out.push({
        specifier: statement.moduleSpecifier.text,
        names: [],
        start: statement.getStart(file),
        end: statement.getEnd(),
        kind: 'export',
        typeOnly: statement.isTypeOnly,
        elements: [],
      });
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        const call = declaration.initializer;
        const argument =
          call && ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === 'require'
            ? call.arguments[0]
            : undefined;
        if (argument && ts.isStringLiteral(argument))
          out.push({
            specifier: argument.text,
            names: ts.isIdentifier(declaration.name) ? [declaration.name.text] : [],
            start: statement.getStart(file),
            end: statement.getEnd(),
            kind: 'require',
            typeOnly: false,
            elements: [],
          });
      }
    }
  }
  return out;
}

function nodeModule(place: TypedPlace, imports: readonly Import[], node: tsModule.Identifier, name: string): Guess | undefined {
  const { ts, text, file } = place;
  const exporter = NODE_EXPORTS.get(name);
  const qualified =
    (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) ||
    (ts.isQualifiedName(node.parent) && node.parent.left === node);
  const called = (ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent)) && node.parent.expression === node;
  const named = exporter !== undefined && (called || ts.isHeritageClause(node.parent.parent) || !/^[a-z]+(?:Sync)?$/.test(name));
  if (!named && (!NODE.has(name) || !qualified)) return undefined;
  const module = named ? exporter : name;
  const existing = imports.find((known) => known.specifier.replace(/^node:/, '') === module && !known.typeOnly);
  const joins = existing && named ? joined(place, existing, name, '') : undefined;
  if (existing && joins)
    return {
      weight: 0.9,
      title: `Import '${name}' from '${existing.specifier}'`,
      explanation: `'${name}' is exported by Node's '${module}', which this file imports from already.`,
      edits: [joins],
    };
  const scheme =
    imports.some((known) => known.specifier.startsWith('node:')) || !imports.some((known) => NODE.has(known.specifier)) ? 'node:' : '';
  const others = imports.filter((known) => NODE.has(known.specifier.replace(/^node:/, '')));
  const model = others.at(-1) ?? imports.at(-1);
  const commonJs = imports.some((known) => known.kind === 'require') && !imports.some((known) => known.kind === 'import');
  const like = text.slice(model?.start ?? 0, model?.end ?? 0);
  const quote = like.includes('"') ? '"' : like.includes("'") ? "'" : text.split('"').length > text.split("'").length ? '"' : "'";
  const semicolon = model === undefined || text[model.end - 1] === ';' ? ';' : '';
  const word = /^(var|let|const)\b/.exec(like)?.[1] ?? 'const';
  const star = others.some((known) => /\*\s+as/.test(text.slice(known.start, known.end)));
  const bound = named ? `{ ${name} }` : name;
  const line = commonJs
    ? `${word} ${bound} = require(${quote}${scheme}${module}${quote})${semicolon}`
    : `import ${star && !named ? `* as ${name}` : bound} from ${quote}${scheme}${module}${quote}${semicolon}`;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const at = placeFor(others, imports, `${scheme}${module}`, file.statements[0]?.getStart(file) ?? 0);
  const edit = at.after ? { start: at.at, end: at.at, text: eol + line } : { start: at.at, end: at.at, text: line + eol };
  return {
    weight: 0.85,
    title: `Import '${name}' from '${scheme}${module}'`,
    explanation: named
      ? `'${name}' is exported by Node's '${module}', which this file does not import.`
      : `'${name}' is a module of Node that this file uses but does not import.`,
    edits: [edit],
  };
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

/** Whether a module is called like what it would export: `./change-event` and `ChangeEvent`. */
function isNamedAfter(specifier: string, name: string): boolean {
  return specifier.startsWith('.') && wordsIn(name).length > 1 && spellings(name).includes(baseOf(specifier));
}

/** The file hands on all of a module that is named like what is missing: `export * from './change-event'`. */
function fromReexport(place: TypedPlace, imports: readonly Import[], known: Import, node: tsModule.Identifier, name: string): Guess {
  const { text, file } = place;
  const line = text.slice(known.start, known.end);
  const quote = line.includes('"') ? '"' : "'";
  const semicolon = line.endsWith(';') ? ';' : '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const own = imports.filter((one) => one.specifier.startsWith('.'));
  const where = placeFor(own, imports, known.specifier, Math.min(known.start, file.statements[0]?.getStart(file) ?? 0));
  const type = typeOnly(place, node, name) && imports.some((one) => one.typeOnly) ? 'type ' : '';
  const written = `import ${type}{ ${name} } from ${quote}${known.specifier}${quote}${semicolon}`;
  return {
    weight: 0.88,
    title: `Import '${name}' from '${known.specifier}'`,
    explanation: `This file hands on what '${known.specifier}' exports, but does not import '${name}' for itself.`,
    edits: [{ start: where.at, end: where.at, text: where.after ? eol + written : written + eol }],
  };
}

/** A module of the same project: named like what it exports, as the file's other imports are; or one that is already imported from. */
function likely(place: TypedPlace, imports: readonly Import[], node: tsModule.Identifier, name: string): Guess[] {
  const { text } = place;
  const own = imports.filter((known) => known.kind === 'import' && known.specifier.startsWith('.'));
  if (!hasSome(own)) return [];
  const out: Guess[] = [];
  const explanation = `'${name}' is not imported. The module can't be seen from here: this is what the other imports suggest.`;
  const asType = typeOnly(place, node, name);
  const join = (known: Import, weight: number): void => {
    const word = asType && !known.typeOnly && imports.some((other) => other.elements.some((element) => element.typed)) ? 'type ' : '';
    const edit = joined(place, known, name, word);
    if (edit) out.push({ weight, title: `Import '${name}' from '${known.specifier}'`, explanation, edits: [edit] });
  };
  const stems = new Set(
    wordsIn(name)
      .filter((word) => word.length > 3)
      .map((word) => word.slice(0, 5)),
  );
  for (const known of own) {
    const theirs = new Set([...known.names, baseOf(known.specifier)].flatMap(wordsIn).map((word) => word.slice(0, 5)));
    const shared = [...stems].filter((stem) => theirs.has(stem)).length;
    // A type beside types that share its first word, or in the module of types.
    const alike =
      asType && known.typeOnly && (/^(?:types?|interfaces?)$/.test(baseOf(known.specifier)) || (stems.size === 2 && shared === 1));
    const near = stems.size > 0 && shared >= Math.max(2, stems.size - 1);
    if (near || alike) join(known, near ? 0.38 : 0.22);
  }

  const habit = habitOf(place, own);
  const model = habit.model ?? own[0];
  const line = text.slice(model.start, model.end);
  const quote = line.includes('"') ? '"' : "'";
  const semicolon = line.endsWith(';') ? ';' : '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const extension = /\.[cm]?[jt]sx?$/.exec(model.specifier)?.[0] ?? '';
  const space = /^[a-z]/.test(name) && namespaceUse(place, name);
  const byDefault =
    !space && own.filter((known) => /^import\s+(?:type\s+)?[\w$]+\s/.test(text.slice(known.start, known.end))).length > own.length / 2;
  const clause = space ? `* as ${name}` : byDefault ? name : `{ ${name} }`;
  const add = (weight: number, specifier: string, kind: string): void => {
    const where = placeFor(own, imports, specifier, 0);
    const written = `import ${kind}${clause} from ${quote}${specifier}${quote}${semicolon}`;
    out.push({
      weight,
      title: `Import '${name}' from '${specifier}'`,
      explanation,
      edits: [{ start: where.at, end: where.at, text: where.after ? eol + written : written + eol }],
    });
  };
  const type = asType && own.some((known) => known.typeOnly) ? 'type ' : '';
  const isError = /[a-z]Error$|^[A-Z]+Error$/.test(name);
  // Words that nothing joins here: what is written big is a file of its own, and most of those join with hyphens.
  const styles = habit.style !== 0 ? [habit.style] : /^[A-Z]/.test(name) ? [2, 3] : [3, 2];
  const bases = isError ? ['error'] : [...new Set(styles.map((style) => styled(name, style)))];
  const [specifier = '', other] = bases.map((base) => `${habit.folder}${base}${extension}`);
  // `core.parse()` beside './core/compile': the folder's index.
  const folder = space ? own.map((known) => known.specifier.split('/').slice(0, -1)).find((parts) => parts.at(-1) === name) : undefined;
  if (folder) add(0.45, `${folder.join('/')}/index${extension}`, type);
  const existing = own.find((known) => known.specifier === specifier);
  if (existing) join(existing, 0.4);
  else {
    add(habit.voted ? 0.4 : 0.25, specifier, type);
    // What the other imports leave open: whether only the type is wanted, how words are joined, whether a folder is meant.
    if (asType && type === '') add(0.22, specifier, 'type ');
    else if (space && own.some((known) => /\/index(?:\.[cm]?[jt]sx?)?$/.test(known.specifier)))
      add(0.22, `${habit.folder}${styled(name, habit.style)}/index${extension}`, type);
    else if (other !== undefined) add(0.22, other, type);
  }
  return out
    .filter(({ edits }) => !leadsNowhere(place, own, edits[0]?.text ?? ''))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3);
}

const hasSome = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;

/** How modules here are named after what they export, and where they lie: told by the imports, else by the file's own name. */
function habitOf(
  { path: file }: TypedPlace,
  own: readonly Import[],
): { readonly style: number; readonly folder: string; readonly model: Import | undefined; readonly voted: boolean } {
  const votes = new Map<number, { n: number; folders: string[]; model: Import }>();
  for (const known of own)
    for (const bound of known.names) {
      const base = baseOf(known.specifier);
      if (spellings(bound).length < 2 || !spellings(bound).includes(base)) continue;
      const vote = votes.get(styleOf(base));
      if (vote) {
        vote.n++;
        vote.folders.push(folderOf(known.specifier));
      } else votes.set(styleOf(base), { n: 1, folders: [folderOf(known.specifier)], model: known });
    }
  const [best] = [...votes].sort((a, b) => b[1].n - a[1].n);
  const seen = best?.[0] ?? Number(commonest(own.map((known) => String(styleOf(baseOf(known.specifier)))).filter((one) => one !== '0')));
  return {
    style: seen === 0 ? styleOf(baseOf(file)) : seen,
    folder: commonest(best?.[1].folders ?? own.map((known) => folderOf(known.specifier))),
    model: best?.[1].model,
    voted: best !== undefined,
  };
}

/** The name added to an import's list: in its order where it has one, on a line of its own where the others are. */
function joined({ text }: TypedPlace, { elements }: Import, name: string, word: string): TypedProposal['edits'][number] | undefined {
  const last = elements.at(-1);
  const [first] = elements;
  if (!first || !last) return undefined;
  // On lines of their own: as the last one begins.
  const between = /\r?\n[ \t]*$/.exec(text.slice(0, last.start))?.[0] ?? ' ';
  const less = (a: string, b: string): boolean => a.localeCompare(b, 'en', { sensitivity: 'base' }) < 0;
  const sorted = elements.length > 2 && elements.every((element, i) => i === 0 || !less(element.name, elements[i - 1]?.name ?? ''));
  const next = sorted ? elements.find((element) => less(name, element.name)) : undefined;
  return next
    ? { start: next.start, end: next.start, text: `${word}${name},${between}` }
    : { start: last.end, end: last.end, text: `,${between}${word}${name}` };
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
function namespaceUse({ ts, file }: TypedPlace, name: string): boolean {
  let uses = 0;
  let others = 0;
  const visit = (node: tsModule.Node): void => {
    if (
      ts.isIdentifier(node) &&
      node.text === name &&
      !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) &&
      !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)
    ) {
      if (
        (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) ||
        (ts.isQualifiedName(node.parent) && node.parent.left === node)
      )
        uses++;
      else others++;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses > 0 && others === 0;
}

/** Every use is in a type. */
function typeOnly({ ts, file, checker }: TypedPlace, missing: tsModule.Identifier, name: string): boolean {
  let types = true;
  const visit = (node: tsModule.Node): void => {
    // A parameter or a member of the same name is another thing.
    if (ts.isIdentifier(node) && node.text === name && (node === missing || checker.getSymbolAtLocation(node) === undefined)) {
      let up: tsModule.Node = node;
      while (ts.isQualifiedName(up.parent)) up = up.parent;
      if (
        !ts.isTypeReferenceNode(up.parent) &&
        !(ts.isHeritageClause(up.parent.parent) && up.parent.parent.token === ts.SyntaxKind.ImplementsKeyword) &&
        !ts.isPropertyAccessExpression(up.parent)
      )
        types = false;
      if (ts.isPropertyAccessExpression(up.parent) && up.parent.expression === up && !ts.findAncestor(up, ts.isInterfaceDeclaration))
        types = false;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return types;
}
