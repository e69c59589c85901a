// Read-only documents made up by the extension: both sides of a preview, reports, statistics. Their text is kept while a tab shows them.

import {
  EventEmitter,
  Uri,
  ViewColumn,
  l10n,
  window,
  workspace,
  type Disposable,
  type TextDocumentContentProvider,
  type TextEditor,
} from 'vscode';
import { visibleLine } from '../../engine/visible-text';

export const SCHEME = 'self-heal';
/** Closed documents are forgotten on closing; this only bounds what is never opened: a plan of 200 files has two for each. */
const MAX_DOCUMENTS = 500;

export class VirtualDocuments implements TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly disposables: Disposable[];
  private next = 1;

  readonly onDidChange = this.changed.event;

  constructor() {
    this.disposables = [
      this.changed,
      workspace.registerTextDocumentContentProvider(SCHEME, this),
      workspace.onDidCloseTextDocument((document) => {
        if (document.uri.scheme === SCHEME) this.texts.delete(document.uri.toString());
      }),
    ];
  }

  provideTextDocumentContent(uri: Uri): string {
    // A tab restored after a reload asks for a text that is gone.
    return (
      this.texts.get(uri.toString()) ??
      `${l10n.t('This page was made by Self-Heal in an earlier session and is gone. Run its command again.')}\n`
    );
  }

  /** A new document; the name decides its language and is what the tab shows. */
  add(name: string, text: string): Uri {
    const uri = Uri.from({ scheme: SCHEME, path: `/${visibleLine(name)}`, query: String(this.next++) });
    this.texts.set(uri.toString(), text);
    for (const oldest of this.texts.keys()) {
      if (this.texts.size <= MAX_DOCUMENTS) break;
      this.texts.delete(oldest);
    }
    return uri;
  }

  /** Another text for a document that is shown. */
  set(uri: Uri, text: string): void {
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
  }

  async show(name: string, text: string): Promise<TextEditor> {
    const document = await workspace.openTextDocument(this.add(name, text));
    return window.showTextDocument(document, { viewColumn: ViewColumn.Active, preview: true });
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    this.texts.clear();
  }
}
