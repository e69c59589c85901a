// When measures are counted anew, and what a person asks of them.

import { prometheusText } from '../../engine';
import { ExportMeasures, type Refusal } from '../../protocol';
import { toPath } from '../session/paths';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import type { SignalWatch } from '../terminal/signal-watch';
import type { Measures } from './measures';

export function handleMeasures({ client, connection, log, stores }: Session, measures: Measures, signals: SignalWatch): void {
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
}
