/**
 * Mistake: a module path that leads nowhere.
 *
 * Before:  `import { sum } from './uitls'`       After:  `import { sum } from './utils'`
 *
 * When not: no file of the workspace is near in name, or the file stands alone and its own words name no other.
 *
 * Tests: fixers.test.ts
 */
import * as path from 'node:path';
import type * as tsModule from 'typescript';
import { editDistance } from '../../../syntax/edit-distance';
import { slip } from '../framework/spelling';
import { hasCode, type TypedPlace, type TypedProposal, type TypedRule } from '../framework/typed-rule';

const CODES = new Set([2307, 2792, 7016, 2732, 2834, 2835, 5097, 1479]);

export const modules: TypedRule = {
  id: 'typescript/module-path',
  answers: (problem) =>
    hasCode(problem, CODES) ||
    (/^(?:Error|(?:ERR_)?MODULE_NOT_FOUND|ERR_UNSUPPORTED_DIR_IMPORT)$/.test(problem.errorType) &&
      /Cannot find module '|Directory import '/.test(problem.message)) ||
    /^import(?:-x)?\/no-unresolved$/.test(problem.errorType),
  propose(place) {
    const literal = specifierAt(place);
    if (!literal) return [];
    const seen = siblings(place, literal);
    // A file that is there says more than any word.
    const found = place.folder.torn && !seen.some(({ weight }) => weight > 0.6) ? [...seen, ...byWords(place, literal)] : seen;
    const best = new Map<string, number>();
    for (const { specifier, weight } of found)
      if (specifier !== literal.text) best.set(specifier, Math.max(best.get(specifier) ?? 0, weight));
    const sorted = [...best].sort((a, b) => b[1] - a[1]).slice(0, 3);
    const start = literal.getStart(place.file) + 1;
    return sorted.map(([specifier, weight], index): TypedProposal => ({
      title: `Change '${literal.text}' to '${specifier}'`,
      explanation: `There is no module '${literal.text}'.`,
      edits: [{ start, end: literal.getEnd() - 1, text: specifier }],
      confidence: weight * ((sorted[index === 0 ? 1 : 0]?.[1] ?? 0) > weight * 0.9 ? 0.6 : 1),
    }));
  },
};

function specifierAt(place: TypedPlace): tsModule.StringLiteralLike | undefined {
  const { ts, node, file } = place;
  if (ts.isStringLiteralLike(node)) return node;
  const wanted = /(?:module|import) '([^']+)'/.exec(place.message)?.[1];
  const from = path.posix.dirname(place.path);
  // Node tells the whole path of what it looked for.
  const isWanted = (text: string): boolean =>
    text === wanted ||
    (wanted !== undefined &&
      text.startsWith('.') &&
      path.posix.join(from, text) === wanted.replaceAll('\\', '/').replace(/^[A-Za-z]:/, ''));
  let found: tsModule.StringLiteralLike | undefined;
  const visit = (at: tsModule.Node): void => {
    if (found) return;
    if (ts.isStringLiteralLike(at) && isWanted(at.text)) found = at;
    else ts.forEachChild(at, visit);
  };
  visit(file);
  return found;
}

/** Files of the workspace whose path is near to the one written. */
function siblings(place: TypedPlace, literal: tsModule.StringLiteralLike): { specifier: string; weight: number }[] {
  const { path: own, folder } = place;
  const written = literal.text;
  const from = path.posix.dirname(own);
  if (!written.startsWith('.')) return nearPackages(place, written);
  const extension = /\.(?:[cm]?[jt]sx?|json)$/.exec(written)?.[0] ?? '';
  const bare = extension ? written.slice(0, -extension.length) : written;
  const out: { specifier: string; weight: number }[] = [];
  for (const file of new Set([...folder.files(own), ...filesBeside(place, written)])) {
    if (file === own || file.includes('/node_modules/')) continue;
    let relative = path.posix.relative(from, file).replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
    if (!relative.startsWith('.')) relative = `./${relative}`;
    for (const candidate of relative.endsWith('/index') ? [relative, relative.slice(0, -6)] : [relative]) {
      if (candidate === bare) {
        // The path is right but for its ending.
        out.push({ specifier: candidate + (extension && jsExtension(file) === extension ? '' : jsExtension(file)), weight: 0.9 });
        continue;
      }
      const near = likeness(bare, candidate);
      if (near > 0) out.push({ specifier: candidate + extension, weight: near * (exportsWhatIsImported(place, literal, file) ? 1 : 0.6) });
    }
  }
  return out;
}

const SCRIPTS = ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx', '.json'];

