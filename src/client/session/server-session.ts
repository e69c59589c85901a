// The server's life: started when first needed, restarted a few times if it dies, and then left alone with a sentence.

import { setImmediate } from 'node:timers/promises';
import {
  CancellationTokenSource,
  EventEmitter,
  l10n,
  type CancellationToken,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode';
// Types alone: the language client is loaded when the server is first needed, which most windows that open never do.
import type {
  LanguageClient,
  Middleware,
  NotificationType,
  ProgressType,
  RequestType,
  WorkDoneProgressBegin,
  WorkDoneProgressEnd,
  WorkDoneProgressReport,
} from 'vscode-languageclient/node';
import type { Notices } from './notices';
import type * as ServerClient from './server-client';
import { showLog } from './show-message';
import { UserError } from './user-error';
import { withTimeLimit } from './with-time-limit';

/** So often it is started again; one death more within this time, and it is left alone. */
const MAX_RESTARTS = 5;
const DEATH_WINDOW_MS = 5 * 60_000;
/** A server that has not answered `initialize` by then is reported. */
const START_LIMIT_MS = 30_000;

const NEVER_CANCELLED = new CancellationTokenSource().token;

export type SessionState = 'idle' | 'starting' | 'running' | 'failed';

/** The server is not there; the reason is on the status item and in the log already. */
export class ServerUnavailable extends UserError {
  constructor() {
    super(
      l10n.t("Self-Heal's server is not running. “Self-Heal: Restart Server” starts it again, “Self-Heal: Show Log” says why it stopped."),
      'warning',
    );
  }
}

export interface ServerSessionParts {
  readonly extension: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly notices: Notices;
  readonly middleware: Middleware;
  /** Sends what the server must know before anything else. Awaited before `onRunning` fires. */
  readonly prepare: (session: ServerSession) => Promise<void>;
}

export class ServerSession implements Disposable {
  private client: LanguageClient | undefined;
  private library: typeof ServerClient | undefined;
  /** Counts starts: one that was overtaken by a restart gives up. */
  private starts = 0;
  private started: Promise<void> | undefined;
  private current: SessionState = 'idle';
  private deaths: number[] = [];
  private disposed = false;
  private readonly changed = new EventEmitter<SessionState>();
  private readonly ran = new EventEmitter<void>();
  private readonly handlers: ((client: LanguageClient) => void)[] = [];
  private readonly listeners = new Map<string, ((params: unknown) => void)[]>();

  readonly onDidChangeState = this.changed.event;
  /** The server is ready, for the first time or again: everything it knew is gone. */
  readonly onRunning = this.ran.event;

  constructor(private readonly parts: ServerSessionParts) {}

  get state(): SessionState {
    return this.current;
  }

  /** `self-heal-server 0.1.0` once it runs. */
  get serverName(): string | undefined {
    const info = this.client?.initializeResult?.serverInfo;
    return info && `${info.name} ${info.version ?? ''}`.trim();
  }

  /** VS Code's types as LSP's; undefined before the first start. */
  get converter(): LanguageClient['code2ProtocolConverter'] | undefined {
    return this.client?.code2ProtocolConverter;
  }

  get processId(): number | undefined {
    return this.client?.serverProcess?.pid;
  }

  /** Resolves when the server is ready, rejects with `ServerUnavailable` when it is not going to be. */
  start(): Promise<void> {
    if (this.disposed) return Promise.reject(new ServerUnavailable());
    return (this.started ??= this.startNow());
  }

  async restart(): Promise<void> {
    const old = this.client;
    this.client = undefined;
    this.starts++;
    this.deaths = [];
    await old?.dispose().catch((error: unknown) => this.parts.log.warn(`The old server did not stop cleanly: ${String(error)}`));
    this.started = undefined;
    await this.start();
  }

  /** Tells a running server; a server that is not running is told all it needs when it starts. */
  notify<P>(type: NotificationType<P>, params: P): void {
    if (this.current !== 'running' || !this.client) return;
    this.send(type, params).catch((error: unknown) => this.parts.log.warn(`${type.method} was not sent: ${String(error)}`));
  }

  /** As `notify`, also while the server is being prepared. */
  async send<P>(type: NotificationType<P>, params: P): Promise<void> {
    await this.client?.sendNotification(type.method, params);
  }

  async ask<P, R>(type: RequestType<P, R, void>, params: P, token?: CancellationToken): Promise<R> {
    await this.start();
    const client = this.client;
    if (!client || this.current !== 'running') throw new ServerUnavailable();
    return client.sendRequest<R>(type.method, params, token ?? NEVER_CANCELLED);
  }

  /** Calls back for every notification of that kind, from this server process and all after it; several may listen to one. */
  on<P>(type: NotificationType<P>, handler: (params: P) => void): void {
    const others = this.listeners.get(type.method);
    const own = (params: unknown): void => handler(params as P);
    if (others) {
      others.push(own);
      return;
    }
    // A connection has one handler for each kind: a second would take the place of the first.
    const all = [own];
    this.listeners.set(type.method, all);
    const tell = (params: P): void => {
      for (const each of all) each(params);
    };
    const subscribe = (client: LanguageClient): void => void client.onNotification(type, tell);
    this.handlers.push(subscribe);
    if (this.client) subscribe(this.client);
  }

  /** Answers every request of that kind, from this server process and all after it. */
  answer<P, R>(type: RequestType<P, R, void>, handler: (params: P, token: CancellationToken) => Promise<R>): void {
    const subscribe = (client: LanguageClient): void =>
      void client.onRequest(type.method, (params: P, token: CancellationToken) => handler(params, token));
    this.handlers.push(subscribe);
    if (this.client) subscribe(this.client);
  }

  /** Says how far the answer to a request of the server's is. */
  report(type: ProgressType<number>, token: string, value: number): void {
    this.client?.sendProgress(type, token, value).catch(() => undefined); // the request itself says what is wrong
  }

  /** Progress the server reports for a token that we made up. */
  onProgress(token: string, handler: (value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd) => void): Disposable {
    return (this.client && this.library?.onWorkDone(this.client, token, handler)) ?? { dispose: () => undefined };
  }

  /** What the server tells of a kind of our own, for a token that we made up. */
  onValue<T>(type: ProgressType<T>, token: string, handler: (value: T) => void): Disposable {
    return this.client?.onProgress(type, token, handler) ?? { dispose: () => undefined };
  }

  dispose(): void {
    this.disposed = true;
    const client = this.client;
    this.client = undefined;
    this.changed.dispose();
    this.ran.dispose();
    // VS Code gives an extension a few seconds to go; the server ends by itself when its channel closes.
    client?.dispose(2_000).catch(() => undefined);
  }

  private async startNow(): Promise<void> {
    this.set('starting');
    const start = ++this.starts;
    const { extension, log, middleware } = this.parts;
    let client: LanguageClient | undefined;
    let first = true;
    try {
      // Loading takes the extension host a while: whoever asked, activation above all, has its answer before.
      await setImmediate();
      this.library ??= await import('./server-client');
      if (start !== this.starts || this.disposed) throw new ServerUnavailable();
      client = this.library.makeServerClient({
        extension,
        log,
        middleware,
        onClosed: (closed) => this.died(closed),
        onState: (changed, state) => {
          if (changed !== this.client || first) return;
          if (state === 'running') {
            // Restarted by the client library after a death.
            this.started = this.becomeReady(changed);
            this.started.catch(() => undefined);
          } else this.set('starting');
        },
      });
      this.client = client;
      for (const subscribe of this.handlers) subscribe(client);
      await withTimeLimit(client.start(), START_LIMIT_MS, () => {
        throw new Error(`it was not ready after ${START_LIMIT_MS / 1000} seconds`);
      });
    } catch (error) {
      if (start === this.starts && !this.disposed) {
        this.fail(l10n.t('Self-Heal could not start its server: {0}', error instanceof Error ? error.message : String(error)));
        client?.dispose().catch(() => undefined);
      }
      throw new ServerUnavailable();
    }
    first = false;
    await this.becomeReady(client);
  }

  private async becomeReady(client: LanguageClient): Promise<void> {
    await client.start();
    if (client !== this.client) throw new ServerUnavailable();
    await this.parts.prepare(this);
    this.set('running');
    this.parts.log.info(`Server ready (${this.serverName ?? 'unnamed'}, process ${this.processId ?? '?'}).`);
    this.ran.fire();
  }

  private died(client: LanguageClient): ServerClient.AfterDeath {
    const now = Date.now();
    this.deaths = [...this.deaths.filter((time) => now - time < DEATH_WINDOW_MS), now];
    if (client !== this.client || this.disposed) return { restart: false };
    if (!client.initializeResult) {
      // It never came up: starting it again would end the same way. `startNow` reports it.
      return { restart: false, reason: 'The server ended before it was ready.' };
    }
    if (this.deaths.length <= MAX_RESTARTS) {
      this.set('starting');
      return {
        restart: true,
        reason: `The server stopped unexpectedly (${this.deaths.length} of at most ${MAX_RESTARTS}); it is started again.`,
      };
    }
    this.fail(l10n.t("Self-Heal's server stopped {0} times within five minutes and is not started again.", this.deaths.length));
    return { restart: false, reason: 'The server keeps stopping; it is not started again.' };
  }

  private fail(sentence: string): void {
    this.started = Promise.reject(new ServerUnavailable());
    this.started.catch(() => undefined);
    this.set('failed');
    const { log } = this.parts;
    log.error(sentence);
    // A second failure says so itself.
    const restart = { title: l10n.t('Restart'), run: () => this.restart().catch(() => undefined) };
    this.parts.notices.show(log, 'server-stopped', 'error', sentence, restart, showLog(log));
  }

  private set(state: SessionState): void {
    if (this.current === state) return;
    this.current = state;
    if (!this.disposed) this.changed.fire(state);
  }
}
