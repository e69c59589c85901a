/**
 * Mistake: a module path that leads nowhere.
 *
 * Before:  `import { sum } from './uitls'`       After:  `import { sum } from './utils'`
 *
 * When not: no file of the workspace is near in name, or the file stands alone and its own words name no other.
 */
import * as path from 'node:path';
import type * as tsModule from 'typescript';
import { inOrder } from '../framework/checked-proposals';
import { bySlip, slipFeatures } from '../framework/spelling';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { nearFiles } from './paths/near-files';
import { nearPackages } from './paths/near-packages';
import type { OtherPath } from './paths/other-path';
import { pathsByWords } from './paths/paths-by-words';

const CODES = [2307, 2792, 7016, 2732, 2834, 2835, 5097, 1479].map((code) => `TS${code}`);
const NODE_ERRORS = ['Error', 'MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT'];
const LINT_RULES = ['import/no-unresolved', 'import-x/no-unresolved'];

/** Likeliest first. */
const ORDER = [
  'file-in-other-folder',
  'other-ending',
  'near-file',
  'folder-of-other-import',
  'name-of-import',
  'near-package',
  'word-of-import',
  'word-said-often',
  'word-of-file',
  'near-file-in-other-folder',
  'doubled-capital',
  'common-file-name',
  'file-in-other-folder-without-export',
  'near-file-without-export',
  'doubled-letter',
];
const MAX_PATHS = 3;

export const modulePath: TypedRule = {
  id: 'typescript/module-path',
  family: 'typescript/modules',
  answers: {
    codes: [...CODES, ...NODE_ERRORS, ...LINT_RULES],
    where: ({ errorType, message }) =>
      !NODE_ERRORS.includes(errorType) || /Cannot find module '|Directory import '|(?:Could not|Can't|Failed to) resolve /.test(message),
  },
  propose(place) {
    const literal = specifierAt(place);
    if (!literal) return [];
    const start = literal.getStart(place.file) + 1;
    return otherPaths(place, literal).map(({ specifier, variant, slip }) => ({
      variant,
      features: slipFeatures(slip),
      title: `Change '${literal.text}' to '${specifier}'`,
      explanation: `There is no module '${literal.text}'.`,
      edits: [{ start, end: literal.getEnd() - 1, text: specifier }],
    }));
  },
};

/** Each path once, as its strongest evidence has it. */
function otherPaths(place: TypedPlace, literal: tsModule.StringLiteralLike): OtherPath[] {
  const found = literal.text.startsWith('.')
    ? [...nearFiles(place, literal), ...pathsByWords(place, literal)]
    : nearPackages(place, literal.text);
  const best = new Map<string, OtherPath>();
  for (const one of inOrder(
    ORDER,
    found.sort((a, b) => bySlip(a.slip, b.slip)),
  ))
    if (one.specifier !== literal.text && !best.has(one.specifier)) best.set(one.specifier, one);
  return [...best.values()].slice(0, MAX_PATHS);
}

function specifierAt(place: TypedPlace): tsModule.StringLiteralLike | undefined {
  const { ts, node, file } = place;
  if (ts.isStringLiteralLike(node)) return node;
  const wanted = /(?:module|import|resolve) ["']([^"']+)["']/.exec(place.message)?.[1];
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
