// Adapters: which there are, what a person does with one, and the training of one, asked for or by a schedule.

import { ChangeAdapter, ListAdapters, PlanTraining, ShowAdapter, TrainAdapter, type Refusal, type ShownAdapter } from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { cancelled } from '../session/cancelled';
import { progressOf } from '../session/progress';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import { adapterPage } from './adapter-page';
import { FolderAdapters } from './folder-adapters';
import { Schedules } from './schedules';
import { Trainings } from './trainings';

/** @returns what ends it. */
export function handleAdapters(session: Session, heals: AppliedHeals): () => void {
  const { client, connection, log } = session;
  const adapters = new FolderAdapters(session);
  const trainings = new Trainings(session, heals);
  const schedules = new Schedules(session, trainings);
  const update = log.listener('schedules', () => schedules.update());
  client.onDidChangeSettings(update);
  client.onDidGrantTrust(update);

  connection.onRequest(
    ListAdapters.type,
    log.caught(
      'listing adapters',
      (): ListAdapters.Answer | Refusal => {
        const listed = adapters.list();
        return 'reason' in listed ? listed : { adapters: listed };
      },
      internalError('Listing the adapters'),
    ),
  );
  connection.onRequest(
    ShowAdapter.type,
    log.caught(
      'showing an adapter',
      (name): ShowAdapter.Answer | Refusal => {
        const found = adapters.find(name);
        if ('reason' in found) return found;
        const { adapter, registry } = found;
        const { adapter_id: id } = adapter.record;
        return { title: `Adapter ${id}`, markdown: adapterPage(adapter, registry.active?.record.adapter_id === id) };
      },
      internalError('Showing the adapter'),
    ),
  );
  connection.onRequest(
    ChangeAdapter.type,
    log.caught(
      'changing an adapter',
      async ({ priority, description, errorTypes, ...name }): Promise<ShownAdapter | Refusal> => {
        const found = adapters.find(name);
        if ('reason' in found) return found;
        const changed = await found.registry.update(name.id, {
          ...(priority && { priority }),
          ...(description !== undefined && { description }),
          ...(errorTypes && { error_types: errorTypes }),
        });
        return changed.ok ? adapters.shown(found.root, found.registry, changed.value) : { reason: 'no-adapter', message: changed.message };
      },
      internalError('Changing the adapter'),
    ),
  );
  connection.onRequest(
    PlanTraining.type,
    log.caught(
      'planning a training',
      ({ workDoneToken, ...asked }, token): Promise<PlanTraining.Answer | Refusal> => {
        progressOf(connection, workDoneToken)('Reading the pairs…');
        return trainings.plan(asked, cancelled(token));
      },
      internalError('Counting what a training would take'),
    ),
  );
  connection.onRequest(
    TrainAdapter.type,
    log.caught(
      'training an adapter',
      ({ progressToken, scheduled = false, ...asked }, token): Promise<TrainAdapter.Answer | Refusal> => {
        const tell = (progress: TrainAdapter.Progress): void =>
          void connection.sendProgress(TrainAdapter.progress, progressToken, progress);
        return trainings.train(asked, scheduled, cancelled(token), { onProgress: tell, onLog: (line) => tell({ log: line }) });
      },
      internalError('The training'),
    ),
  );
  return () => {
    schedules.dispose();
    trainings.dispose();
  };
}
