// The process behind PythonInterpreter: started isolated, asked one line at a time, killed when it hangs, restarted a few times.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import os from 'node:os';
import { failure, success, type Failure, type Result } from '../result';
import helper from './python_helper.py';
import type { PythonInterpreter, PythonSyntaxError } from './python-interpreter';

export interface PythonInterpreterOptions {
  /** A program on the PATH or an absolute path. */
  readonly command: string;
  /** Where it is started; only version managers look at it, Python itself does not. Default: the system's folder for temporary files. */
  readonly cwd?: string;
  /** Per request, in ms, from the moment the process is asked. Default 3000. */
  readonly timeoutMs?: number;
  /** Called where a question was given up. */
  readonly onLate?: (() => void) | undefined;
  /** For a start, in ms. Default 10 000: a version manager's shim on a cold disk is slow. */
  readonly startTimeoutMs?: number;
  /** Larger texts are answered 'unknown'. UTF-16 code units, default 4 million. */
  readonly maxText?: number;
}

/** Why there is no interpreter. */
export type NoInterpreter = 'not-found' | 'hangs' | 'not-python' | 'too-old' | 'died';

/** Failures in a row after which the process is not started again. */
const MAX_FAILURES = 3;
const MAX_RESTARTS = 20;
const MAX_LINE = 16 * 1024 * 1024;
const MAX_QUEUE = 200;
const MAX_STDERR = 2000;

/** Starts `command` and waits for its greeting. Never throws: what is wrong comes back as a reason. */
export async function startPythonInterpreter(options: PythonInterpreterOptions): Promise<Result<PythonInterpreter, NoInterpreter>> {
  const first = await startChild(options);
  return first.ok ? success(new WarmPython(options, first.value)) : first;
}

interface Answer {
  readonly id?: number;
  readonly ok?: unknown;
  readonly error?: string;
}

/** One started process. Ends once; after that every request fails. */
class Child {
  private buffer = '';
  private pending: { readonly id: number; readonly done: (answer: Answer | 'failed') => void } | undefined;
  private nextId = 1;
  private ended = false;
  stderr = '';

  constructor(
    private readonly process: ChildProcessWithoutNullStreams,
    private readonly onLine: { greeting?: ((line: string) => void) | undefined },
    readonly onEnd: { call?: (() => void) | undefined } = {},
  ) {
    process.stdout.setEncoding('utf8');
    process.stdout.on('data', (chunk: string) => this.read(chunk));
    process.stderr.setEncoding('utf8');
    process.stderr.on('data', (chunk: string) => (this.stderr = (this.stderr + chunk).slice(-MAX_STDERR)));
    for (const stream of [process.stdin, process.stdout, process.stderr]) stream.on('error', () => this.end());
    // Its last words may still be in the pipe; a child it left behind may hold the pipe open for ever.
    process.on('exit', () => setTimeout(() => this.end(), 100));
    process.on('close', () => this.end());
    process.on('error', () => this.end());
  }

  version = '';

  get alive(): boolean {
    return !this.ended;
  }

  /** One at a time; the caller queues. Resolves 'failed' where the process hung, died or wrote garbage: it is then dead. */
  ask(request: object, timeoutMs: number, onLate?: () => void): Promise<Answer | 'failed'> {
    if (this.ended) return Promise.resolve('failed');
    const id = this.nextId++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        onLate?.();
        this.end();
      }, timeoutMs);
      this.pending = {
        id,
        done: (answer) => {
          clearTimeout(timer);
          this.pending = undefined;
          resolve(answer);
        },
      };
      this.process.stdin.write(JSON.stringify({ ...request, id }) + '\n');
    });
  }

  /** Kills the process with its children; safe to call twice. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    killTree(this.process);
    this.process.stdin.destroy();
    this.pending?.done('failed');
    this.onEnd.call?.();
  }

  private read(chunk: string): void {
    if (this.ended) return;
    this.buffer += chunk;
    if (this.buffer.length > MAX_LINE) return this.end();
    let at: number;
    while (!this.ended && (at = this.buffer.indexOf('\n')) >= 0) {
      const line = this.buffer.slice(0, at);
      this.buffer = this.buffer.slice(at + 1);
      if (this.onLine.greeting) {
        this.onLine.greeting(line);
        continue;
      }
      let answer: Answer;
      try {
        answer = JSON.parse(line) as Answer;
      } catch {
        return this.end();
      }
      if (this.pending && answer !== null && answer.id === this.pending.id) this.pending.done(answer);
      else return this.end();
    }
  }

  /** A process that waits for a question must not keep the program alive. */
  rest(resting: boolean): void {
    const handles = [this.process, this.process.stdin, this.process.stdout, this.process.stderr] as unknown as {
      ref?(): void;
      unref?(): void;
    }[];
    for (const handle of handles) {
      if (resting) handle.unref?.();
      else handle.ref?.();
    }
  }
}

