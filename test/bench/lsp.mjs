// A plain LSP client over stdio for the benches: any server, no editor.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { kill } from './figures.mjs';

const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = createRequire(import.meta.url)('vscode-languageserver/node');

export class LspServer {
  /** Starts a server and says hello; `readyMs` is from the start to its answer. */
  static async start(command, args, { folder, options = {}, settings = {}, capabilities = {}, env } = {}) {
    const began = performance.now();
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: process.platform !== 'win32',
    });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const server = new LspServer(child, connection);
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      server.published.set(uri, diagnostics);
      for (const wake of server.waiting.splice(0)) wake();
    });
    connection.onNotification((_method, _params) => undefined);
    connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => settings[section] ?? {}));
    connection.onRequest((_method, _params) => null);
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: path.basename(folder) }],
      initializationOptions: options,
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { publishDiagnostics: {}, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } } },
        ...capabilities,
      },
    });
    server.readyMs = performance.now() - began;
    await connection.sendNotification('initialized', {});
    return server;
  }

  constructor(child, connection) {
    this.child = child;
    this.connection = connection;
    this.published = new Map();
    this.waiting = [];
  }

  async open(uri, languageId, text) {
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  async close(uri) {
    this.published.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** The first diagnostics of a document that satisfy `enough`; undefined when the time is up. */
  async diagnostics(uri, enough = (found) => found.length > 0, limitMs = 20_000) {
    const end = Date.now() + limitMs;
    for (;;) {
      const found = this.published.get(uri);
      if (found && enough(found)) return found;
      if (Date.now() > end) return undefined;
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, 200);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** The quick fixes for diagnostics at the first of them. */
  async actions(uri, diagnostics) {
    return (
      (await this.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range: diagnostics[0].range,
        context: { diagnostics, triggerKind: 1 },
      })) ?? []
    );
  }

  async stop() {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    const timer = setTimeout(() => kill(this.child), 3_000);
    try {
      await Promise.race([this.connection.sendRequest('shutdown'), new Promise((resolve) => setTimeout(resolve, 2_000))]);
      await this.connection.sendNotification('exit');
    } catch {
      kill(this.child);
    }
    await ended;
    clearTimeout(timer);
    kill(this.child);
    this.connection.dispose();
  }
}

/** The text after an edit's changes to one document; undefined where it has none for it. */
export function edited(text, edit, uri) {
  const changes = [
    ...(edit?.changes?.[uri] ?? []),
    ...(edit?.documentChanges ?? []).filter((change) => change.textDocument?.uri === uri).flatMap(({ edits }) => edits),
  ];
  if (changes.length === 0) return undefined;
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
  const at = ({ line, character }) => Math.min((starts[line] ?? text.length) + character, text.length);
  return changes
    .sort((a, b) => at(b.range.start) - at(a.range.start))
    .reduce((out, { range, newText }) => out.slice(0, at(range.start)) + newText + out.slice(at(range.end)), text);
}