/** Files in the folder that the path leads to, and in this one: a folder without a configuration has no list of its files. */
function filesBeside({ ts, path: own, folder }: TypedPlace, written: string): string[] {
  if (folder.torn) return [];
  const from = path.posix.dirname(own);
  const folders = new Set([from, path.posix.dirname(path.posix.join(from, written))]);
  return [...folders].flatMap((name) =>
    ts.sys.directoryExists(name) ? ts.sys.readDirectory(name, SCRIPTS, ['**/node_modules'], ['*'], 1).slice(0, 500) : [],
  );
}

const jsExtension = (file: string): string =>
  /\.mts$|\.mjs$/.test(file) ? '.mjs' : /\.cts$|\.cjs$/.test(file) ? '.cjs' : /\.json$/.test(file) ? '' : '.js';

function likeness(written: string, real: string): number {
  const a = written.split('/');
  const b = real.split('/');
  const base = a.at(-1) === b.at(-1);
  if (base) return 0.92; // the right file in another folder
  const near = slip(a.at(-1) ?? '', b.at(-1) ?? '');
  const folder = a.slice(0, -1).join('/') === b.slice(0, -1).join('/');
  return near * (folder ? 1 : 0.6);
}

/** Whether the other file declares the names that are imported. */
function exportsWhatIsImported(place: TypedPlace, literal: tsModule.StringLiteralLike, file: string): boolean {
  const { ts } = place;
  const declaration = ts.findAncestor(literal, (up) => ts.isImportDeclaration(up));
  const bindings = declaration && ts.isImportDeclaration(declaration) ? declaration.importClause?.namedBindings : undefined;
  if (!bindings || !ts.isNamedImports(bindings)) return true;
  const text = place.folder.read(file) ?? '';
  return bindings.elements.every((element) => text.includes((element.propertyName ?? element.name).text));
}

function nearPackages(place: TypedPlace, written: string): { specifier: string; weight: number }[] {
  const { ts } = place;
  const names = new Set<string>();
  for (let folder = path.posix.dirname(place.path); ; folder = path.posix.dirname(folder)) {
    const text = place.folder.read(path.posix.join(folder, 'package.json'));
    if (text) {
      const json = ts.parseConfigFileTextToJson('package.json', text).config as
        Record<string, Record<string, string> | undefined> | undefined;
      for (const kind of ['dependencies', 'devDependencies', 'peerDependencies'])
        for (const name of Object.keys(json?.[kind] ?? {})) names.add(name);
    }
    if (folder === path.posix.dirname(folder)) break;
  }
  for (const name of NODE_MODULES) names.add(name);
  return [...names].map((name) => ({ specifier: name, weight: slip(written, name) * 0.9 })).filter(({ weight }) => weight > 0);
}

const NODE_MODULES = [
  'fs',
  'path',
  'os',
  'http',
  'https',
  'url',
  'util',
  'zlib',
  'crypto',
  'assert',
  'stream',
  'events',
  'readline',
  'child_process',
  'worker_threads',
  'perf_hooks',
  'fs/promises',
].flatMap((name) => [name, `node:${name}`]);