function startChild(options: PythonInterpreterOptions): Promise<Result<Child, NoInterpreter>> {
  const { command } = options;
  return new Promise((resolve) => {
    let process_: ChildProcessWithoutNullStreams;
    try {
      process_ = spawn(command, ['-I', '-S', '-B', '-u', '-c', helper], {
        cwd: options.cwd ?? os.tmpdir(),
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
      });
    } catch {
      return resolve(failure('not-found', `The Python interpreter '${command}' could not be started.`));
    }
    let failed: Failure<NoInterpreter> | undefined;
    process_.on('error', (error: NodeJS.ErrnoException) => {
      failed ??=
        error.code === 'ENOENT'
          ? failure('not-found', `There is no Python interpreter '${command}'.`)
          : failure('died', `The Python interpreter '${command}' could not be started (${error.code ?? 'unknown error'}).`);
    });
    const hooks: { greeting?: ((line: string) => void) | undefined } = {};
    const end: { call?: (() => void) | undefined } = {};
    const child = new Child(process_, hooks, end);
    const timer = setTimeout(() => {
      failed ??= failure('hangs', `The Python interpreter '${command}' did not answer in time.`);
      child.end();
    }, options.startTimeoutMs ?? 10_000);
    end.call = () => {
      clearTimeout(timer);
      const last = child.stderr.trim().split(/\r?\n/).at(-1)?.slice(0, 200);
      resolve(failed ?? failure('died', `The Python interpreter '${command}' ended before it answered${last ? `: ${last}` : ''}.`));
    };
    hooks.greeting = (line) => {
      hooks.greeting = undefined;
      clearTimeout(timer);
      const version = greeted(line);
      if (!version) {
        failed = failure('not-python', `'${command}' does not answer like a Python interpreter.`);
        return child.end();
      }
      if (!atLeast38(version)) {
        failed = failure('too-old', `'${command}' is Python ${version}; Self-Heal needs 3.8 or later.`);
        return child.end();
      }
      child.version = version;
      end.call = undefined;
      child.rest(true);
      resolve(success(child));
    };
  });
}

function greeted(line: string): string | undefined {
  try {
    const hello = JSON.parse(line) as { hello?: unknown; version?: unknown } | null;
    return hello?.hello === 'self-heal' && typeof hello.version === 'string' ? hello.version : undefined;
  } catch {
    return undefined;
  }
}

function atLeast38(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 8);
}

function killTree(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' }).on('error', () =>
      child.kill('SIGKILL'),
    );
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

class WarmPython implements PythonInterpreter {
  private child: Child | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private queued = 0;
  private failures = 0;
  private restarts = 0;
  private disposed = false;
  private moduleNames: Promise<ReadonlySet<string>> | undefined;
  private readonly known = new Map<string, Promise<readonly string[] | undefined>>();
  readonly version: string;

  constructor(
    private readonly options: PythonInterpreterOptions,
    first: Child,
  ) {
    this.child = first;
    this.version = first.version;
  }

