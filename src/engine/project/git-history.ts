// What git says of one line: the last commit that changed it, with its words and what it changed there. Only for folders whose programs may be run:
// a repository's own configuration can start programs, so all that is known to do so is switched off as well.

import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { diffArrays } from 'diff';

export interface LastCommit {
  /** Whole. */
  readonly hash: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly date: string;
  /** The change around the line, as a unified diff prints it. */
  readonly change: readonly string[];
}

export interface HistoryRequest {
  /** Absolute. */
  readonly file: string;
  /** As it is open now: lines are told from it, not from the file on the disk. */
  readonly text: string;
  /** Zero-based. */
  readonly line: number;
  readonly signal?: AbortSignal | undefined;
  /** For both questions together. */
  readonly timeoutMs?: number;
}

/** Of one answer, in bytes. */
const MAX_OUTPUT = 2 * 1024 * 1024;
const MAX_CHANGE = 24;

/** undefined where there is no git, no repository, no commit yet, or no answer in time. Never rejects. */
export async function lastCommitOf({ file, text, line, signal, timeoutMs = 3_000 }: HistoryRequest): Promise<LastCommit | undefined> {
  const until = Date.now() + timeoutMs;
  const ask = (args: readonly string[]): Promise<string | undefined> =>
    git(path.dirname(file), args, Math.max(1, until - Date.now()), signal);
  const name = path.basename(file);
  // Of what is committed only: to read the file itself git would start the filters that the repository configures.
  const committed = await ask(['cat-file', 'blob', `HEAD:./${name}`]);
  const then = committed === undefined ? undefined : lineThen(text, committed, line);
  if (then === undefined) return undefined;
  const blame = await ask(['blame', '--no-textconv', '--porcelain', `-L${then + 1},${then + 1}`, 'HEAD', '--', name]);
  const [, commit = '', before = ''] = /^([0-9a-f]{40,64}) (\d+) /.exec(blame ?? '') ?? [];
  const place = /^filename (.+)$/m.exec(blame ?? '')?.[1];
  if (commit === '' || place === undefined || place.startsWith('"')) return undefined;
  const shown = await ask([
    'show',
    '--no-ext-diff',
    '--no-textconv',
    '--no-color',
    '--no-show-signature',
    '--unified=3',
    '--format=%cI%n%s',
    commit,
    '--',
    `:(top,literal)${place}`,
  ]);
  if (shown === undefined) return undefined;
  const [date = '', subject = '', ...rest] = shown.split('\n');
  return { hash: commit, subject, date, change: hunkAt(rest, Number(before)).slice(0, MAX_CHANGE) };
}

/** Which line it was in the older text; undefined where it was written since. Zero-based. */
function lineThen(now: string, then: string, line: number): number | undefined {
  const lines = (text: string): string[] => text.split(/\r?\n/);
  const parts = diffArrays(lines(then), lines(now), { timeout: 200 });
  let [old, fresh] = [0, 0];
  for (const { added, removed, value } of parts ?? []) {
    if (!added && !removed && line < fresh + value.length) return old + line - fresh;
    if (!added) old += value.length;
    if (!removed) fresh += value.length;
    if (fresh > line) return undefined;
  }
  return undefined;
}

/** The hunk of a unified diff whose new side holds the line. One-based. */
function hunkAt(diff: readonly string[], line: number): string[] {
  for (const [at, text] of diff.entries()) {
    const [, start, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(text) ?? [];
    if (start === undefined || line < Number(start) || line >= Number(start) + Number(count)) continue;
    const end = diff.findIndex((other, i) => i > at && /^(?:@@ |diff )/.test(other));
    const hunk = diff.slice(at + 1, end < 0 ? undefined : end);
    // Of a long one what is near the line.
    let now = Number(start) - 1;
    const middle = hunk.findIndex((one) => !one.startsWith('-') && ++now === line);
    return hunk.slice(Math.max(0, middle - MAX_CHANGE / 2)).filter((one) => one !== '');
  }
  return [];
}

/** Starts nothing that the repository's configuration names, asks for no password, takes no lock. */
const SWITCHED_OFF = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.sshCommand=false',
  'core.attributesFile=/dev/null',
  'protocol.allow=never',
  'log.showSignature=false',
  'diff.external=',
];

function git(cwd: string, args: readonly string[], timeoutMs: number, signal: AbortSignal | undefined): Promise<string | undefined> {
  if (signal?.aborted) return Promise.resolve(undefined);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  return new Promise((resolve) => {
    const child = execFile(
      'git',
      ['--no-pager', '--no-optional-locks', ...SWITCHED_OFF.flatMap((one) => ['-c', one]), ...args],
      {
        cwd,
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: MAX_OUTPUT,
        windowsHide: true,
        encoding: 'utf8',
        env: {
          ...env,
          GIT_TERMINAL_PROMPT: '0',
          GIT_NO_LAZY_FETCH: '1',
          GIT_NO_REPLACE_OBJECTS: '1',
          GIT_CEILING_DIRECTORIES: '',
          LC_ALL: 'C',
        },
        ...(signal ? { signal } : {}),
      },
      (error, stdout) => resolve(error ? undefined : stdout),
    );
    child.on('error', () => undefined);
    child.stdin?.end();
  });
}
