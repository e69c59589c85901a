// Where the rule that is being edited fits, asked anew a moment after each edit: of the text as it is typed, saved or not.

import { CancellationTokenSource, EventEmitter, window, workspace, type Disposable, type TextDocument } from 'vscode';
import { RuleMatches } from '../../protocol';
import type { ClientContext } from '../session/context';
import { isHealed } from '../session/languages';
import { ruleFolderOf } from '../session/rule-files';

/** After an edit, wait for this long. In ms. */
const QUIET = 400;

export interface EditedRule {
  /** URI of its file. */
  readonly file: string;
  /** undefined until the first answer. */
  readonly answer: RuleMatches.Answer | undefined;
}

export class LearnedMatches implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly disposables: Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private asking: CancellationTokenSource | undefined;
  private edited: EditedRule | undefined;

  /** Another rule is edited, or it fits elsewhere. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly context: Pick<ClientContext, 'session' | 'log' | 'settings'>) {
    this.disposables = [
      this.changed,
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        if (document.uri.toString() === this.edited?.file || this.isInFront(document)) this.ask(document, QUIET);
        // The code that it is looked for in.
        else if (this.edited && isHealed(document)) this.again();
      }),
      window.onDidChangeActiveTextEditor(() => this.look()),
      window.tabGroups.onDidChangeTabs(() => this.look()),
    ];
    this.look();
  }

  /** The rule whose file is open in an editor, the last one that was in front. */
  get current(): EditedRule | undefined {
    return this.edited;
  }

  /** The code has changed, or the server is another. */
  again(): void {
    const document = this.edited && openDocument(this.edited.file);
    if (document) this.ask(document, QUIET);
  }

  dispose(): void {
    this.stop();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private isInFront(document: TextDocument): boolean {
    return window.activeTextEditor?.document === document && ruleFolderOf(document) !== undefined;
  }

  private look(): void {
    const document = window.activeTextEditor?.document;
    if (document && this.isInFront(document)) {
      if (document.uri.toString() !== this.edited?.file) this.ask(document, 0);
      return;
    }
    // A look at one of its matches leaves the rule where it is; closing its file does not.
    if (this.edited && !isInTab(this.edited.file)) {
      this.stop();
      this.edited = undefined;
      this.changed.fire();
    }
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
    this.asking?.dispose();
    this.asking = undefined;
  }

  private ask(document: TextDocument, wait: number): void {
    this.stop();
    const file = document.uri.toString();
    if (this.edited?.file !== file) {
      this.edited = { file, answer: undefined };
      this.changed.fire();
    }
    this.timer = setTimeout(() => {
      this.answer(document).catch((error: unknown) => this.context.log.warn(`The places of a rule were not found: ${String(error)}`));
    }, wait);
  }

  private async answer(document: TextDocument): Promise<void> {
    const folder = ruleFolderOf(document);
    const { session, settings } = this.context;
    if (!folder || !workspace.isTrusted || !settings.current.enabled || session.state === 'idle') return;
    const asking = new CancellationTokenSource();
    this.asking = asking;
    const file = document.uri.toString();
    try {
      const answer = await session.ask(RuleMatches.type, { folder: folder.uri.toString(), text: document.getText() }, asking.token);
      if (asking.token.isCancellationRequested || this.edited?.file !== file || 'reason' in answer) return;
      this.edited = { file, answer };
      this.changed.fire();
    } catch (error) {
      if (!asking.token.isCancellationRequested) throw error;
    }
  }
}

const openDocument = (file: string): TextDocument | undefined => workspace.textDocuments.find(({ uri }) => uri.toString() === file);

function isInTab(file: string): boolean {
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => typeof input === 'object' && input !== null && 'uri' in input && String(input.uri) === file),
  );
}
