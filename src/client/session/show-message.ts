// Messages with buttons. Nobody waits for them: they stay until they are read, and what they speak of is done already. What they and the lines of
// lists quote of others is made visible here.

import { l10n, window, type LogOutputChannel, type QuickPickItem } from 'vscode';
import { visibleLine, visibleText } from '../../engine/visible-text';

export interface Button {
  readonly title: string;
  readonly run: () => unknown;
}

const SHOW = { info: window.showInformationMessage, warning: window.showWarningMessage, error: window.showErrorMessage };

export function showMessage(log: LogOutputChannel, severity: keyof typeof SHOW, message: string, ...buttons: readonly Button[]): void {
  (async () => {
    const choice = await SHOW[severity](visibleText(message), ...buttons.map(({ title }) => title));
    await buttons.find(({ title }) => title === choice)?.run();
  })().catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
}

export const showLog = (log: LogOutputChannel): Button => ({ title: l10n.t('Show Log'), run: () => log.show() });

/** A line of a list, its words of others made visible. */
export function visibleItem<T extends QuickPickItem>(item: T): T {
  const { label, description, detail } = item;
  return {
    ...item,
    label: visibleLine(label),
    ...(description !== undefined && { description: visibleLine(description) }),
    ...(detail !== undefined && { detail: visibleLine(detail) }),
  };
}
