// Keeps one TypeScript warm in a worker thread: starts it, asks it one thing at a time, kills it when it takes too long, and starts it anew.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FileText, ScriptDiagnostic, TypeScriptProject } from './typescript-project';
import type { FolderSpec } from './typescript-folder';
import type { Request } from './typescript-requests';
import { versionOf } from './find-typescript';
import type { WorkspaceFiles } from './workspace';

export interface ServiceOptions {
  /** The `typescript` package: a folder with its package.json. */
  readonly folder: string;
  /** The bundled worker; found beside this bundle where absent. */
  readonly worker?: string;
  /** A question that takes longer is given up and its thread ended. */
  readonly requestMs?: number;
  /** The first questions also load the libraries. */
  readonly firstMs?: number;
  /** A thread that was not asked for so long ends until it is asked again. */
  readonly idleMs?: number;
  /** Called where a question was given up. */
  readonly onLate?: () => void;
  /** One clear sentence about something that is missing or broken. */
  readonly onTrouble?: (key: string, message: string) => void;
}

/** Why there is no TypeScript. */
export interface NoTypeScript {
  readonly reason: 'not-found' | 'no-api' | 'no-worker';
  /** One clear sentence. */
  readonly message: string;
}

export interface TypeScriptService {
  readonly version: string;
  /** `files` tells the text of open documents when they are said to have changed. */
  open(spec: FolderSpec, files?: WorkspaceFiles): TypeScriptProject;
  dispose(): void;
}

/** First message of the worker. */
export type Greeting = { readonly version: string } | { readonly failed: string };

/** Restarts within `RESTART_WINDOW_MS`; a compiler that hangs on every question is left alone. */
const MAX_RESTARTS = 3;
const RESTART_WINDOW_MS = 10 * 60_000;
const START_MS = 20_000;
/** A thread that was not asked for so long gives its memory back; starting anew takes a second. */
const IDLE_MS = 5 * 60_000;
/** V8 collects the sooner the lower the limit; what needs more gets it when it fails. */
const HEAP_MB = 512;
const MAX_HEAP_MB = 2_048;
/** Each check makes a checker's worth of short-lived objects: with less room V8 copies those that are still in use again and again. */
const YOUNG_MB = 64;

/** The thread itself begins with the first question. Never throws. */
export function startTypeScript(options: ServiceOptions): Promise<TypeScriptService | NoTypeScript> {
  return Promise.resolve(openService(options));
}

function openService(options: ServiceOptions): TypeScriptService | NoTypeScript {
  const version = versionOf(options.folder);
  if (version === undefined)
    return {
      reason: 'not-found',
      message: 'No TypeScript was found, so script files are only parsed: install the typescript package in the workspace.',
    };
  if (!hasApi(version))
    return {
      reason: 'no-api',
      message: `TypeScript ${version} can't be asked from JavaScript (5 and 6 can), so script files are only parsed.`,
    };
  const worker = options.worker ?? findWorker();
  if (!worker)
    return { reason: 'no-worker', message: 'The TypeScript worker of this installation is missing, so script files are only parsed.' };
  return new Service(version, new Link(worker, options));
}

/** 7 is a native program without a JavaScript API in its package. */
function hasApi(version: string): boolean {
  const major = Number(version.split('.')[0]);
  return major >= 4 && major < 7;
}

/** The worker is bundled beside its user; a run from source takes it from dist. */
function findWorker(): string | undefined {
  const places = [path.join(__dirname, 'typescript-worker.js')];
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder))
    places.push(path.join(folder, 'dist', 'typescript-worker.js'));
  return places.find((place) => fs.existsSync(place));
}

/** Asks one thing at a time; undefined is "could not say". */
export interface Asker {
  /** `opening` says what the other side must be told of the folder before the first question about it, also after a restart. */
  ask(request: Request, opening: () => readonly Request[], signal?: AbortSignal): Promise<unknown>;
  dispose(): void;
}

