// The forms in which errors are printed, each with the problems that must be found in it: recorded.txt shows what tools printed that are not at hand
// everywhere, `REAL` says how the others are run.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { detectText, pointsToOwnCode } from '../../../../src/engine/detect/detect';
import type { Problem } from '../../../../src/engine/problem';
import { FilesByName } from '../../../../src/engine/project/files-by-name';
import { CWD, summary } from '../outputs';

export interface RecordedForm {
  readonly dialect: string;
  readonly form: string;
  /** What printed it; `…’s form` where it was written down after the tool's documentation. */
  readonly version: string;
  readonly text: string;
  /** As `summary` words them. */
  readonly expected: string;
}

/** What errors in a form must give; several problems in the order of the output. */
export interface Seen {
  /** Type and first line of the message. */
  readonly says: string;
  /** `file:line`, both as a person names them. */
  readonly at: string;
  /** The user's own frames, outermost first. */
  readonly through?: readonly string[];
  /** What was expected and what came, where the tool tells both: each stands in the message. */
  readonly sides?: readonly [expected: string, actual: string];
}

export interface RealForm {
  readonly dialect: string;
  readonly form: string;
  readonly files: Readonly<Record<string, string>>;
  /** Programs and arguments; the output of all of them is read. */
  readonly run: readonly (readonly string[])[];
  readonly sees: readonly Seen[];
}

export function recordedForms(): readonly RecordedForm[] {
  return fs
    .readFileSync(path.join(here(), 'recorded.txt'), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const name = part.slice(0, part.indexOf('\n'));
      const [dialect = '', form = '', version = ''] = name.split(' | ');
      const [text = '', expected = ''] = part.slice(name.length + 1).split('--- problems\n');
      return { dialect, form, version, text, expected: expected.trimEnd() };
    });
}

/** Also where this file is bundled into a bench that runs from the repository's root. */
const here = (): string => {
  const beside = typeof __dirname === 'string' ? __dirname : '';
  return fs.existsSync(path.join(beside, 'recorded.txt')) ? beside : path.resolve('test/unit/detect/forms');
};

export const problemsOfRecorded = (text: string): readonly Problem[] =>
  detectText(text, { cwd: CWD, roots: [CWD], origin: 'terminal', ignored: true }).filter(pointsToOwnCode);

export const wordsOf = (problems: readonly Problem[]): string => problems.map((problem) => summary(problem)).join('\n');

/** What was printed; undefined where one of the programs is not at hand. */
export function outputOf(form: RealForm, folder: string): string | undefined {
  for (const [name, text] of Object.entries(form.files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  let output = '';
  for (const [program = '', ...args] of form.run) {
    const found = programs(program);
    if (!found) return undefined;
    const { stdout, stderr, error } = spawnSync(found.program, [...found.args, ...args], {
      cwd: folder,
      env: environment(),
      encoding: 'utf8',
      timeout: 120_000,
      maxBuffer: 16_000_000,
    });
    if (error) return undefined;
    output += stdout + stderr;
  }
  return output;
}

export const problemsOfReal = (output: string, folder: string): readonly Problem[] =>
  detectText(output, { cwd: folder, roots: [folder], files: new FilesByName([folder]), origin: 'terminal', ignored: true }).filter(
    pointsToOwnCode,
  );

export function seenIn(problem: Problem, folder: string, sides?: Seen['sides']): Seen {
  const placeOf = (location: Problem['location']): string => `${path.relative(folder, location.path)}:${location.range.start.line + 1}`;
  const through = problem.frames.filter(({ own }) => own).map(({ location }) => placeOf(location));
  return {
    says: `${problem.errorType}: ${problem.message.split('\n')[0] ?? ''}`,
    at: placeOf(problem.location),
    through: [...new Set(through)],
    ...(sides?.every((side) => problem.message.includes(side)) ? { sides } : {}),
  };
}

const ROOT = path.resolve(here(), '../../../..');
const SCRIPTS: Readonly<Record<string, string>> = {
  mocha: 'mocha/bin/mocha.js',
  vitest: 'vitest/vitest.mjs',
  tsc: 'typescript/bin/tsc',
  eslint: 'eslint/bin/eslint.js',
  vite: 'vite/bin/vite.js',
};

/** Those of npm are the repository's own; the others are the machine's, where it has them. */
function programs(name: string): { readonly program: string; readonly args: readonly string[] } | undefined {
  if (name === 'node') return { program: process.execPath, args: [] };
  if (name === 'esbuild') return { program: path.join(ROOT, 'node_modules/.bin/esbuild'), args: [] };
  if (name === 'pytest') return pythonHas('pytest') ? { program: 'python3', args: ['-m', 'pytest'] } : undefined;
  const script = SCRIPTS[name];
  if (script !== undefined) {
    const file = path.join(ROOT, 'node_modules', script);
    return fs.existsSync(file) ? { program: process.execPath, args: [file] } : undefined;
  }
  if (name.startsWith('./')) return { program: name, args: [] };
  const folders = [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    '/usr/local/go/bin',
    path.join(process.env['HOME'] ?? '', '.cargo/bin'),
  ];
  const isPython = /^python3\.\d+$/.test(name);
  if (isPython) folders.push(...pyenv(name.slice('python'.length)));
  // The shim of a version manager may stand for a version that is not chosen.
  const found = folders
    .map((folder) => path.join(folder, name))
    .find((file) => fs.existsSync(file) && (!isPython || spawnSync(file, ['--version'], { timeout: 60_000 }).status === 0));
  return found === undefined ? undefined : { program: found, args: [] };
}

function pyenv(version: string): string[] {
  const versions = path.join(process.env['PYENV_ROOT'] ?? path.join(process.env['HOME'] ?? '', '.pyenv'), 'versions');
  return fs.existsSync(versions)
    ? fs
        .readdirSync(versions)
        .filter((name) => name.startsWith(`${version}.`))
        .map((name) => path.join(versions, name, 'bin'))
    : [];
}

const known = new Map<string, boolean>();

function pythonHas(module: string): boolean {
  const has = known.get(module) ?? spawnSync('python3', ['-c', `import ${module}`], { timeout: 60_000 }).status === 0;
  known.set(module, has);
  return has;
}

/** Without what the runner of these tests sets for its own children. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '', PYTHONDONTWRITEBYTECODE: '1', LC_ALL: 'C.UTF-8', RUST_BACKTRACE: '1' };
  for (const key of Object.keys(env)) if (/^(?:VITEST|NODE_TEST_CONTEXT|TEST$|NODE_ENV$|FORCE_COLOR$)/.test(key)) delete env[key];
  return env;
}
