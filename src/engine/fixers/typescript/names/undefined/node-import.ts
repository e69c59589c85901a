// A module of Node, or what only one of its modules exports, used without an import.

import type * as tsModule from 'typescript';
import type { TypedPlace } from '../../framework/typed-place';
import type { TypedProposal } from '../../framework/typed-rule';
import { importsOf, joined, newImport, quoteOf, type Import } from './imports';

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

export function nodeImport(place: TypedPlace, node: tsModule.Identifier, name: string): TypedProposal | undefined {
  const imports = importsOf(place).filter(({ kind }) => kind !== 'export');
  const exporter = exporterOf(place, node, name);
  const module = exporter ?? (NODE.has(name) && isQualified(place, node) ? name : undefined);
  if (module === undefined) return undefined;
  const existing = imports.find((known) => known.specifier.replace(/^node:/, '') === module && !known.typeOnly);
  const addition = existing && exporter !== undefined ? joined(place, existing, name, '') : undefined;
  if (existing && addition)
    return {
      variant: 'node-name-of-imported-module',
      title: `Import '${name}' from '${existing.specifier}'`,
      explanation: `'${name}' is exported by Node's '${module}', which this file imports from already.`,
      edits: [addition],
    };
  const { specifier, edit } = importOf(place, imports, module, exporter === undefined ? undefined : name);
  return {
    variant: exporter === undefined ? 'node-module' : 'node-name',
    title: `Import '${name}' from '${specifier}'`,
    explanation:
      exporter === undefined
        ? `'${name}' is a module of Node that this file uses but does not import.`
        : `'${name}' is exported by Node's '${module}', which this file does not import.`,
    edits: [edit],
  };
}

const isQualified = ({ ts }: TypedPlace, node: tsModule.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) ||
  (ts.isQualifiedName(node.parent) && node.parent.left === node);

/** The one module that exports the name, where the name is used as what it exports: called, extended, or hardly a name of the file's own. */
function exporterOf({ ts }: TypedPlace, node: tsModule.Identifier, name: string): string | undefined {
  const { parent } = node;
  const isCalled = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  return isCalled || ts.isHeritageClause(parent.parent) || !/^[a-z]+(?:Sync)?$/.test(name) ? NODE_EXPORTS.get(name) : undefined;
}

/** The import written as the file writes its others; of `exported` alone, or of the whole module. */
function importOf(
  { text, file }: TypedPlace,
  imports: readonly Import[],
  module: string,
  exported: string | undefined,
): { specifier: string; edit: TypedProposal['edits'][number] } {
  const others = imports.filter((known) => NODE.has(known.specifier.replace(/^node:/, '')));
  const writesScheme = imports.some((known) => known.specifier.startsWith('node:'));
  const specifier = writesScheme || !imports.some((known) => NODE.has(known.specifier)) ? `node:${module}` : module;
  const model = others.at(-1) ?? imports.at(-1);
  const like = text.slice(model?.start ?? 0, model?.end ?? 0);
  const quote = quoteOf(like) ?? (text.split('"').length > text.split("'").length ? '"' : "'");
  const semicolon = model === undefined || text[model.end - 1] === ';' ? ';' : '';
  const commonJs = imports.some((known) => known.kind === 'require') && !imports.some((known) => known.kind === 'import');
  const star = others.some((known) => /\*\s+as/.test(text.slice(known.start, known.end)));
  const bound = exported === undefined ? module : `{ ${exported} }`;
  const line = commonJs
    ? `${/^(var|let|const)\b/.exec(like)?.[1] ?? 'const'} ${bound} = require(${quote}${specifier}${quote})${semicolon}`
    : `import ${star && exported === undefined ? `* as ${module}` : bound} from ${quote}${specifier}${quote}${semicolon}`;
  return { specifier, edit: newImport(text, others, imports, specifier, file.statements[0]?.getStart(file) ?? 0, line) };
}
