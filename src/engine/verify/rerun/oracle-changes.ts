// Whether a patch changes its own oracle (what tells a right patch from a wrong one): a checker's or runner's settings, the runner itself, a
// module put in its place.

import path from 'node:path';
import type { LanguageId } from '../../problem';
import { stripComments } from '../../syntax/strip-comments';

export interface ChangedFile {
  readonly path: string;
  /** Empty for a new file. */
  readonly before: string;
  readonly after: string;
}

const CONFIG =
  /^(?:pytest\.ini|\.pytest\.ini|tox\.ini|setup\.cfg|nose\.cfg|unittest\.cfg|conftest\.py|noxfile\.py|\.coveragerc|mypy\.ini|\.mypy\.ini|pyrightconfig\.json|\.?ruff\.toml|\.flake8|\.?pylintrc|jest\.config\.\w+|jest\.setup\.\w+|vitest\.(?:config|setup|workspace)\.\w+|vite\.config\.\w+|\.mocharc(?:\.\w+)?|karma\.conf\.\w+|\.babelrc(?:\.\w+)?|babel\.config\.\w+|\.swcrc|biome\.jsonc?|eslint\.config\.\w+|\.eslintrc(?:\.\w+)?|\.eslintignore|\.npmrc|Makefile|tsconfig(?:\.[\w-]+)?\.json|sitecustomize\.py|usercustomize\.py)$/;
const CONFIG_KEYS = ['scripts', 'jest', 'mocha', 'vitest', 'ava', 'eslintConfig'] as const;
const PYTHON_TEST_LIBRARIES = 'unittest|pytest|_pytest|doctest|builtins|nose2?';
const SCRIPT_TEST_LIBRARIES = 'assert|assert/strict|test|vitest|jest|@jest/globals|mocha|chai|expect|should|sinon';

/** Why a changed file is no fair oracle any more, as the end of a sentence; undefined where it is. `problemPath`: the file that the problem is in may bear any name. Pure. */
export function changedOracle(file: ChangedFile, problemPath: string, language: LanguageId | undefined): string | undefined {
  const name = path.basename(file.path);
  if (file.path !== problemPath && changesConfig(file, name)) return `the patch changes the settings that judge it (${name})`;
  if (file.before === '' && impersonated(file.path))
    return `the patch puts a module of its own in the place of ${impersonated(file.path) ?? ''}`;
  if (language && assignmentsIn(file.after, language) > assignmentsIn(file.before, language))
    return 'the patch changes the test runner itself';
  return undefined;
}

/** Where pytest looks for modules: it chooses no test and changes no verdict. */
const SEARCH_PATH = /^pythonpath\s*=\s*(?:\[\s*"[\w./-]+"\s*\]|[\w./-]+)$|^\[tool\.pytest\.ini_options\]$/;

/** Whether nothing was changed but that a folder for pytest's modules was named. */
function namesSearchPathOnly({ before, after }: ChangedFile): boolean {
  const lines = (text: string): string[] =>
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const left = lines(before);
  const added = lines(after).filter((line) => {
    const isOld = left[0] === line;
    if (isOld) left.shift();
    return !isOld;
  });
  return left.length === 0 && added.length > 0 && added.every((line) => SEARCH_PATH.test(line));
}

function changesConfig(file: ChangedFile, name: string): boolean {
  if (file.before !== '' && namesSearchPathOnly(file)) return false;
  if (CONFIG.test(name)) return true;
  if (name === 'package.json') {
    const [a, b] = [parsed(file.before), parsed(file.after)];
    return CONFIG_KEYS.some((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
  }
  if (name === 'pyproject.toml') return toolSections(file.before) !== toolSections(file.after);
  return false;
}

/** The runner, or the installed package, that a new file would be taken for. */
function impersonated(file: string): string | undefined {
  const parts = file.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  if (at >= 0) return parts[at + 1];
  if (parts.includes('site-packages')) return parts[parts.indexOf('site-packages') + 1];
  const module = parts.at(-1) === '__init__.py' ? parts.at(-2) : parts.at(-1)?.replace(/\.py$/, '');
  return module !== undefined && /\.py$/.test(file) && new RegExp(`^(?:${PYTHON_TEST_LIBRARIES})$`).test(module) ? module : undefined;
}

/** How often a text sets a member of a test runner or assertion library, by whichever name it goes. */
function assignmentsIn(text: string, language: LanguageId): number {
  const code = stripComments(text, language);
  const names = language === 'python' ? pythonNames(text) : scriptNames(text);
  const name = `(?:${[...names].map((one) => one.replaceAll('$', '\\$')).join('|')})`;
  const set = new RegExp(
    `(?<![\\w$.])${name}(?:\\s*(?:\\.\\s*\\w+|\\[[^\\]\\n]*\\]))+\\s*=(?!=)|\\b(?:setattr|delattr|Object\\s*\\.\\s*(?:assign|defineProperty|defineProperties|setPrototypeOf))\\s*\\(\\s*${name}(?![\\w$])`,
    'g',
  );
  return [...code.matchAll(set)].length + [...code.matchAll(OTHER_ASSIGNMENTS)].length;
}

/** A member of a module that is set where the module is asked for; a comparison that is always true; a module under another's name. */
const OTHER_ASSIGNMENTS =
  /\brequire\s*\([^()\n]*\)(?:\s*\.\s*\w+)+\s*=(?!=)|\bdef\s+__(?:eq|ne|bool|contains|lt|le|gt|ge|instancecheck)__\s*\([^)]*\)[^:\n]*:\s*return\s+(?:True|1)\b|\bsys\s*\.\s*modules\s*\[[^\]\n]*\]\s*=(?!=)/g;

function pythonNames(text: string): Set<string> {
  const names = new Set([...PYTHON_TEST_LIBRARIES.replace('?', '').split('|'), 'TestCase', '__builtins__', 'builtins']);
  for (const [, alias = ''] of text.matchAll(new RegExp(`\\bimport\\s+(?:${PYTHON_TEST_LIBRARIES})(?:\\.\\w+)*\\s+as\\s+(\\w+)`, 'g')))
    names.add(alias);
  for (const [, list = ''] of text.matchAll(new RegExp(`\\bfrom\\s+(?:${PYTHON_TEST_LIBRARIES})(?:\\.\\w+)*\\s+import\\s+([^\\n#]+)`, 'g')))
    for (const [, one = ''] of list.matchAll(/(\w+)\s*(?:,|\)|$)/g)) names.add(one);
  return names;
}

function scriptNames(text: string): Set<string> {
  const names = new Set(['assert', 'expect']);
  for (const [, alias = ''] of text.matchAll(
    new RegExp(
      `\\b(?:const|let|var|import)\\s+(?:\\*\\s*as\\s+)?([\\w$]+)\\s*(?:=\\s*require\\s*\\(|from)\\s*['"](?:node:)?(?:${SCRIPT_TEST_LIBRARIES})['"]`,
      'g',
    ),
  ))
    names.add(alias);
  return names;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function toolSections(text: string): string {
  return text
    .split(/^(?=\[)/m)
    .filter((section) => /^\[tool\.(?:pytest|ruff|mypy|pyright|basedpyright|coverage|pylint|flake8|tox)\b/.test(section))
    .join('');
}
