// Starts one program, watches what it uses, ends it with all its children when it goes too far, and says what came out.
// Shared by all kinds of sandbox; it knows nothing of how the program is shut in.

import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import type { Readable, Writable } from 'node:stream';
import type { Group } from './cgroup';
import { inheritedDescriptors } from './inherited';
import type { Usage } from './process-tree';
import type { SandboxEnd, SandboxLimits } from './sandbox';

/** File descriptors of the child that mean something; data follows from `FIRST_FEED` on. Below 10, so that any shell can name them. */
export const REPORT_FD = 3;
export const BEGUN_FD = 4;
export const STATUS_FD = 5;
export const FIRST_FEED_FD = 6;

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** stdin; at its end from the start where absent. */
  readonly input?: string | undefined;
  /** What the child reads from file descriptors `FIRST_FEED_FD`, … on. */
  readonly feeds: readonly (string | Uint8Array)[];
  /** The child writes to `BEGUN_FD` when the program itself begins, and tells its own pid namespace's first process in `STATUS_FD`. */
  readonly wrapped: boolean;
  readonly limits: SandboxLimits;
  readonly signal: AbortSignal;
  /** What is used now; `first` is the namespace's first process where one was told. */
  readonly usage: (child: number, first: number | undefined) => Promise<Usage | undefined> | Usage | undefined;
  /** Ends everything at once. */
  readonly kill: (child: ChildProcess, first: number | undefined) => void;
  /** Resolves when nothing of the run is left, or after a while. */
  readonly gone: (child: ChildProcess, first: number | undefined) => Promise<void>;
  /** Holds the run to its limits where there is one. The child waits for its first feed before it has children of its own. */
  readonly group?: () => Group | undefined;
  /** Why the program can't be kept shut in any longer, in a sentence: it is ended then, and the run says nothing. */
  readonly exposed?: () => string | undefined;
  /** Between two looks at what is used, ms. */
  readonly every: number;
}

export interface Supervised {
  readonly ended: SandboxEnd;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly report: string;
  readonly why?: string;
  readonly ms: number;
  readonly ownMs: number;
}

/** The sandbox itself has this long to begin, copies of a workspace included. */
const BEGIN_MS = 15_000;
/** When the machine has less memory left than this, the program is ended, whatever it is: a watch of one process misses what a kernel holds for it. */
const LEAST_FREE = 192 * 1024 ** 2;
/** Looking for ways out of the sandbox takes at most a tenth of our time, however large the workspace. */
const IDLE_SHARE = 10;
/** Output that arrives after the end of the program is waited for this long: something may hold the pipe open. */
const DRAIN_MS = 300;

