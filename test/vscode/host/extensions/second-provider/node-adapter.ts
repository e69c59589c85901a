// A debug adapter for Node, for the tests: the server build of VS Code brings none. It drives the real inspector of a real Node, and answers in the form of
// VS Code's own adapter: class and message as the exception's id, no description, `all` as the break mode.

import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EventEmitter, type DebugAdapter, type DebugProtocolMessage } from 'vscode';

interface Request {
  readonly seq: number;
  readonly command: string;
  readonly arguments?: { readonly program?: string; readonly cwd?: string };
}
interface Parsed {
  readonly scriptId: string;
  readonly url: string;
}
interface Paused {
  readonly reason: string;
  readonly data?: { readonly description?: string };
  readonly callFrames: readonly {
    readonly functionName: string;
    readonly location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber?: number };
  }[];
}

export class NodeAdapter implements DebugAdapter {
  private readonly sent = new EventEmitter<DebugProtocolMessage>();
  readonly onDidSendMessage = this.sent.event;
  private node: ChildProcess | undefined;
  private socket: WebSocket | undefined;
  private paused: Paused | undefined;
  private readonly scripts = new Map<string, string>();
  private seq = 1;

  handleMessage(message: DebugProtocolMessage): void {
    const request = message as unknown as Request;
    switch (request.command) {
      case 'initialize':
        this.answer(request, { supportsExceptionInfoRequest: true, supportsConfigurationDoneRequest: true });
        return this.event('initialized', {});
      case 'launch':
        this.launch(request.arguments ?? {});
        return this.answer(request, {});
      case 'threads':
        return this.answer(request, { threads: [{ id: 1, name: 'main' }] });
      case 'exceptionInfo':
        return this.answer(request, {
          exceptionId: (this.paused?.data?.description ?? 'Error').split(/\n\s+at /)[0],
          breakMode: 'all',
          details: {},
        });
      case 'stackTrace':
        return this.answer(request, { stackFrames: this.frames() });
      case 'scopes':
        return this.answer(request, { scopes: [] });
      case 'disconnect':
      case 'terminate':
        this.dispose();
        this.answer(request, {});
        return this.event('terminated', {});
      default:
        return this.answer(request, {});
    }
  }

  dispose(): void {
    this.socket?.close();
    this.node?.kill('SIGKILL');
  }

  private launch({ program = '', cwd }: NonNullable<Request['arguments']>): void {
    const node = spawn(process.execPath, ['--inspect-brk=127.0.0.1:0', '--disable-warning=ExperimentalWarning', program], {
      cwd,
      stdio: 'pipe',
    });
    this.node = node;
    let printed = '';
    node.stderr.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /ws:\/\/\S+/.exec(printed)?.[0];
      if (url && !this.socket) this.attach(url);
    });
    node.once('exit', () => this.event('terminated', {}));
  }

  private attach(url: string): void {
    const socket = new WebSocket(url);
    this.socket = socket;
    let id = 1;
    const send = (method: string, params: object = {}): void => socket.send(JSON.stringify({ id: id++, method, params }));
    socket.addEventListener('open', () => {
      send('Runtime.enable');
      send('Debugger.enable');
      send('Debugger.setPauseOnExceptions', { state: 'uncaught' });
      send('Runtime.runIfWaitingForDebugger');
    });
    socket.addEventListener('message', ({ data }) => {
      const { method, params } = JSON.parse(String(data)) as { readonly method?: string; readonly params: Paused & Parsed };
      if (method === 'Debugger.scriptParsed') this.scripts.set(params.scriptId, params.url);
      if (method !== 'Debugger.paused') return;
      if (params.reason !== 'exception' && params.reason !== 'promiseRejection') return send('Debugger.resume');
      this.paused = params;
      this.event('stopped', { reason: 'exception', description: 'Paused on exception', threadId: 1, allThreadsStopped: true });
    });
  }

  private frames(): object[] {
    return (this.paused?.callFrames ?? []).map(({ functionName, location }, id) => ({
      id: id + 1,
      name: functionName || '<anonymous>',
      line: location.lineNumber + 1,
      column: (location.columnNumber ?? 0) + 1,
      ...this.sourceOf(location.scriptId),
    }));
  }

  private sourceOf(script: string): object {
    const url = this.scripts.get(script) ?? '';
    return url.startsWith('file:') ? { source: { path: fileURLToPath(url) } } : {};
  }

  private answer({ seq, command }: Request, body: object): void {
    this.send({ type: 'response', request_seq: seq, command, success: true, body });
  }

  private event(event: string, body: object): void {
    this.send({ type: 'event', event, body });
  }

  private send(message: object): void {
    this.sent.fire({ seq: this.seq++, ...message });
  }
}
