// Forwards what other providers say about documents to the server: it would see only its own diagnostics otherwise,
// and fixes are prepared when a diagnostic arrives, not when the menu opens.

import { Disposable, languages, workspace, type Diagnostic, type TextDocument, type Uri } from 'vscode';
import { DiagnosticsSeen, SOURCE } from '../../protocol';
import { isHealed, looksHealed } from './languages';
import type { ServerSession } from './server-session';
import type { SettingsSource } from './settings';

/** More problems than this in one file are a broken set-up, not work for anybody. */
const MAX_PER_FILE = 1_000;
/** Files forwarded when the server starts; open documents go first. */
const MAX_FILES = 500;
const MAX_MESSAGE = 8_000;
const MAX_RELATED = 20;

const openDocument = (uri: Uri): TextDocument | undefined =>
  workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());

export class DiagnosticsForwarder implements Disposable {
  private readonly listening: Disposable;
  /** What was forwarded last, by file. VS Code reports a change for the server's own diagnostics too: without this they would chase each other. */
  private readonly forwarded = new Map<string, string>();
  private enabled: boolean;

  constructor(
    private readonly session: ServerSession,
    private readonly settings: SettingsSource,
  ) {
    this.enabled = settings.current.enabled;
    this.listening = Disposable.from(
      languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.forward(uri);
      }),
      workspace.onDidCloseTextDocument((document) => this.forwarded.delete(document.uri.toString())),
      session.onRunning(() => this.sweep()),
      settings.onDidChange(() => {
        if (settings.current.enabled && !this.enabled) this.sweep();
        this.enabled = settings.current.enabled;
      }),
    );
  }

  /** The server has just been told of this document: what it heard of it before went nowhere. */
  opened(document: TextDocument): void {
    this.forwarded.delete(document.uri.toString());
    this.forward(document.uri);
  }

  /** Sends what is known about a file now, if the server has not heard it: VS Code's own event comes a little later. */
  forward(uri: Uri, all: readonly Diagnostic[] = languages.getDiagnostics(uri)): void {
    const convert = this.session.converter;
    if (!this.settings.current.enabled || this.session.state !== 'running' || !convert) return;
    const document = openDocument(uri);
    if (document ? !isHealed(document) : uri.scheme !== 'file' || !looksHealed(uri.path)) return;
    const diagnostics = all
      .filter((diagnostic) => diagnostic.source !== SOURCE)
      .sort((a, b) => a.severity - b.severity)
      .slice(0, MAX_PER_FILE)
      .map((diagnostic) => {
        const plain = convert.asDiagnostic(diagnostic);
        return {
          ...plain,
          message: typeof plain.message === 'string' ? plain.message.slice(0, MAX_MESSAGE) : plain.message,
          ...(plain.relatedInformation && { relatedInformation: plain.relatedInformation.slice(0, MAX_RELATED) }),
        };
      });
    const params: DiagnosticsSeen.Params = { uri: convert.asUri(uri), version: document?.version ?? null, diagnostics };
    const key = uri.toString();
    const text = JSON.stringify(params);
    const before = this.forwarded.get(key);
    // A file that nobody said anything about is no news; neither is the same word about the same text.
    if (text === before || (before === undefined && diagnostics.length === 0)) return;
    if (diagnostics.length === 0 && !document) this.forwarded.delete(key);
    else this.forwarded.set(key, text);
    this.session.notify(DiagnosticsSeen.type, params);
  }

  dispose(): void {
    this.listening.dispose();
    this.forwarded.clear();
  }

  private sweep(): void {
    this.forwarded.clear();
    languages
      .getDiagnostics()
      .filter(([, diagnostics]) => diagnostics.length > 0)
      .sort(([a], [b]) => Number(openDocument(b) !== undefined) - Number(openDocument(a) !== undefined))
      .slice(0, MAX_FILES)
      .forEach(([uri, diagnostics]) => this.forward(uri, diagnostics));
  }
}