export async function supervise(launch: Launch): Promise<Supervised> {
  const { limits, signal } = launch;
  const started = performance.now();
  const freeBefore = os.freemem();
  if (signal.aborted) return { ended: 'cancelled', exitCode: null, stdout: '', stderr: '', report: '', ms: 0, ownMs: 0 };
  const stdio: ('ignore' | 'pipe' | number)[] = [
    launch.input === undefined ? 'ignore' : 'pipe',
    'pipe',
    'pipe',
    'pipe',
    ...(launch.wrapped ? (['pipe', 'pipe'] as const) : []),
    ...launch.feeds.map(() => 'pipe' as const),
  ];
  let child: ChildProcess;
  let nothing: number | undefined;
  try {
    // Node can't close what a child inherits; it can lay something over it, which is then all that there is.
    for (const fd of inheritedDescriptors()) {
      if (fd < stdio.length) continue;
      nothing ??= fs.openSync('/dev/null', 'r');
      while (stdio.length < fd) stdio.push('ignore');
      stdio.push(nothing);
    }
    // A group of its own: Ctrl+C in the terminal of the CLI is ours to answer.
    child = spawn(launch.command, launch.args, { cwd: launch.cwd, env: launch.env, stdio, detached: true, windowsHide: true });
  } catch (error) {
    return { ended: 'not-started', exitCode: null, stdout: '', stderr: '', report: '', why: messageOf(error), ms: 0, ownMs: 0 };
  } finally {
    if (nothing !== undefined) fs.closeSync(nothing);
  }

  let ended: SandboxEnd | undefined;
  let exposed: string | undefined;
  let first: number | undefined;
  let begun = launch.wrapped ? undefined : performance.now();
  let exited = false;
  let clock: NodeJS.Timeout | undefined;
  const stop = (why: SandboxEnd): void => {
    if (exited || ended) return;
    ended = why;
    clearTimeout(clock);
    launch.kill(child, first);
    // Where the namespace's first process was not known yet, it is soon: ending only its parent could leave it behind.
    clock = setTimeout(() => child.kill('SIGKILL'), 2_000);
  };
  const startClock = (ms: number, why: SandboxEnd): void => {
    clearTimeout(clock);
    clock = setTimeout(() => stop(why), ms);
  };
  startClock(launch.wrapped ? BEGIN_MS : limits.ms, launch.wrapped ? 'not-started' : 'timeout');

  const streams: Readable[] = [];
  const take = (fd: number, most: number, onData?: (text: string) => void): (() => string) => {
    const stream = child.stdio[fd] as Readable | null | undefined;
    const chunks: Buffer[] = [];
    let length = 0;
    if (stream) streams.push(stream);
    stream?.on('error', () => {});
    stream?.on('data', (chunk: Buffer) => {
      if (length < most) chunks.push(chunk.subarray(0, most - length));
      length += chunk.length;
      onData?.(chunk.toString('latin1'));
    });
    return () => Buffer.concat(chunks).toString('utf8');
  };
  const stdout = take(1, limits.outputBytes);
  const stderr = take(2, limits.outputBytes);
  const report = take(REPORT_FD, limits.outputBytes);
  if (launch.wrapped) {
    take(BEGUN_FD, 16, () => {
      begun ??= performance.now();
      if (!ended) startClock(limits.ms, 'timeout');
    });
    let status = '';
    take(STATUS_FD, 4096, (text) => {
      status = (status + text).slice(0, 4096);
      first ??= Number(/"child-pid":\s*(\d+)/.exec(status)?.[1]) || undefined;
      if (ended && first !== undefined) launch.kill(child, first);
    });
  }
  const group = child.pid === undefined ? undefined : launch.group?.();
  const give = (fd: number, text: string | Uint8Array): void => {
    const stream = child.stdio[fd] as Writable | null | undefined;
    // A reader that does not want it all is no error of ours.
    stream?.on('error', () => {});
    stream?.end(text);
  };
  const giveAll = (): void => {
    if (launch.input !== undefined) give(0, launch.input);
    for (const [i, text] of launch.feeds.entries()) give((launch.wrapped ? FIRST_FEED_FD : BEGUN_FD) + i, text);
  };
  if (group && child.pid !== undefined) void group.enter(child.pid).then(giveAll);
  else giveAll();

  const onAbort = (): void => stop('cancelled');
  signal.addEventListener('abort', onAbort, { once: true });
  const exit = await new Promise<{ code: number | null; signal: NodeJS.Signals | null; why?: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, why: error.message }));
    child.once('exit', (code, by) => resolve({ code, signal: by }));
    void watch();
    async function watch(): Promise<void> {
      let lookAgain = 0;
      while (!exited && !ended) {
        await new Promise((next) => setTimeout(next, launch.every));
        if (exited || ended || child.pid === undefined) return;
        // Also while it begins: what it sees is settled by then.
        if (launch.exposed && performance.now() >= lookAgain) {
          const began = performance.now();
          exposed = launch.exposed();
          if (exposed !== undefined) return stop('not-started');
          lookAgain = performance.now() + (performance.now() - began) * IDLE_SHARE;
        }
        if (begun === undefined) continue;
        const used = await launch.usage(child.pid, first);
        if (used && used.processes > limits.processes) stop('processes');
        else if ((used && used.bytes > limits.memoryBytes) || os.freemem() < Math.min(LEAST_FREE, freeBefore / 2)) stop('memory');
      }
    }
  });
  exited = true;
  clearTimeout(clock);
  signal.removeEventListener('abort', onAbort);
  await launch.gone(child, first);
  if (!ended && group?.ranOutOfMemory()) ended = 'memory';
  group?.release();
  await drained(streams);
  for (const stream of child.stdio) stream?.destroy();

  const now = performance.now();
  const out = { stdout: stdout(), stderr: stderr(), report: report(), ms: now - started, ownMs: begun === undefined ? 0 : begun - started };
  if (exit.why !== undefined) return { ...out, ended: 'not-started', exitCode: null, why: exit.why };
  if (ended)
    return { ...out, ended, exitCode: null, ...(ended === 'not-started' ? { why: exposed ?? 'The sandbox took too long to begin.' } : {}) };
  if (begun === undefined)
    return { ...out, ended: 'not-started', exitCode: null, why: firstLineOf(out.stderr) || 'The sandbox ended before the program began.' };
  return { ...out, ended: 'exited', exitCode: exit.code ?? 128 + (exit.signal ? os.constants.signals[exit.signal] : 0) };
}

async function drained(streams: readonly Readable[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const open = streams.filter((stream) => !stream.readableEnded && !stream.destroyed);
  const all = Promise.all(open.map((stream) => new Promise<void>((resolve) => stream.once('close', resolve).once('end', resolve))));
  await Promise.race([all, new Promise((resolve) => (timer = setTimeout(resolve, DRAIN_MS)))]);
  clearTimeout(timer);
}

function firstLineOf(text: string): string {
  return text.trim().split('\n', 1)[0]?.slice(0, 300) ?? '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
