// The report pages, one a folder: nothing from elsewhere, the editor's own colours, a script of ours alone. What a page shows is in the store, and asked for
// anew when it comes back; what the person chose on it is kept by the page itself, over a restart too.

import { randomUUID } from 'node:crypto';
import {
  type Disposable,
  env,
  l10n,
  Uri,
  UIKind,
  ViewColumn,
  window,
  workspace,
  type WebviewPanel,
  type WebviewPanelSerializer,
  type WorkspaceFolder,
} from 'vscode';
import { LearningReport } from '../../protocol';
import type { ClientContext } from '../session/context';
import { nameOf } from '../session/name-of';
import { showMessage } from '../session/show-message';
import { answerOrThrow, Cancelled, UserError } from '../session/user-error';

const VIEW = 'selfHeal.report';
/** Of what a page hands over to be saved, in UTF-16 units: a picture of a wide screen has a tenth. */
const MAX_SAVED = 20_000_000;
const PNG = 'data:image/png;base64,';

type Parts = Pick<ClientContext, 'extension' | 'session' | 'log'>;

/** A button that was pressed on the page. */
type Wish =
  { readonly kind: 'refresh' } | { readonly kind: 'page' } | { readonly kind: 'csv' | 'png'; readonly name: string; readonly data: string };

export class ReportPages implements Disposable, WebviewPanelSerializer {
  private readonly panels = new Map<string, WebviewPanel>();
  private readonly registered: Disposable;

  constructor(private readonly parts: Parts) {
    this.registered = window.registerWebviewPanelSerializer(VIEW, this);
  }

  dispose(): void {
    this.registered.dispose();
    for (const panel of this.panels.values()) panel.dispose();
  }

  /** The folder's page, made anew or brought to the front; its numbers are those of now. */
  async open(folder: WorkspaceFolder): Promise<void> {
    const known = this.panels.get(folder.uri.toString());
    if (known) {
      const wasVisible = known.visible;
      known.reveal();
      // One that was not seen is filled because it comes back.
      if (wasVisible) await this.fill(known, folder);
      return;
    }
    const panel = window.createWebviewPanel(VIEW, l10n.t('Self-Heal: {0}', folder.name), ViewColumn.Active, { enableFindWidget: true });
    this.adopt(panel, folder);
    try {
      await this.fill(panel, folder);
    } catch (error) {
      panel.dispose();
      throw error;
    }
  }

  /** After a restart, once the page is seen again. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const uri = typeof state === 'object' && state !== null && 'folder' in state ? state.folder : undefined;
    const folders = workspace.workspaceFolders ?? [];
    // The editor may have ended before it wrote down what the page keeps.
    const folder = folders.find((one) => one.uri.toString() === uri) ?? (folders.length === 1 ? folders[0] : undefined);
    if (!folder || !workspace.isTrusted || this.panels.has(folder.uri.toString())) {
      panel.dispose();
      return;
    }
    this.adopt(panel, folder);
    await this.fill(panel, folder).catch((error: unknown) => {
      panel.dispose();
      this.tell(error);
    });
  }

  private adopt(panel: WebviewPanel, folder: WorkspaceFolder): void {
    const { extensionUri } = this.parts.extension;
    const key = folder.uri.toString();
    this.panels.set(key, panel);
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(extensionUri, 'media'), Uri.joinPath(extensionUri, 'dist')],
    };
    panel.iconPath = Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const wish = wishOf(message);
      if (wish) this.grant(panel, folder, wish).catch((error: unknown) => this.tell(error));
    });
    let wasVisible = panel.visible;
    panel.onDidChangeViewState(() => {
      // What was healed since is counted when the page comes back.
      if (panel.visible && !wasVisible) this.fill(panel, folder).catch((error: unknown) => this.tell(error));
      wasVisible = panel.visible;
    });
    panel.onDidDispose(() => this.panels.delete(key));
  }

  private async fill({ webview }: WebviewPanel, folder: WorkspaceFolder): Promise<void> {
    const { extensionUri } = this.parts.extension;
    const html = await this.ask(folder, {
      style: webview.asWebviewUri(Uri.joinPath(extensionUri, 'media', 'report.css')).toString(),
      source: webview.cspSource,
      script: webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', 'report-page.js')).toString(),
      nonce: randomUUID(),
    });
    webview.html = html;
  }

  private async ask({ uri, name }: WorkspaceFolder, page: LearningReport.Params['page']): Promise<string> {
    return answerOrThrow(await this.parts.session.ask(LearningReport.type, { folder: uri.toString(), name, page })).html;
  }

  private async grant(panel: WebviewPanel, folder: WorkspaceFolder, wish: Wish): Promise<void> {
    if (wish.kind === 'refresh') return this.fill(panel, folder);
    if (wish.kind === 'page') {
      const css = new TextDecoder().decode(
        await workspace.fs.readFile(Uri.joinPath(this.parts.extension.extensionUri, 'media', 'report.css')),
      );
      const file = await save(
        folder,
        `self-heal-${folder.name}.html`,
        l10n.t('Page'),
        new TextEncoder().encode(await this.ask(folder, { css })),
      );
      if (file) this.tellSaved(file);
      return;
    }
    const bytes = wish.kind === 'csv' ? new TextEncoder().encode(wish.data) : Buffer.from(wish.data.slice(PNG.length), 'base64');
    await save(folder, `self-heal-${wish.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.${wish.kind}`, wish.kind.toUpperCase(), bytes);
  }

  private tellSaved(file: Uri): void {
    // A browser on another machine has no such file.
    const isHere = env.uiKind === UIKind.Desktop && env.remoteName === undefined && file.scheme === 'file';
    const open = { title: l10n.t('Open in Browser'), run: () => env.openExternal(file) };
    showMessage(
      this.parts.log,
      'info',
      l10n.t('The report is in {0}. A browser shows and prints it.', nameOf(file)),
      ...(isHere ? [open] : []),
    );
  }

  private tell(error: unknown): void {
    if (error instanceof Cancelled) return;
    const { log } = this.parts;
    if (error instanceof UserError) return showMessage(log, error.severity, error.message);
    log.error(error instanceof Error ? error : String(error), 'The report page');
    showMessage(
      log,
      'error',
      l10n.t('The report could not be shown or saved: {0}', error instanceof Error ? error.message : String(error)),
    );
  }
}

/** Asks where to; undefined where the person does not say. */
async function save(folder: WorkspaceFolder, name: string, kind: string, bytes: Uint8Array): Promise<Uri | undefined> {
  const ending = name.split('.').at(-1) ?? '';
  const file = await window.showSaveDialog({ defaultUri: Uri.joinPath(folder.uri, name), filters: { [kind]: [ending] } });
  if (file) await workspace.fs.writeFile(file, bytes);
  return file;
}

/** What the page sends is text like any other: what it does not send right is left alone. */
function wishOf(message: unknown): Wish | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  const { kind } = message;
  if (kind === 'refresh') return { kind };
  if (kind === 'page') return { kind };
  if ((kind !== 'csv' && kind !== 'png') || !('name' in message) || !('data' in message)) return undefined;
  const { name, data } = message;
  if (typeof name !== 'string' || typeof data !== 'string' || data.length > MAX_SAVED) return undefined;
  return kind === 'png' && !data.startsWith(PNG) ? undefined : { kind, name: name.slice(0, 100), data };
}
