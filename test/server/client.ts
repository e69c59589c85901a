// A plain LSP client over stdio, no editor: drives the real, built server as any LSP editor would.

import { spawn, type ChildProcess } from 'node:child_process';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import type { ClientOptions, StatusChanged } from '../../src/protocol';

export const REPO = path.resolve(__dirname, '../..');

export class LspClient {
  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
  ) {
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params.diagnostics);
      for (const wake of this.waiting.splice(0)) wake();
    });
    for (const method of [
      'selfHeal/status',
      'selfHeal/tell',
      'selfHeal/autoUndone',
      'selfHeal/rules/changed',
      'selfHeal/pairs/changed',
      'selfHeal/adapters/changed',
    ]) {
      connection.onNotification(method, (params: unknown) => {
        this.notified.push({ method, params });
        for (const wake of this.waiting.splice(0)) wake();
      });
    }
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => void this.log.push(message));
  }

  readonly published = new Map<string, readonly Diagnostic[]>();
  readonly notified: { method: string; params: unknown }[] = [];
  readonly log: string[] = [];
  /** What the server answered to `initialize`. */
  initialized: unknown;
  private readonly waiting: (() => void)[] = [];
  private readonly versions = new Map<string, number>();

  /** Trusted, where `options` do not say otherwise; null sends none at all. */
  static async start(
    folders: readonly string[],
    options: Partial<ClientOptions> | null = {},
    command: readonly string[] = [process.execPath, path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'server.js'), '--stdio'],
    // As every editor does.
    capabilities: ClientCapabilities = { workspace: { workspaceFolders: true, workspaceEdit: { documentChanges: true } } },
  ): Promise<LspClient> {
    const [program, ...args] = command;
    if (!program) throw new Error('no command');
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const client = new LspClient(child, connection);
    connection.listen();
    client.initialized = await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folders[0] ? pathToFileURL(folders[0]).href : null,
      workspaceFolders: folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: path.basename(folder) })),
      capabilities,
      ...(options && { initializationOptions: { trusted: true, ...options } }),
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  async open(uri: string, text: string, languageId = 'python'): Promise<void> {
    this.versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces the whole text, as an editor without incremental changes would. */
  async change(uri: string, text: string): Promise<void> {
    const version = (this.versions.get(uri) ?? 1) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  /** Puts a text in at a place, as an editor does. */
  async insert(uri: string, at: Position, text: string): Promise<void> {
    const version = (this.versions.get(uri) ?? 1) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: at, end: at }, text }],
    });
  }

  /** What the status item shows, as the server said it last. */
  get status(): StatusChanged.Params | undefined {
    return this.notified.findLast(({ method }) => method === 'selfHeal/status')?.params as StatusChanged.Params | undefined;
  }

  version(uri: string): number {
    return this.versions.get(uri) ?? 1;
  }

  /** The fixes for diagnostics at a line; asks again until there are some or the time is up. */
  async fixes(uri: string, diagnostics: readonly Diagnostic[], { patient = 10_000 } = {}): Promise<CodeAction[]> {
    const range = diagnostics[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const until = Date.now() + patient;
    for (;;) {
      const actions: CodeAction[] | null = await this.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics },
      });
      if (actions || Date.now() > until) return actions ?? [];
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Waits until a condition on what the server said holds. */
  async until(what: string, condition: () => boolean, patient = 10_000): Promise<void> {
    const end = Date.now() + patient;
    while (!condition()) {
      const left = end - Date.now();
      if (left <= 0) throw new Error(`timed out: ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 200));
        this.waiting.push(() => (clearTimeout(timer), resolve()));
      });
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    try {
      await this.connection.sendRequest('shutdown');
      await this.connection.sendNotification('exit');
    } catch {
      this.process.kill('SIGKILL');
    }
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(timer);
    this.connection.dispose();
  }
}

/** A diagnostic at the first place where `text` holds `what`. */
export function at(text: string, what: string, message: string, source: string, code?: string): Diagnostic {
  const offset = text.indexOf(what);
  const line = text.slice(0, offset).split('\n').length - 1;
  const character = offset - (text.lastIndexOf('\n', offset - 1) + 1);
  return {
    range: { start: { line, character }, end: { line, character: character + what.length } },
    severity: 1,
    source,
    message,
    ...(code ? { code } : {}),
  };
}

/** The text after a code action's edits to the document with that URI. */
export function applied(text: string, action: CodeAction, uri: string): string {
  const lines = text.split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const changes = (action.edit?.documentChanges ?? []).flatMap((change) =>
    'edits' in change && change.textDocument.uri === uri ? change.edits : [],
  );
  const at = ({ line, character }: { line: number; character: number }): number => (starts[line] ?? text.length) + character;
  let out = text;
  for (const edit of [...changes].sort((a, b) => at(b.range.start) - at(a.range.start)))
    if ('newText' in edit) out = out.slice(0, at(edit.range.start)) + edit.newText + out.slice(at(edit.range.end));
  return out;
}
