// How often the statement that failed, and the operation in it, are begun and completed in a re-run: what the probes of the runtimes are given, and what they report.

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { LanguageId } from '../../problem';
import nodeProbe from './node-probe';
import type { Operation } from './operation';
import type { Statement } from './statement';
import pythonProbe from './python_probe.py';

export interface ProbedStatement {
  readonly path: string;
  readonly statement: Statement;
  /** Its expression that failed, or what a patch put there; undefined where none is known. */
  readonly operation: Operation | undefined;
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
  /** The same of the operation alone; undefined where the runtime cannot count it. Node tells only how often it was begun, and that only of one that its statement can do without. */
  readonly operation?: Omit<StatementCoverage, 'operation'>;
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
export function probeFor({ path: file, statement, operation, length, seed }: ProbedStatement, cwd: string, env: NodeJS.ProcessEnv): Probe {
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
      [
        'statement.json',
        JSON.stringify({
          ...statement,
          key,
          path: file,
          relative,
          length,
          seed,
          operation: operation?.optional === true ? operation.span : undefined,
        }),
      ],
      [
        'statement.txt',
        [
          file,
          relative,
          statement.first,
          statement.last,
          statement.name,
          key,
          ...(operation ? [...operation.place, ...operation.code] : []),
        ].join('\0'),
      ],
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
  const operations = new Map<string, StatementCoverage>();
  let counted = false;
  let operationCapped = false;
  for (const written of report.split('\n')) {
    if (!written.startsWith(`${key} `)) continue;
    const line = written.slice(key.length + 1);
    if (line === (language === 'python' ? 'probe python' : 'probe node')) loaded = true;
    else if (line === 'other-text' || line === 'no-statement') unable = true;
    else if (line === 'capped') capped = true;
    else if (line === 'operations') counted = true;
    else if (line === 'operation-capped') operationCapped = true;
    const found = /^(coverage|operation) (\S+) (\d+) (\d+)$/.exec(line);
    const which = found?.[1] === 'operation' ? operations : byProcess;
    if (found) which.set(found[2] ?? '', { begun: Number(found[3]), completed: Number(found[4]) });
  }
  if (!loaded || unable) return undefined;
  const operation = { ...sum(operations), ...(operationCapped ? { capped: true } : {}) };
  return { ...sum(byProcess), ...(capped ? { capped } : {}), ...(counted ? { operation } : {}) };
}

function sum(byProcess: ReadonlyMap<string, StatementCoverage>): { begun: number; completed: number } {
  let begun = 0;
  let completed = 0;
  for (const one of byProcess.values()) {
    begun += one.begun;
    completed += one.completed;
  }
  return { begun, completed };
}
