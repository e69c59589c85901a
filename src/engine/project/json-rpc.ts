// A child process that speaks JSON-RPC with Content-Length headers, as language servers do. Small on purpose: it asks, and it is asked.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

export interface RpcOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What the other side asks of us; the answer is its result. */
  readonly onRequest: (method: string, params: unknown) => unknown;
  readonly onNotification?: (method: string, params: unknown) => void;
}

const MAX_MESSAGE = 64 * 1024 * 1024;

export type RpcFailure = 'timeout' | 'ended' | 'refused';

export interface RpcAnswer {
  readonly result: unknown;
}

/** Ends once; after that every request answers 'ended'. */
export class RpcProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private buffer: Buffer = Buffer.alloc(0);
  private readonly pending = new Map<number, (answer: RpcAnswer | RpcFailure) => void>();
  private nextId = 1;
  private over = false;

  constructor(private readonly options: RpcOptions) {
    this.child = spawn(options.command, [...options.args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.child.stdout.on('data', (chunk: Buffer) => this.read(chunk));
    this.child.stderr.resume();
    for (const stream of [this.child.stdin, this.child.stdout, this.child.stderr]) stream.on('error', () => this.end());
    this.child.on('error', () => this.end());
    this.child.on('exit', () => this.end());
  }

  get alive(): boolean {
    return !this.over;
  }

  request(method: string, params: unknown, timeoutMs: number, signal?: AbortSignal): Promise<RpcAnswer | RpcFailure> {
    if (this.over || signal?.aborted) return Promise.resolve('ended');
    const id = this.nextId++;
    return new Promise((resolve) => {
      const finish = (answer: RpcAnswer | RpcFailure): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        this.pending.delete(id);
        resolve(answer);
      };
      const aborted = (): void => {
        this.notify('$/cancelRequest', { id });
        finish('ended');
      };
      const timer = setTimeout(() => {
        this.notify('$/cancelRequest', { id });
        finish('timeout');
      }, timeoutMs);
      signal?.addEventListener('abort', aborted, { once: true });
      this.pending.set(id, finish);
      this.send({ jsonrpc: '2.0', id, method, params });
    });
  }

  notify(method: string, params: unknown): void {
    this.send({ jsonrpc: '2.0', method, params });
  }

  /** Kills the process with its children; safe to call twice. */
  end(): void {
    if (this.over) return;
    this.over = true;
    killTree(this.child);
    for (const finish of [...this.pending.values()]) finish('ended');
    this.buffer = Buffer.alloc(0);
  }

  private send(message: object): void {
    if (this.over) return;
    const body = Buffer.from(JSON.stringify(message), 'utf8');
    this.child.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`, 'ascii'), body]));
  }

  private read(chunk: Buffer): void {
    if (this.over) return;
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const head = this.buffer.indexOf('\r\n\r\n');
      if (head < 0) {
        if (this.buffer.length > 4096) this.end(); // no header is this long: it does not speak the protocol
        return;
      }
      const length = Number(/content-length: *(\d+)/i.exec(this.buffer.toString('ascii', 0, head))?.[1] ?? NaN);
      if (!(length <= MAX_MESSAGE)) return this.end();
      if (this.buffer.length < head + 4 + length) return;
      const body = this.buffer.toString('utf8', head + 4, head + 4 + length);
      this.buffer = this.buffer.subarray(head + 4 + length);
      let message: unknown;
      try {
        message = JSON.parse(body);
      } catch {
        return this.end();
      }
      this.receive(message);
      if (this.over) return;
    }
  }

  private receive(message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    const { id, method, params, result, error } = message as {
      id?: unknown;
      method?: unknown;
      params?: unknown;
      result?: unknown;
      error?: unknown;
    };
    if (typeof method === 'string') {
      if (id === undefined) this.options.onNotification?.(method, params);
      else this.send({ jsonrpc: '2.0', id, result: this.options.onRequest(method, params) ?? null });
    } else if (typeof id === 'number') {
      this.pending.get(id)?.(error === undefined ? { result } : 'refused');
    }
  }
}

function killTree(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32')
      spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' }).on('error', () =>
        child.kill('SIGKILL'),
      );
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