  async compile(text: string, signal?: AbortSignal): Promise<PythonSyntaxError | null | 'unknown'> {
    if (text.length > (this.options.maxText ?? 4_000_000)) return 'unknown';
    const answer = await this.request({ op: 'compile', text }, signal);
    if (answer === 'failed' || answer.error !== undefined || answer.ok === undefined) return 'unknown';
    return answer.ok as PythonSyntaxError | null;
  }

  modules(): Promise<ReadonlySet<string>> {
    this.moduleNames ??= this.request({ op: 'modules' }).then((answer) => {
      const names = listOf(answer);
      if (!names) this.moduleNames = undefined;
      return new Set(names ?? []);
    });
    return this.moduleNames;
  }

  exports(module: string): Promise<readonly string[] | undefined> {
    return this.remembered(`exports ${module}`, { op: 'exports', module });
  }

  attributes(type: string): Promise<readonly string[] | undefined> {
    return this.remembered(`attributes ${type}`, { op: 'attributes', type });
  }

  definitions(module: string): Promise<readonly string[] | undefined> {
    return this.remembered(`definitions ${module}`, { op: 'definitions', module });
  }

  parameters(dotted: string): Promise<readonly string[] | undefined> {
    return this.remembered(`parameters ${dotted}`, { op: 'parameters', name: dotted });
  }

  async packageVersion(distribution: string): Promise<string | undefined> {
    return (await this.remembered(`version ${distribution}`, { op: 'version', distribution }))?.[0];
  }

  dispose(): void {
    this.disposed = true;
    this.child?.end();
    this.child = undefined;
    this.known.clear();
  }

  /** Installed packages hardly ever change while an editor is open; a failure is asked again. */
  private remembered(key: string, request: object): Promise<readonly string[] | undefined> {
    const known = this.known.get(key);
    if (known) return known;
    if (this.known.size > 500) this.known.clear();
    const answer = this.request(request).then((value) => {
      if (value === 'failed') this.known.delete(key);
      return listOf(value);
    });
    this.known.set(key, answer);
    return answer;
  }

  /** Queued behind what was asked before; a request whose signal is aborted is not sent, and one already sent is not waited for. */
  private request(request: object, signal?: AbortSignal): Promise<Answer | 'failed'> {
    if (this.disposed || signal?.aborted || this.queued >= MAX_QUEUE) return Promise.resolve('failed');
    this.queued++;
    const turn = this.tail.then(async (): Promise<Answer | 'failed'> => {
      try {
        return signal?.aborted ? 'failed' : await this.send(request);
      } finally {
        this.queued--;
      }
    });
    this.tail = turn;
    if (!signal) return turn;
    return new Promise((resolve) => {
      const aborted = (): void => resolve('failed');
      signal.addEventListener('abort', aborted, { once: true });
      void turn.then((answer) => {
        signal.removeEventListener('abort', aborted);
        resolve(answer);
      });
    });
  }

  private async send(request: object): Promise<Answer | 'failed'> {
    if (this.disposed) return 'failed';
    if (!this.child?.alive) {
      if (this.failures >= MAX_FAILURES || this.restarts >= MAX_RESTARTS) return 'failed';
      this.restarts++;
      const next = await startChild(this.options);
      if (!next.ok) {
        this.failures++;
        return 'failed';
      }
      if (this.isDisposed()) {
        next.value.end();
        return 'failed';
      }
      this.child = next.value;
    }
    const child = this.child;
    child.rest(false);
    const answer = await child.ask(request, this.options.timeoutMs ?? 3000, this.options.onLate);
    child.rest(true);
    if (answer === 'failed') this.failures++;
    else this.failures = 0;
    return answer;
  }

  /** Asked through a method because dispose may happen during an await. */
  private isDisposed(): boolean {
    return this.disposed;
  }
}

function listOf(answer: Answer | 'failed'): readonly string[] | undefined {
  if (answer === 'failed' || !Array.isArray(answer.ok)) return undefined;
  return answer.ok.filter((name): name is string => typeof name === 'string');
}
