// How often the statement that failed is begun and completed in a re-run: what the probes of the runtimes are given, and what they report.

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { LanguageId } from '../../problem';
import nodeProbe from './node-probe';
import type { Statement } from './statement';
import pythonProbe from './python_probe.py';

export interface ProbedStatement {
  readonly path: string;
  readonly statement: Statement;
  /** UTF-16 length of the text: another text in the interpreter has its statements elsewhere. */
  readonly length: number;
  /** For what the runtime draws by chance; two runs of one seed draw the same. */
  readonly seed: number;
}

export interface StatementCoverage {
  readonly begun: number;
  readonly completed: number;
  /** Counting stopped: at least so often. */
  readonly capped?: boolean;
}

/** What makes a run report on a statement. */
export interface Probe {
  /** By bare name, for the sandbox's folder of helper files. */
  readonly helpers: ReadonlyMap<string, string>;
  readonly env: Readonly<Record<string, string>>;
  /** Stands before every line of the report: what a program writes there by itself, without it, is not believed. */
  readonly key: string;
}

/** `env` is what the program would see without us. */
export function probeFor({ path: file, statement, length, seed }: ProbedStatement, cwd: string, env: NodeJS.ProcessEnv): Probe {
  const key = randomBytes(9).toString('base64url');
  const relative = path.relative(cwd, file);
  const pythonPath = env['PYTHONPATH'];
  // A debugger's loader, set by an editor's terminal, is not to be found in the sandbox.
  const nodeOptions = /bootloader|js-debug|--inspect/.test(env['NODE_OPTIONS'] ?? '') ? undefined : env['NODE_OPTIONS'];
  return {
    key,
    helpers: new Map([
      ['sitecustomize.py', pythonProbe],
      ['self-heal-probe.cjs', nodeProbe],
      ['statement.json', JSON.stringify({ ...statement, key, path: file, relative, length, seed })],
      ['statement.txt', [file, relative, statement.first, statement.last, statement.name, key].join('\0')],
    ]),
    env: {
      PYTHONPATH: pythonPath ? `‹helpers›${path.delimiter}${pythonPath}` : '‹helpers›',
      // Compiled files of the probe or of patched texts must not stand in for later ones.
      PYTHONDONTWRITEBYTECODE: '1',
      NODE_OPTIONS: `--require ‹helpers›/self-heal-probe.cjs${nodeOptions ? ` ${nodeOptions}` : ''}`,
    },
  };
}

/** Files that the probes saw loaded, relative to the folder of the run. */
export function readLoaded(report: string, key: string): readonly string[] {
  const start = `${key} loaded `;
  return [...new Set(report.split('\n').flatMap((line) => (line.startsWith(start) ? [line.slice(start.length)] : [])))];
}

/** The sum over all processes; undefined where no probe of the language was loaded, or it could not count. */
export function readCoverage(report: string, language: LanguageId, key: string): StatementCoverage | undefined {
  const byProcess = new Map<string, StatementCoverage>();
  let loaded = false;
  let unable = false;
  let capped = false;
  for (const written of report.split('\n')) {
    if (!written.startsWith(`${key} `)) continue;
    const line = written.slice(key.length + 1);
    if (line === (language === 'python' ? 'probe python' : 'probe node')) loaded = true;
    else if (line === 'other-text' || line === 'no-statement') unable = true;
    else if (line === 'capped') capped = true;
    const found = /^coverage (\S+) (\d+) (\d+)$/.exec(line);
    if (found) byProcess.set(found[1] ?? '', { begun: Number(found[2]), completed: Number(found[3]) });
  }
  if (!loaded || unable) return undefined;
  let begun = 0;
  let completed = 0;
  for (const one of byProcess.values()) {
    begun += one.begun;
    completed += one.completed;
  }
  return { begun, completed, ...(capped ? { capped } : {}) };
}