interface Waiting {
  readonly request: Request;
  readonly opening: () => readonly Request[];
  readonly signal: AbortSignal | undefined;
  readonly done: (value: unknown) => void;
}

class Link implements Asker {
  /** Folders that the present thread knows. */
  private readonly told = new Set<number>();
  private worker: Worker | undefined;
  private starting: NodeJS.Timeout | undefined;
  private resting: NodeJS.Timeout | undefined;
  private readonly queue: Waiting[] = [];
  private current: { readonly id: number; readonly done: (value: unknown) => void; readonly timer: NodeJS.Timeout } | undefined;
  private ids = 0;
  private heapMb = HEAP_MB;
  private answered = 0;
  private readonly starts: number[] = [];
  private over = false;

  constructor(
    private readonly file: string,
    private readonly options: ServiceOptions,
  ) {}

  ask(request: Request, opening: () => readonly Request[], signal?: AbortSignal): Promise<unknown> {
    if (this.over || signal?.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.queue.push({ request, opening, signal, done: resolve });
      this.next();
    });
  }

  private next(): void {
    if (this.current || this.starting || this.over) return;
    while (this.queue[0]?.signal?.aborted) this.queue.shift()?.done(undefined);
    // A thread that is not there is told of changes when it is there.
    while (!this.worker && (this.queue[0]?.request.op === 'overlay' || this.queue[0]?.request.op === 'close'))
      this.queue.shift()?.done(true);
    if (this.queue.length === 0) return;
    if (!this.worker) return this.start();
    const waiting = this.queue.shift();
    if (!waiting) return;
    const { folder } = waiting.request;
    if (waiting.request.op === 'close') {
      if (!this.told.delete(folder)) {
        waiting.done(true);
        return this.next();
      }
    } else if (!this.told.has(folder)) {
      this.told.add(folder);
      for (const request of waiting.opening()) this.worker.postMessage({ id: 0, request });
    }
    const worker = this.worker;
    const id = ++this.ids;
    const limit = this.answered < 4 ? (this.options.firstMs ?? 20_000) : (this.options.requestMs ?? 6_000);
    const timer = setTimeout(() => {
      this.options.onLate?.();
      this.lost(worker);
    }, limit);
    clearTimeout(this.resting);
    this.current = { id, done: waiting.done, timer };
    worker.ref();
    worker.postMessage({ id, request: waiting.request });
  }

  private start(): void {
    const now = Date.now();
    while ((this.starts[0] ?? now) < now - RESTART_WINDOW_MS) this.starts.shift();
    if (this.starts.length > MAX_RESTARTS) return this.fail('TypeScript ended or hung several times, so it is left alone for ten minutes.');
    this.starts.push(now);
    let worker: Worker;
    try {
      worker = new Worker(this.file, {
        workerData: { folder: this.options.folder },
        resourceLimits: { maxOldGenerationSizeMb: this.heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
        stdout: true,
        stderr: true,
      });
    } catch (error) {
      return this.fail(`TypeScript could not be started (${error instanceof Error ? error.message : String(error)}).`);
    }
    worker.stdout.resume();
    worker.stderr.resume();
    this.worker = worker;
    this.told.clear();
    this.answered = 0;
    this.starting = setTimeout(() => {
      this.options.onLate?.();
      this.lost(worker);
    }, START_MS);
    worker.once('message', (greeting: Greeting) => {
      if (worker !== this.worker) return;
      clearTimeout(this.starting);
      this.starting = undefined;
      if ('failed' in greeting) {
        this.worker = undefined;
        void worker.terminate();
        return this.fail(greeting.failed);
      }
      worker.on('message', (answer: { id: number; value: unknown }) => this.answer(worker, answer));
      // An idle thread keeps nobody alive.
      worker.unref();
      this.next();
    });
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.heapMb = Math.min(2 * this.heapMb, MAX_HEAP_MB);
      this.lost(worker);
    });
    worker.once('exit', () => this.lost(worker));
  }

  private answer(worker: Worker, answer: { id: number; value: unknown }): void {
    if (worker !== this.worker || this.current?.id !== answer.id) return;
    const { done, timer } = this.current;
    clearTimeout(timer);
    this.current = undefined;
    this.answered++;
    worker.unref();
    done(answer.value);
    this.next();
    if (!this.current) this.rest(worker);
  }

  private rest(worker: Worker): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (worker !== this.worker || this.current) return;
      this.worker = undefined;
      // It ends because nobody needs it, not because it failed.
      this.starts.pop();
      void worker.terminate();
    }, this.options.idleMs ?? IDLE_MS).unref();
  }

  /** The thread hangs or is gone: whoever waits for it learns nothing, the next question gets a new one. */
  private lost(worker: Worker): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    clearTimeout(this.starting);
    this.starting = undefined;
    void worker.terminate();
    const current = this.current;
    this.current = undefined;
    if (current) {
      clearTimeout(current.timer);
      current.done(undefined);
    }
    this.next();
  }

  private fail(message: string): void {
    for (const waiting of this.queue.splice(0)) waiting.done(undefined);
    this.options.onTrouble?.('no-typescript', message);
  }

  dispose(): void {
    this.over = true;
    const worker = this.worker;
    this.worker = undefined;
    clearTimeout(this.resting);
    clearTimeout(this.starting);
    this.starting = undefined;
    if (this.current) {
      clearTimeout(this.current.timer);
      this.current.done(undefined);
      this.current = undefined;
    }
    for (const waiting of this.queue.splice(0)) waiting.done(undefined);
    void worker?.terminate();
  }
}

