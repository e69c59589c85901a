// Adapters: which there are, what a person does with one, and the training of one, asked for or by a schedule.

import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  exportAdapter,
  importAdapter,
  moveToTrash,
  readAdapterFolder,
  registerFolder,
  visibleLine,
  type AdapterRegistry,
  type InstallFailure,
  type RegisteredAdapter,
  type Result,
} from '../../engine';
import {
  ActivateAdapter,
  ChangeAdapter,
  CompareAdapter,
  ExportAdapter,
  ImportAdapter,
  ListAdapters,
  PlanTraining,
  ReadAdapterFolder,
  RegisterAdapter,
  ReleaseAdapter,
  RemoveAdapter,
  ShowAdapter,
  TrainAdapter,
  type Refusal,
  type ShownAdapter,
  type ShownComparison,
} from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { cancelled } from '../session/cancelled';
import { progressOf } from '../session/progress';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import { activate } from './activation';
import { adapterPage } from './adapter-page';
import { compareAdapter } from './comparing';
import { FolderAdapters, UNTRUSTED } from './folder-adapters';
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

  const taken = (
    { root, registry }: { readonly root: string; readonly registry: AdapterRegistry },
    done: Result<RegisteredAdapter, InstallFailure>,
  ) =>
    done.ok
      ? adapters.shown(root, registry, done.value)
      : ({ reason: done.reason === 'cancelled' ? 'cancelled' : 'no-adapter', message: done.message } as const);

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
  connection.onRequest(
    ActivateAdapter.type,
    log.caught(
      'activating an adapter',
      ({ workDoneToken, ...params }, token): Promise<ActivateAdapter.Answer | Refusal> =>
        activate(session, adapters, params, cancelled(token), progressOf(connection, workDoneToken)),
      internalError('Activating the adapter'),
    ),
  );
  connection.onRequest(
    CompareAdapter.type,
    log.caught(
      'comparing an adapter',
      async ({ workDoneToken, ...name }, token): Promise<ShownComparison | Refusal> => {
        await heals.settled();
        return compareAdapter(session, adapters, name, cancelled(token), progressOf(connection, workDoneToken));
      },
      internalError('Comparing the adapter'),
    ),
  );
  connection.onRequest(
    ReadAdapterFolder.type,
    log.caught(
      'reading an adapter’s folder',
      ({ path: folder }): ReadAdapterFolder.Answer | Refusal => {
        if (!client.trusted) return UNTRUSTED;
        const read = readAdapterFolder(folder);
        return read.ok
          ? { id: path.basename(folder), base: visibleLine(read.value.baseModel) }
          : { reason: 'no-adapter', message: read.message };
      },
      internalError('Reading the folder'),
    ),
  );
  connection.onRequest(
    RegisterAdapter.type,
    log.caught(
      'registering an adapter',
      async ({ folder, path: from, id, description, errorTypes }): Promise<ShownAdapter | Refusal> => {
        const into = adapters.folder(folder);
        if ('reason' in into) return into;
        const metadata = { ...(description !== '' && { description }), error_types: errorTypes };
        return taken(into, await registerFolder(into.registry, from, { id, metadata }));
      },
      internalError('Registering the adapter'),
    ),
  );
  connection.onRequest(
    ImportAdapter.type,
    log.caught(
      'importing an adapter',
      async ({ folder, file }, token): Promise<ShownAdapter | Refusal> => {
        const into = adapters.folder(folder);
        return 'reason' in into ? into : taken(into, await importAdapter(into.registry, file, { signal: cancelled(token) }));
      },
      internalError('Importing the adapter'),
    ),
  );
  connection.onRequest(
    ExportAdapter.type,
    log.caught(
      'exporting an adapter',
      async ({ file, ...name }): Promise<ExportAdapter.Answer | Refusal> => {
        const found = adapters.find(name);
        if ('reason' in found) return found;
        const done = await exportAdapter(found.adapter, file);
        return done.ok ? { bytes: fs.statSync(file).size } : { reason: 'no-adapter', message: done.message };
      },
      internalError('Exporting the adapter'),
    ),
  );
  connection.onRequest(
    ReleaseAdapter.type,
    log.caught(
      'giving an adapter up',
      async (name, token): Promise<Record<string, never> | Refusal> => {
        const found = adapters.find(name);
        // One that can't be read is nowhere in use.
        if ('reason' in found) return found.reason === 'no-adapter' ? {} : found;
        if (found.registry.active?.record.adapter_id !== name.id) return {};
        const done = await activate(session, adapters, { ...name, active: false }, cancelled(token), () => undefined);
        return 'reason' in done ? done : {};
      },
      internalError('Giving the adapter up'),
    ),
  );
  connection.onRequest(
    RemoveAdapter.type,
    log.caught(
      'removing an adapter',
      async (name): Promise<RemoveAdapter.Answer | Refusal> => {
        const into = adapters.folder(name.folder);
        if ('reason' in into) return into;
        let to: string | undefined;
        const discard = (at: string): void => void (to = moveToTrash(at));
        if (into.registry.get(name.id)) {
          const done = await into.registry.discard(name.id, discard);
          if (!done.ok) return { reason: 'no-adapter', message: done.message };
        } else {
          const broken = into.registry.unreadable.find(({ path: at }) => path.basename(at) === name.id);
          if (!broken) return { reason: 'no-adapter', message: `The adapter ${name.id} is no longer there.` };
          discard(broken.path);
        }
        return to === undefined ? {} : { to };
      },
      internalError('Removing the adapter'),
    ),
  );

  return () => {
    schedules.dispose();
    trainings.dispose();
  };
}
