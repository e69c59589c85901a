// What happens after a fix was applied: it is recorded, watched and taken back; and what a person asks of the recorded pairs.

import { exportPairs, isHealed } from '../../engine';
import { AutoUndone, ExportPairs, PairStatistics, SetStoreAside, UndoLastHeal, type Refusal } from '../../protocol';
import { toPath } from '../session/paths';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import type { CommandFailures } from '../terminal/command-failures';
import type { AppliedHeals } from './applied-heals';
import { earlierHeals } from './earlier-heals';
import type { OwnDiagnostics } from './own-diagnostics';
import { DAY, type RegressionWatch } from './regression-watch';

export interface AppliedParts {
  readonly failures: CommandFailures;
  readonly heals: AppliedHeals;
  readonly watch: RegressionWatch;
  readonly own: OwnDiagnostics;
}

export function handleApplied(session: Session, { failures, heals, watch, own }: AppliedParts): void {
  const { client, connection, documents, findings, folders, known, log, status, stores } = session;

  documents.onDidEdit(
    log.listener('an edit after a heal', ({ document }) => {
      heals.edited(document.uri, document.getText());
      watch.edited(document.uri);
    }),
  );
  known.onDidChange(
    log.listener('problems after a heal', ({ uri, cause }) => {
      if (cause === 'diagnostics') heals.seen(uri);
      if (cause !== 'some-diagnostics') watch.seen(uri);
      own.update(uri);
    }),
  );
  failures.onDidEndCommand(log.listener('the end of a command', (command) => watch.commandEnded(command)));
  watch.onDidChange(log.listener('own diagnostics', (uri) => own.update(uri)));
  findings.onDidChange(log.listener('security findings to show', (uri) => own.update(uri)));
  heals.onDidAccept(log.listener('the failures that a heal mends', ({ patches }) => failures.healed(patches)));
  heals.onDidRecord(() => status.changed());
  heals.onDidRevert(
    log.listener('a heal taken back', (heal) => {
      watch.forget(heal);
      if (heal.automatic)
        void connection.sendNotification(AutoUndone.type, { fixers: [...new Set(heal.patches.map((patch) => patch.candidate.origin.id))] });
    }),
  );

  /** Folders whose heals of the last day are watched already. */
  const remembered = new Set<string>();
  documents.onDidOpen(
    log.listener('remembering heals', ({ document }) => {
      const root = folders.rootOf(toPath(document.uri));
      if (root === undefined || remembered.has(root) || !client.trusted || !isHealed(document.languageId)) return;
      remembered.add(root);
      const store = stores.quietly(root);
      if (store) heals.remember(earlierHeals(store, root, new Date(Date.now() - DAY)), store);
    }),
  );

  connection.onRequest(
    UndoLastHeal.type,
    log.caught(
      'undoing a heal',
      ({ heal }): UndoLastHeal.Answer | Refusal => {
        const back = heals.takeBack(heal);
        if (!back.ok) return { reason: back.reason, message: back.message };
        const { heal: undone, document, edits, done } = back.value;
        done();
        return {
          title: undone.title,
          edit: {
            textDocument: { uri: undone.uri, version: document.version },
            edits: edits.map(({ start, end, text }) => ({
              range: { start: document.positionAt(start), end: document.positionAt(end) },
              newText: text,
            })),
          },
        };
      },
      internalError('Undoing the heal'),
    ),
  );
  connection.onRequest(
    ExportPairs.type,
    log.caught(
      'exporting pairs',
      async ({ folder, file }): Promise<ExportPairs.Answer | Refusal> => {
        const root = toPath(folder);
        const store = stores.of(root);
        if (!store) return stores.refusal(root);
        await heals.settled();
        const result = await exportPairs(store, file);
        return result.ok
          ? { pairs: result.value.pairs, redactions: result.value.redactions, withheld: result.value.withheld }
          : { reason: 'read-failed', message: result.message };
      },
      internalError('Exporting the pairs'),
    ),
  );
  connection.onRequest(
    PairStatistics.type,
    log.caught(
      'counting pairs',
      async ({ folder }): Promise<PairStatistics.Answer | Refusal> => {
        const root = toPath(folder);
        const store = stores.of(root);
        if (!store) return stores.refusal(root);
        await heals.settled();
        const result = store.statistics();
        stores.heard(root, result);
        return result.ok ? result.value : { ...stores.refusal(root), message: result.message };
      },
      internalError('Counting the pairs'),
    ),
  );
  connection.onRequest(
    SetStoreAside.type,
    log.caught(
      'setting a store aside',
      async ({ folder }): Promise<SetStoreAside.Answer | Refusal> => {
        await heals.settled();
        const aside = stores.setAside(toPath(folder), new Date());
        return aside.ok ? { file: aside.value } : { reason: aside.reason, message: aside.message };
      },
      internalError('Setting the store aside'),
    ),
  );
}
