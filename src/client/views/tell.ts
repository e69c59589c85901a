// Sentences from the server, each shown once a session.

import { Disposable, window } from 'vscode';
import { Tell } from '../../protocol';
import type { Feature } from '../session/context';

export const tellOnce: Feature = ({ session, log, settings }) => {
  const told = new Set<string>();
  const show = { info: window.showInformationMessage, warning: window.showWarningMessage, error: window.showErrorMessage };
  session.on(Tell.type, ({ key, severity, message }) => {
    log[severity === 'warning' ? 'warn' : severity](message);
    if (told.has(key) || !settings.current.enabled) return;
    told.add(key);
    const showLog = 'Show Log';
    void show[severity](message, showLog).then((choice) => {
      if (choice === showLog) log.show();
    });
  });
  return Disposable.from();
};
