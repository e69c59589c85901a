// Ruff, asked about texts: the one of the folder's virtual environment, or the one on PATH. Its configuration is data, so it runs nothing of the folder.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readFileText } from '../files/read-file';
import { SourceText } from '../syntax/source-text';
import { onPath } from './find-python';
import type { Linter, LintFinding, LintFix } from './linter';

/** `python`: the interpreter of the folder, beside which its own Ruff lies. Starts nothing. */
export function findRuff(root: string, python?: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const bin = process.platform === 'win32' ? 'Scripts' : 'bin';
  const environments = ['.venv', 'venv', 'env'].map((name) => path.join(root, name, bin));
  if (python !== undefined && path.isAbsolute(python)) environments.unshift(path.dirname(python));
  return ruffOnPath({ ...env, PATH: [...environments, env['PATH'] ?? env['Path'] ?? ''].join(path.delimiter) });
}

/** The one on PATH: not of a folder, but of the machine or of an environment that its user has activated. */
export function ruffOnPath(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const program = onPath('ruff', env);
  return program?.endsWith('.cmd') ? undefined : program;
}

/** Of a configuration, in bytes: a larger one is none. */
const MAX_CONFIG = 1024 * 1024;

/** Whether a folder between the file and the root says how Ruff is to look at it. */
export function hasRuffConfig(root: string, file: string): boolean {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (['ruff.toml', '.ruff.toml'].some((name) => fs.existsSync(path.join(folder, name)))) return true;
    if (/^\[tool\.ruff[.\]]/m.test(textOf(path.join(folder, 'pyproject.toml')))) return true;
    if (folder === root || folder === path.dirname(folder)) return false;
  }
}

function textOf(file: string): string {
  try {
    return readFileText(file, MAX_CONFIG) ?? '';
  } catch {
    return '';
  }
}

export interface RuffOptions {
  readonly root: string;
  readonly command: string;
  /** Whether a look at a whole file asks it too. */
  readonly inspects: boolean;
  /** For one check, in ms. */
  readonly timeoutMs?: number;
}

/** Of one report, in bytes. */
const MAX_REPORT = 16 * 1024 * 1024;

/** Nothing is kept warm: it answers in a few ms. */
export function ruffLinter({ root, command, inspects, timeoutMs = 10_000 }: RuffOptions): Linter {
  const running = new Set<() => void>();
  return {
    source: 'Ruff',
    name: 'Ruff',
    languages: ['python'],
    inspects: (file) => inspects && hasRuffConfig(root, file),
    check: async (file, text, rule, signal) => {
      const chosen = rule !== undefined && /^[A-Z]{1,5}\d{1,5}$/.test(rule) ? ['--extend-select', rule] : [];
      const args = ['check', '--output-format', 'json', '--exit-zero', '--no-cache', '--quiet', ...chosen, '--stdin-filename', file, '-'];
      const report = await output({ command, args, cwd: root, input: text, timeoutMs, signal, running });
      return report === undefined ? undefined : readRuffReport(report, text);
    },
    dispose: () => {
      for (const end of running) end();
    },
  };
}

interface Call {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly input: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly running: Set<() => void>;
}

/** What it prints; undefined where it fails, is too slow, or prints too much. It starts no children. */
function output({ command, args, cwd, input, timeoutMs, signal, running }: Call): Promise<string | undefined> {
  if (signal?.aborted) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { cwd, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (said: string | undefined): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      running.delete(end);
      resolve(said);
    };
    const end = (): void => {
      child.kill('SIGKILL');
      finish(undefined);
    };
    const timer = setTimeout(end, timeoutMs);
    running.add(end);
    signal?.addEventListener('abort', end, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_REPORT) end();
      else chunks.push(chunk);
    });
    child.on('error', () => finish(undefined));
    child.on('close', (code) => finish(code === 0 ? Buffer.concat(chunks).toString('utf8') : undefined));
    // It may end before it has read all.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

interface RuffPlace {
  readonly row?: unknown;
  readonly column?: unknown;
}

/** Its JSON; undefined where it is none. Rows and columns are one-based, columns in code points. What does not parse is told by others. */
export function readRuffReport(report: string, text: string): readonly LintFinding[] | undefined {
  let read: unknown;
  try {
    read = JSON.parse(report);
  } catch {
    return undefined;
  }
  if (!Array.isArray(read)) return undefined;
  const source = new SourceText(text);
  return read.flatMap((item: unknown) => finding(item, source) ?? []);
}

function finding(item: unknown, source: SourceText): LintFinding | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { code, message, location, end_location, fix } = item as Readonly<Record<string, unknown>>;
  if (typeof code !== 'string' || !/^[A-Z]{1,5}\d{1,5}$/.test(code) || typeof message !== 'string') return undefined;
  const [start, end] = [offsetOf(source, location), offsetOf(source, end_location)];
  if (start === undefined || end === undefined || end < start) return undefined;
  const own = fixOf(fix, source);
  return { range: source.range(start, end), severity: 'warning', code, message, fixes: own ? [own] : [] };
}

function fixOf(fix: unknown, source: SourceText): LintFix | undefined {
  if (typeof fix !== 'object' || fix === null) return undefined;
  const { applicability, edits, message } = fix as Readonly<Record<string, unknown>>;
  if ((applicability !== 'safe' && applicability !== 'unsafe') || !Array.isArray(edits)) return undefined;
  const read = edits.map((edit: unknown) => {
    const { content, location, end_location } = (edit ?? {}) as Readonly<Record<string, unknown>>;
    const [start, end] = [offsetOf(source, location), offsetOf(source, end_location)];
    return start === undefined || end === undefined || end < start
      ? undefined
      : { start, end, text: typeof content === 'string' ? content : '' };
  });
  const whole = read.filter((edit) => edit !== undefined);
  if (whole.length === 0 || whole.length < read.length) return undefined;
  return { kind: applicability === 'safe' ? 'automatic' : 'unsafe', title: typeof message === 'string' ? message : '', edits: whole };
}

function offsetOf(source: SourceText, place: unknown): number | undefined {
  const { row, column } = (place ?? {}) as RuffPlace;
  if (typeof row !== 'number' || typeof column !== 'number' || row < 1 || column < 1) return undefined;
  const start = source.lineStarts[row - 1];
  // A whole last line ends at the beginning of one that is not there.
  if (start === undefined) return row - 1 === source.lineStarts.length && column === 1 ? source.text.length : undefined;
  const points = [...source.line(row - 1)].slice(0, column - 1).join('').length;
  // Behind the last character of a line stands its end.
  return Math.min(start + points, source.text.length);
}