/** The file stands alone: its other paths, the names it imports, and words that are spelt right say how the path was meant. */
function byWords(place: TypedPlace, literal: tsModule.StringLiteralLike): { specifier: string; weight: number }[] {
  const { ts, text, file } = place;
  const written = literal.text;
  const slash = written.lastIndexOf('/') + 1;
  const folder = written.slice(0, slash);
  const extension = /\.(?:[cm]?[jt]sx?|json)$/.exec(written)?.[0] ?? '';
  const base = written.slice(slash, written.length - extension.length);
  const out: { specifier: string; weight: number }[] = [];
  const add = (name: string, weight: number): void => {
    // `CryptoOps.js` and `cryptoOps.js` are two habits: the written name keeps to the file's own.
    const cased = /^_?[A-Z]/.test(base) === /^_?[A-Z]/.test(name);
    if (name && name !== base && cased) out.push({ specifier: folder + name + extension, weight });
  };
  // `./cache/a` beside `../cache/b`, or the other way round: the folder is known by its other path.
  const [, steps = '', rest = ''] = /^((?:\.\/|(?:\.\.\/)+))(.*)$/.exec(folder) ?? [];
  if (rest !== '')
    for (const one of file.statements) {
      const known =
        (ts.isImportDeclaration(one) || ts.isExportDeclaration(one)) &&
        one.moduleSpecifier &&
        ts.isStringLiteral(one.moduleSpecifier) &&
        one.moduleSpecifier !== literal
          ? one.moduleSpecifier.text
          : '';
      const [, theirs = '', tail = ''] = /^((?:\.\/|(?:\.\.\/)+))(.*)$/.exec(known) ?? [];
      if (theirs !== '' && theirs !== steps && tail.startsWith(rest))
        out.push({ specifier: theirs + written.slice(steps.length), weight: 0.85 });
    }
  const imported: string[] = [];
  const declaration = ts.findAncestor(literal, (up) => ts.isImportDeclaration(up) || ts.isVariableDeclaration(up));
  const collect = (node: tsModule.Node): void => {
    if (ts.isIdentifier(node)) imported.push(node.text);
    ts.forEachChild(node, collect);
  };
  if (declaration) collect(declaration);
  // `createRuleContext` may come from 'RuleContext'.
  const parts = imported.flatMap((name) => (/^[a-z]+[A-Z]/.test(name) ? [name.replace(/^[a-z]+/, '')] : []));
  const styles = [...imported, ...parts].flatMap((name) => spellings(name));
  for (const name of styles) {
    // File names keep to one way of joining words.
    if (base.replace(/^_+/, '').replace(/[^-_.]/g, '') !== name.replace(/^_+/, '').replace(/[^-_.]/g, '')) continue;
    const near = slip(base, name) || slip(base, `_${name}`);
    if (near > 0.4) add(base.startsWith('_') && !name.startsWith('_') ? `_${name}` : name, near * 0.97);
  }
  // Words of the imported names: `MongoParseError` from './errr'.
  const words = new Set(/[-_]/.test(base.slice(1)) ? [] : imported.flatMap((name) => wordsIn(name)));
  for (const word of words)
    if (word.length > 2) for (const one of [word, `${word}s`]) if (slip(base, one) > 0.4) add(one, slip(base, one) * 0.85);
  // Parts of the path against the words of the whole file and of other paths.
  const vocabulary = new Map<string, number>();
  for (const match of text.matchAll(/[A-Za-z][a-z]+/g)) {
    if (match.index >= literal.getStart(file) && match.index < literal.getEnd()) continue;
    const word = match[0].toLowerCase();
    vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1);
  }
  // `SecretLLint`: a capital struck twice makes a word of its own.
  for (let i = 1; i < base.length; i++)
    if (base[i] === base[i - 1] && /[A-Z]/.test(base[i] ?? '') && /[a-z]/.test(base[i - 2] ?? ''))
      add(base.slice(0, i) + base.slice(i + 1), 0.6);
  for (const part of base.matchAll(/[A-Za-z][a-z]*/g)) {
    const lower = part[0].toLowerCase();
    // A word that the file says elsewhere, too, is spelt right.
    for (const [word, n] of vocabulary.has(lower) ? [] : vocabulary) {
      const near = slip(lower, word);
      if (near > 0.4 && lower.length > 3)
        add(
          base.slice(0, part.index) +
            (part[0] === lower ? word : word.charAt(0).toUpperCase() + word.slice(1)) +
            base.slice(part.index + part[0].length),
          near * (n > 1 ? 0.75 : 0.68),
        );
    }
    // A letter struck twice or two letters swapped, and the rest of the word is English.
    for (let i = 1; i < lower.length && !vocabulary.has(lower) && !COMMON.includes(lower); i++) {
      if (lower[i] === lower[i - 1]) add(base.slice(0, part.index + i) + base.slice(part.index + i + 1), 0.3);
    }
    for (const word of COMMON)
      if (editDistance(lower, word, { limit: 2 }) <= (word.length > 5 ? 2 : 1) && lower !== word)
        add(base.slice(0, part.index) + word + base.slice(part.index + part[0].length), 0.7 * (slip(lower, word) || 0.5));
  }
  return out;
}

/** What files are called in most projects. */
const COMMON = [
  'index',
  'utils',
  'util',
  'types',
  'type',
  'constants',
  'config',
  'errors',
  'error',
  'helpers',
  'helper',
  'common',
  'core',
  'shared',
  'parser',
  'parse',
  'options',
  'option',
  'client',
  'server',
  'schema',
  'schemas',
  'models',
  'model',
  'checks',
  'registries',
  'interfaces',
  'events',
  'event',
  'logger',
  'services',
  'service',
  'components',
  'component',
  'extended',
  'connection',
  'collection',
  'operation',
  'operations',
  'cursor',
  'internal',
  'external',
  'version',
  'router',
  'routes',
  'request',
  'response',
  'validation',
  'buffer',
  'reader',
  'writer',
  'message',
  'messages',
  'symbols',
  'locales',
  'static',
  'context',
  'hooks',
  'store',
  'state',
  'actions',
  'database',
  'query',
  'string',
  'number',
  'array',
  'object',
  'function',
  'json',
  'promise',
  'cache',
  'value',
  'values',
];

/** `BSONValue` → `bson`, `value`. */
export function wordsIn(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_$]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

/** `BsonValue` as file names write it. */
export function spellings(name: string): string[] {
  const lower = wordsIn(name);
  const camel = lower.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return [...new Set([name, lower.join('_'), lower.join('-'), camel, lower.join(''), lower.join('.')])];
}
