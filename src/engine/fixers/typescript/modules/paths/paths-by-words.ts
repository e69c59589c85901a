// Where no module of the project can be seen: the file's other paths, the names it imports, and words that are spelt right say how the path was meant.

import type * as tsModule from 'typescript';
import { editDistance } from '../../../../syntax/edit-distance';
import { spellings, wordsIn } from '../../framework/identifiers';
import { isSlip, slipOf, type Slip } from '../../framework/spelling';
import { isFound, type TypedPlace } from '../../framework/typed-place';
import { filesAround } from './near-files';
import type { OtherPath } from './other-path';

/** Nothing where the file's other modules are found, or other files stand around: then it is them that tell. */
export function pathsByWords(place: TypedPlace, literal: tsModule.StringLiteralLike): OtherPath[] {
  const others = otherSpecifiers(place, literal);
  if (others.some((specifier) => isFound(place, specifier)) || filesAround(place, literal.text).length > 0) return [];
  const parts = partsOf(literal.text);
  const meant = [
    ...byImportedNames(place, literal, parts),
    ...byDoubledCapital(parts),
    ...byWordsOfFile(place, literal, parts),
    ...byCommonNames(parts),
  ].filter(({ base }) => isOtherName(parts.base, base));
  return [
    ...byOtherFolders(literal.text, parts, others),
    ...meant.map(({ base, ...evidence }) => ({ ...evidence, specifier: parts.folder + base + parts.extension })),
  ];
}

/** The file's other paths to modules of its own project. */
function otherSpecifiers({ ts, file }: TypedPlace, literal: tsModule.StringLiteralLike): string[] {
  return file.statements.flatMap((one) =>
    (ts.isImportDeclaration(one) || ts.isExportDeclaration(one)) &&
    one.moduleSpecifier &&
    one.moduleSpecifier !== literal &&
    ts.isStringLiteral(one.moduleSpecifier) &&
    one.moduleSpecifier.text.startsWith('.')
      ? [one.moduleSpecifier.text]
      : [],
  );
}

interface Parts {
  /** Up to its slash. */
  readonly folder: string;
  readonly base: string;
  readonly extension: string;
}

function partsOf(written: string): Parts {
  const slash = written.lastIndexOf('/') + 1;
  const extension = /\.(?:[cm]?[jt]sx?|json)$/.exec(written)?.[0] ?? '';
  return { folder: written.slice(0, slash), base: written.slice(slash, written.length - extension.length), extension };
}

/** Another name for the file, without folder and ending. */
interface OtherName {
  readonly base: string;
  readonly variant: string;
  readonly slip?: Slip;
}

/** `CryptoOps.js` and `cryptoOps.js` are two habits: the written name keeps to the file's own. */
const isOtherName = (written: string, other: string): boolean =>
  other !== '' && other !== written && /^_?[A-Z]/.test(written) === /^_?[A-Z]/.test(other);

function slipped(written: string, base: string, variant: string): OtherName[] {
  const slip = slipOf(written, base);
  return isSlip(slip, 'loose') ? [{ base, variant, slip }] : [];
}

/** `./cache/a` beside `../cache/b`, or the other way round: the folder is known by its other path. */
function byOtherFolders(written: string, { folder }: Parts, others: readonly string[]): OtherPath[] {
  const [, steps = '', rest = ''] = /^((?:\.\/|(?:\.\.\/)+))(.*)$/.exec(folder) ?? [];
  if (rest === '') return [];
  return others.flatMap((known) => {
    const [, theirs = '', tail = ''] = /^((?:\.\/|(?:\.\.\/)+))(.*)$/.exec(known) ?? [];
    return theirs !== '' && theirs !== steps && tail.startsWith(rest)
      ? [{ specifier: theirs + written.slice(steps.length), variant: 'folder-of-other-import' }]
      : [];
  });
}

