// Which tests a file has and what runs them, told from the project's own files: configuration, package.json, imports.

import path from 'node:path';

export type TestRunner = 'pytest' | 'unittest' | 'jest' | 'vitest' | 'mocha' | 'node' | 'command';

/** What can be run at once: one runner, in one folder. */
export interface TestSuite {
  readonly runner: TestRunner;
  /** Absolute: where the runner is started. */
  readonly cwd: string;
  /** Absolute paths of the test files; empty means all that the runner finds. */
  readonly files: readonly string[];
  /** A person's own command; only for the runner 'command'. */
  readonly line?: string;
}

/** The project as far as its tests are concerned. */
export interface TestSources {
  /** Absolute; the workspace folder. */
  readonly root: string;
  /** Absolute paths of its files, those of dependencies left out. */
  readonly paths: readonly string[];
  /** undefined where it cannot be read. */
  read(path: string): Promise<string | undefined>;
}

/** Test files that are searched for an import of the file. */
const MAX_READ = 300;
const MAX_FILES = 40;
const PYTHON_TEST = /(?:^|[\\/])(?:test_[^\\/]*|[^\\/]*_test)\.py$/;
const SCRIPT_TEST =
  /\.(?:test|spec)\.[cm]?[jt]sx?$|[\\/](?:__tests__|tests?)[\\/](?!.*(?:fixtures?|helpers?)[\\/])[^\\/]*\.[cm]?[jt]sx?$|(?:^|[\\/])test[-_.]?[^\\/]*\.[cm]?js$/;

/**
 * The tests of `file`: itself where it is a test, those that bear its name, else those that import it. `all`: every test of its language.
 * undefined where there are none. `command` is what a setting says to run instead.
 */
export async function findTests(
  sources: TestSources,
  file: string,
  options: { readonly all?: boolean; readonly command?: string } = {},
): Promise<TestSuite | undefined> {
  if (options.command !== undefined && options.command.trim() !== '')
    return { runner: 'command', cwd: sources.root, files: [], line: options.command };
  const python = /\.pyw?$/.test(file);
  const tests = sources.paths.filter((one) => isTest(sources, one, file));
  if (tests.length === 0) return undefined;
  const own = isTest(sources, file, file) ? [file] : await testsOf(sources, tests, file);
  if (own.length === 0 && options.all !== true) return undefined;
  const sample = own[0] ?? tests[0];
  if (sample === undefined) return undefined;
  const found = python ? await pythonRunner(sources, sample) : await scriptRunner(sources, sample);
  return found && { ...found, files: options.all === true ? [] : own.slice(0, MAX_FILES) };
}

/** Whether a path is that of a test in the language of `file`. */
export function isTest({ root }: Pick<TestSources, 'root'>, path: string, file: string): boolean {
  return (/\.pyw?$/.test(file) ? PYTHON_TEST : SCRIPT_TEST).test(path.slice(root.length));
}

/** By name, and, where no name fits, by import. */
async function testsOf(sources: TestSources, tests: readonly string[], file: string): Promise<string[]> {
  const stem = stemOf(file);
  const named = tests.filter((test) => stemOf(test).replace(/^test[-_.]?|[-_.]?(?:test|spec)$/gi, '') === stem);
  if (named.length > 0) return named;
  const importing = new RegExp(
    `(?:\\bimport\\b|\\bfrom\\b|\\brequire\\b)[^\\n]*(?<![\\w-])${stem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`,
  );
  const found: string[] = [];
  for (const test of tests.slice(0, MAX_READ)) if (importing.test(((await sources.read(test)) ?? '').slice(0, 20_000))) found.push(test);
  return found;
}

function stemOf(file: string): string {
  return path.basename(file).replace(/(?:\.d)?\.[cm]?[jt]sx?$|\.pyw?$/, '');
}

async function pythonRunner(sources: TestSources, test: string): Promise<Omit<TestSuite, 'files'> | undefined> {
  const text = (await sources.read(test)) ?? '';
  const inRoot = async (name: string, sign?: RegExp): Promise<boolean> => {
    const file = path.join(sources.root, name);
    return sources.paths.includes(file) && (sign === undefined || sign.test((await sources.read(file)) ?? ''));
  };
  const configured =
    (await inRoot('pytest.ini')) ||
    (await inRoot('conftest.py')) ||
    (await inRoot('pyproject.toml', /\[tool\.pytest|["']pytest\b/)) ||
    (await inRoot('setup.cfg', /\[tool:pytest\]/)) ||
    (await inRoot('tox.ini', /\[pytest\]/));
  const cases = /\bunittest\b|\bTestCase\b/.test(text);
  if (/\bpytest\b/.test(text) || configured || (!cases && /^(?:async )?def test|^class Test/m.test(text)))
    return { runner: 'pytest', cwd: sources.root };
  return cases ? { runner: 'unittest', cwd: sources.root } : undefined;
}

async function scriptRunner(sources: TestSources, test: string): Promise<Omit<TestSuite, 'files'> | undefined> {
  const text = ((await sources.read(test)) ?? '').slice(0, 20_000);
  const known = new Set(sources.paths);
  let cwd = path.dirname(test);
  while (cwd !== sources.root && cwd.startsWith(sources.root) && !known.has(path.join(cwd, 'package.json'))) cwd = path.dirname(cwd);
  // What the test itself imports is surest; then the package's script, then what is installed.
  const imports = /["'](node:test|test|vitest|@jest\/globals|mocha)["']/.exec(text)?.[1];
  if (imports === 'node:test') return { runner: 'node', cwd };
  if (imports === 'vitest') return { runner: 'vitest', cwd };
  if (imports === '@jest/globals') return { runner: 'jest', cwd };
  if (imports === 'mocha') return { runner: 'mocha', cwd };
  const { scripts, dependencies } = packageOf((await sources.read(path.join(cwd, 'package.json'))) ?? '');
  for (const runner of ['vitest', 'jest', 'mocha'] as const) if (new RegExp(`\\b${runner}\\b`).test(scripts)) return { runner, cwd };
  if (/\bnode\b[^&|;]*--test\b/.test(scripts)) return { runner: 'node', cwd };
  for (const runner of ['vitest', 'jest', 'mocha'] as const) if (dependencies.has(runner)) return { runner, cwd };
  return undefined;
}

function packageOf(text: string): { scripts: string; dependencies: Set<string> } {
  try {
    const value = JSON.parse(text) as Record<string, unknown> | null;
    const part = (name: string): Record<string, unknown> => {
      const one = value?.[name];
      return typeof one === 'object' && one !== null ? (one as Record<string, unknown>) : {};
    };
    const test = part('scripts')['test'];
    return {
      scripts: typeof test === 'string' ? test : '',
      dependencies: new Set([...Object.keys(part('devDependencies')), ...Object.keys(part('dependencies'))]),
    };
  } catch {
    return { scripts: '', dependencies: new Set() };
  }
}