/** Projects over anything that answers requests. */
export class Service implements TypeScriptService {
  private folders = 0;

  constructor(
    readonly version: string,
    private readonly asker: Asker,
  ) {}

  open(spec: FolderSpec, files?: WorkspaceFiles): TypeScriptProject {
    return new Project(this.version, this.asker, ++this.folders, spec, files);
  }

  dispose(): void {
    this.asker.dispose();
  }
}

class Project implements TypeScriptProject {
  private readonly overlays = new Map<string, string | undefined>();
  private closed = false;

  constructor(
    readonly version: string,
    private readonly asker: Asker,
    private readonly folder: number,
    private readonly spec: FolderSpec,
    private readonly files: WorkspaceFiles | undefined,
  ) {}

  async diagnostics(
    path: string,
    text: string,
    signal?: AbortSignal,
    others?: readonly FileText[],
  ): Promise<readonly ScriptDiagnostic[] | undefined> {
    const request: Request = { op: 'diagnostics', folder: this.folder, path, text, ...(others ? { others } : {}) };
    return (await this.request(request, signal)) as readonly ScriptDiagnostic[] | undefined;
  }

  async syntaxErrors(path: string, text: string): Promise<readonly ScriptDiagnostic[] | undefined> {
    return (await this.request({ op: 'syntax', folder: this.folder, path, text })) as readonly ScriptDiagnostic[] | undefined;
  }

  ask(question: string, path: string, text: string, input: unknown, signal?: AbortSignal, others?: readonly FileText[]): Promise<unknown> {
    return this.request({ op: 'ask', folder: this.folder, path, text, question, input, ...(others ? { others } : {}) }, signal);
  }

  changed(path: string): void {
    if (!this.files || this.closed) return;
    void this.files.read(path).then(
      (text) => {
        this.overlays.set(path, text);
        void this.request({ op: 'overlay', folder: this.folder, path, text });
      },
      () => undefined,
    );
  }

  private request(request: Request, signal?: AbortSignal): Promise<unknown> {
    if (this.closed) return Promise.resolve(undefined);
    const opening = (): Request[] => [
      { op: 'open', folder: this.folder, spec: this.spec },
      ...[...this.overlays].map(([path, text]): Request => ({ op: 'overlay', folder: this.folder, path, text })),
    ];
    return this.asker.ask(request, opening, signal);
  }

  dispose(): void {
    if (this.closed) return;
    this.closed = true;
    void this.asker.ask({ op: 'close', folder: this.folder }, () => []);
  }
}
