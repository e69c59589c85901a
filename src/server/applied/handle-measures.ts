// When measures are counted anew, and what a person asks of them.

import { filesBesideStore, prometheusText, removeFilesBesideStore } from '../../engine';
import { ExportMeasures, FilesBesideStore, type Refusal } from '../../protocol';
import { toPath } from '../session/paths';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import type { SignalWatch } from '../terminal/signal-watch';
import type { Measures } from './measures';

export function handleMeasures({ client, connection, folders, log, stores }: Session, measures: Measures, signals: SignalWatch): void {
  signals.onDidSee(log.listener('measures', () => measures.changed()));
  client.onDidChangeSettings(log.listener('measures', () => measures.reconsider()));
  client.onDidGrantTrust(log.listener('measures', () => measures.reconsider()));
  connection.onRequest(
    ExportMeasures.type,
    log.caught(
      'exporting the measures',
      ({ folder, format }): ExportMeasures.Answer | Refusal => {
        const root = toPath(folder);
        const counted = measures.of(root);
        if (!counted) return stores.refusal(root);
        return { text: format === 'prometheus' ? prometheusText(counted) : `${JSON.stringify({ metrics: counted }, null, 2)}\n` };
      },
      internalError('Exporting the measures'),
    ),
  );
  connection.onRequest(
    FilesBesideStore.type,
    log.caught(
      'files beside the store',
      async ({ folder, remove }): Promise<FilesBesideStore.Answer | Refusal> => {
        const root = toPath(folder);
        if (!client.trusted || !folders.all.includes(root)) return stores.refusal(root);
        if (!remove) return { names: filesBesideStore(root) };
        await Promise.all([measures.written(), signals.forget(root)]);
        const removed = removeFilesBesideStore(root);
        return removed.ok ? { names: removed.value } : { reason: 'no-store', message: removed.message };
      },
      internalError('Removing the files beside the store'),
    ),
  );
}
