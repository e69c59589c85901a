// Notices that nobody asked for: each has "Don't Show Again", and what is hidden so is in the log all the same.

import { EventEmitter, l10n, type Disposable, type LogOutputChannel, type Memento } from 'vscode';
import { showMessage, type Button } from './show-message';

const NAME = 'selfHeal.hiddenNotices';
/** The newest that are remembered. */
const MAX_HIDDEN = 200;

export class Notices implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly globalState: Memento) {}

  /** What a person does not want to see again. */
  get hidden(): readonly string[] {
    const kept = this.globalState.get<unknown>(NAME);
    return Array.isArray(kept) ? kept.filter((key): key is string => typeof key === 'string') : [];
  }

  isHidden(key: string): boolean {
    return this.hidden.includes(key);
  }

  /** A notice with what can be done about it; nothing where it is hidden. `key`: the same for the same notice, on every day. */
  show(log: LogOutputChannel, key: string, severity: 'info' | 'warning' | 'error', message: string, ...buttons: readonly Button[]): void {
    if (!this.isHidden(key)) showMessage(log, severity, message, ...buttons, this.dontShowAgain(key));
  }

  async showAgain(): Promise<void> {
    await this.globalState.update(NAME, undefined);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private dontShowAgain(key: string): Button {
    return {
      title: l10n.t("Don't Show Again"),
      run: async () => {
        await this.globalState.update(NAME, [...this.hidden.filter((other) => other !== key), key].slice(-MAX_HIDDEN));
        this.changed.fire();
      },
    };
  }
}