function byImportedNames({ ts }: TypedPlace, literal: tsModule.StringLiteralLike, { base }: Parts): OtherName[] {
  const imported: string[] = [];
  const declaration = ts.findAncestor(literal, (up) => ts.isImportDeclaration(up) || ts.isVariableDeclaration(up));
  const collect = (node: tsModule.Node): void => {
    if (ts.isIdentifier(node)) imported.push(node.text);
    ts.forEachChild(node, collect);
  };
  if (declaration) collect(declaration);
  // `createRuleContext` may come from 'RuleContext'.
  const parts = imported.flatMap((name) => (/^[a-z]+[A-Z]/.test(name) ? [name.replace(/^[a-z]+/, '')] : []));
  const joints = (name: string): string => name.replace(/^_+/, '').replace(/[^-_.]/g, '');
  const whole = [...imported, ...parts]
    .flatMap((name) => spellings(name))
    // File names keep to one way of joining words.
    .filter((name) => joints(name) === joints(base))
    .flatMap((name) => slipped(base, base.startsWith('_') && !name.startsWith('_') ? `_${name}` : name, 'name-of-import'));
  // Words of the imported names: `MongoParseError` from './errr'.
  const words = new Set(/[-_]/.test(base.slice(1)) ? [] : imported.flatMap((name) => wordsIn(name)).filter((word) => word.length > 2));
  return [...whole, ...[...words].flatMap((word) => [word, `${word}s`]).flatMap((word) => slipped(base, word, 'word-of-import'))];
}

/** `SecretLLint`: a capital struck twice makes a word of its own. */
function byDoubledCapital({ base }: Parts): OtherName[] {
  return [...base].flatMap((letter, i) =>
    i > 0 && letter === base[i - 1] && /[A-Z]/.test(letter) && /[a-z]/.test(base[i - 2] ?? '')
      ? [{ base: base.slice(0, i) + base.slice(i + 1), variant: 'doubled-capital' }]
      : [],
  );
}

/** Parts of the path against the words of the whole file and of other paths: a word that the file says elsewhere, too, is spelt right. */
function byWordsOfFile({ text, file }: TypedPlace, literal: tsModule.StringLiteralLike, { base }: Parts): OtherName[] {
  const counts = new Map<string, number>();
  for (const match of text.matchAll(/[A-Za-z][a-z]+/g)) {
    if (match.index >= literal.getStart(file) && match.index < literal.getEnd()) continue;
    const word = match[0].toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return wordsOfPath(base).flatMap(({ word, replaced }) => {
    if (counts.has(word)) return [];
    const near = [...counts].flatMap(([other, n]): OtherName[] => {
      const slip = slipOf(word, other);
      return word.length > 3 && isSlip(slip, 'loose')
        ? [{ base: replaced(other), variant: n > 1 ? 'word-said-often' : 'word-of-file', slip }]
        : [];
    });
    // A letter struck twice.
    const doubled = COMMON.includes(word)
      ? []
      : [...word].flatMap((letter, i) =>
          i > 0 && letter === word[i - 1] ? [{ base: replaced(word.slice(0, i) + word.slice(i + 1)), variant: 'doubled-letter' }] : [],
        );
    return [...near, ...doubled];
  });
}

function byCommonNames({ base }: Parts): OtherName[] {
  return wordsOfPath(base).flatMap(({ word, replaced }) =>
    COMMON.flatMap((common): OtherName[] => {
      const limit = common.length > 5 ? 2 : 1;
      if (word === common || editDistance(word, common, { limit }) > limit) return [];
      const slip = slipOf(word, common);
      return [{ base: replaced(common), variant: 'common-file-name', ...(slip ? { slip } : {}) }];
    }),
  );
}

/** The words of a file name in lower case, each with what the name reads with another one in its place. */
function wordsOfPath(base: string): { word: string; replaced: (other: string) => string }[] {
  return [...base.matchAll(/[A-Za-z][a-z]*/g)].map(({ 0: part, index }) => {
    const word = part.toLowerCase();
    const cased = (other: string): string => (part === word ? other : other.charAt(0).toUpperCase() + other.slice(1));
    return { word, replaced: (other) => base.slice(0, index) + cased(other) + base.slice(index + part.length) };
  });
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
