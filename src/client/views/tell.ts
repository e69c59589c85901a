// Sentences from the server, each shown once a session.

import { Disposable } from 'vscode';
import { Tell } from '../../protocol';
import type { Feature } from '../session/context';
import { setStoreAsideButton } from '../session/damaged-store';
import { showLog } from '../session/show-message';

export const tellOnce: Feature = ({ session, log, settings, notices }) => {
  const told = new Set<string>();
  session.on(Tell.type, ({ key, severity, message, damagedStore, quiet }) => {
    log[severity === 'warning' ? 'warn' : severity](message);
    if (quiet || told.has(key) || !settings.current.enabled) return;
    told.add(key);
    notices.show(log, key, severity, message, ...setStoreAsideButton(damagedStore), showLog(log));
  });
  return Disposable.from();
};
