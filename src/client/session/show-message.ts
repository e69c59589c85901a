// Messages with buttons. Nobody waits for them: they stay until they are read, and what they speak of is done already.

import { window, type LogOutputChannel } from 'vscode';

export interface Button {
  readonly title: string;
  readonly run: () => unknown;
}

const SHOW = { info: window.showInformationMessage, warning: window.showWarningMessage, error: window.showErrorMessage };

export function showMessage(log: LogOutputChannel, severity: keyof typeof SHOW, message: string, ...buttons: readonly Button[]): void {
  (async () => {
    const choice = await SHOW[severity](message, ...buttons.map(({ title }) => title));
    await buttons.find(({ title }) => title === choice)?.run();
  })().catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
}

export const showLog = (log: LogOutputChannel): Button => ({ title: 'Show Log', run: () => log.show() });
