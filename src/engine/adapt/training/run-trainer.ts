// Runs a program of a training to its end: reads what it tells as JSON lines, ends it with all its children when it is to stop, and lets nothing of it outlive
// us: it watches its standard input, which closes when we are gone.

import { spawn, execFile, type ChildProcess } from 'node:child_process';
import readline from 'node:readline';
import * as v from 'valibot';
import type { Command } from './launcher';

/** How long a run that was asked to stop may still write its checkpoint. In ms. */
const GRACE = 30_000;
/** A run that says nothing at all for this long hangs. In ms: a large model is fetched in silence. */
const SILENCE = 2 * 60 * 60_000;
/** UTF-16 units of a line, and of what is kept of what was said last. */
const MAX_LINE = 100_000;
const KEPT_LINES = 40;

const number = v.exactOptional(v.nullable(v.number()));
const EventSchema = v.variant('event', [
  v.object({
    event: v.literal('stage'),
    stage: v.picklist(['preparing', 'loading', 'training', 'evaluating', 'saving']),
    text: v.string(),
  }),
  v.object({
    event: v.literal('counted'),
    method: v.string(),
    examples: v.number(),
    valid: v.number(),
    dropped: v.number(),
    tokens: v.number(),
    longest: v.number(),
  }),
  v.object({ event: v.literal('mask'), checked: v.number(), learned_tokens: v.number(), asked_tokens: v.number() }),
  v.object({ event: v.literal('progress'), method: v.string(), step: v.number(), steps: v.number(), epoch: number, eta: number }),
  v.object({
    event: v.literal('point'),
    method: v.string(),
    step: v.number(),
    epoch: v.number(),
    at: v.string(),
    loss: number,
    eval_loss: number,
    learning_rate: number,
  }),
  v.object({
    event: v.literal('done'),
    metrics: v.object({
      train_loss: v.number(),
      eval_loss: v.nullable(v.number()),
      eval_loss_before: v.nullable(v.number()),
      train_runtime: v.number(),
      train_samples_per_second: v.number(),
      epoch: v.number(),
      steps: v.number(),
      tokens: v.number(),
      dropped: v.number(),
      device: v.string(),
      packages: v.record(v.string(), v.string()),
      timestamp: v.string(),
    }),
  }),
  v.object({
    event: v.literal('evaluated'),
    of: v.number(),
    base: v.object({ loss: v.number(), exact: v.number(), asked: v.number(), answers: v.array(v.string()) }),
    adapter: v.exactOptional(v.object({ loss: v.number(), exact: v.number(), asked: v.number(), answers: v.array(v.string()) })),
  }),
  v.object({ event: v.literal('failed'), reason: v.string(), message: v.string() }),
]);
export type TrainerEvent = v.InferOutput<typeof EventSchema>;

export interface RunEnd {
  /** null where a signal ended it, or it could not be started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Whether it was told to stop, by us. */
  readonly stopped: boolean;
  readonly hung: boolean;
  /** Why it could not be started; else empty. */
  readonly fault: string;
  /** What it said last on standard error; where that is nothing, on standard output, besides events. */
  readonly last: readonly string[];
}

export interface RunOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly signal?: AbortSignal | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly onEvent?: (event: TrainerEvent) => void;
  readonly onLog?: ((line: string) => void) | undefined;
}

/** Resolves once the program and its output have ended. Never rejects. */
export function runTrainer({ program, args }: Command, { cwd, signal, env = process.env, onEvent, onLog }: RunOptions): Promise<RunEnd> {
  return new Promise((resolve) => {
    const last: string[] = [];
    const besides: string[] = [];
    let fault = '';
    let stopped = false;
    let hung = false;
    // A group of its own, so that it can be ended with its children.
    const child = spawn(program, args, {
      cwd,
      env: { ...env, PYTHONUNBUFFERED: '1', PYTHONIOENCODING: 'utf-8' },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let silence = setTimeout(hang, SILENCE);
    let grace: NodeJS.Timeout | undefined;
    function hang(): void {
      hung = true;
      killTree(child);
    }
    const stop = (): void => {
      if (stopped) return;
      stopped = true;
      // It writes a checkpoint and ends by itself.
      child.stdin.end();
      grace = setTimeout(() => killTree(child), GRACE);
    };
    const say = (line: string, kept: string[]): void => {
      kept.push(line.slice(0, 2_000));
      if (kept.length > KEPT_LINES) kept.shift();
      onLog?.(line.slice(0, 2_000));
    };
    const heard = (line: string, isProtocol: boolean): void => {
      clearTimeout(silence);
      silence = setTimeout(hang, SILENCE);
      const event = isProtocol ? readEvent(line) : undefined;
      if (event) onEvent?.(event);
      else if (line.trim() !== '') say(line, isProtocol ? besides : last);
    };
    child.stdin.on('error', () => undefined); // it ended first
    for (const [stream, isProtocol] of [
      [child.stdout, true],
      [child.stderr, false],
    ] as const)
      readline.createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => heard(line.slice(0, MAX_LINE), isProtocol));
    child.on('error', (error) => {
      fault = error.message;
    });
    child.on('close', (code, ended) => {
      clearTimeout(silence);
      clearTimeout(grace);
      signal?.removeEventListener('abort', stop);
      // Whatever it started and left behind.
      if (child.pid !== undefined) killTree(child);
      resolve({ code, signal: ended, stopped, hung, fault, last: last.length > 0 ? last : besides });
    });
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

function readEvent(line: string): TrainerEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const read = v.safeParse(EventSchema, JSON.parse(line));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    execFile('taskkill', ['/pid', String(pid), '/T', '/F'], () => undefined);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All have ended.
  }
}
