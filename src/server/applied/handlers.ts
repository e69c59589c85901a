// What happens after a fix was applied: it is recorded, watched and taken back.

import { basename } from 'node:path';
import { isHealed, recordSightings } from '../../engine';
import { AutoUndone, RecordHandMade, SetStoreAside, UndoLastHeal, type Refusal } from '../../protocol';
import { toPath } from '../session/paths';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import type { CommandFailures } from '../terminal/command-failures';
import type { SignalWatch } from '../terminal/signal-watch';
import type { AppliedHeals } from './applied-heals';
import { handleAskedOfPairs } from './asked-of-pairs';
import { earlierHeals } from './earlier-heals';
import type { HandMadeFixes } from './hand-made';
import { handleMeasures } from './handle-measures';
import type { Measures } from './measures';
import type { OwnDiagnostics } from './own-diagnostics';
import { DAY, type RegressionWatch } from './regression-watch';
import type { SurvivalWatch } from './survival';

export interface AppliedParts {
  readonly failures: CommandFailures;
  readonly heals: AppliedHeals;
  readonly watch: RegressionWatch;
  readonly handMade: HandMadeFixes;
  readonly survival: SurvivalWatch;
  readonly own: OwnDiagnostics;
  readonly measures: Measures;
  readonly signals: SignalWatch;
}

export function handleApplied(
  session: Session,
  { failures, heals, watch, handMade, survival, own, measures, signals }: AppliedParts,
): void {
  const { client, connection, documents, findings, hints, folders, known, log, status, stores } = session;

  documents.onDidEdit(
    log.listener('an edit after a heal', ({ document }) => {
      heals.edited(document.uri, document.getText());
      watch.edited(document.uri);
    }),
  );
  // What others showed for it is gone with it: a failure that they had seen too is shown by itself again.
  documents.onDidClose(log.listener('own diagnostics of a closed document', ({ document }) => own.update(document.uri)));
  known.onDidChange(
    log.listener('problems after a heal', ({ uri, cause }) => {
      if (cause === 'diagnostics') heals.seen(uri);
      if (cause !== 'some-diagnostics') watch.seen(uri);
      if (cause === 'diagnostics' || cause === 'own-check') handMade.seen(uri);
      own.update(uri);
    }),
  );
  failures.onDidEndCommand(
    log.listener('the end of a command', (command) => {
      watch.commandEnded(command);
      handMade.commandEnded(command);
    }),
  );
  heals.onDidAccept(log.listener('a heal put in', ({ patches }) => failures.healed(patches)));
  heals.onDidTouch(log.listener('a change of ours', (uri) => handMade.healed(uri)));
  documents.onDidClose(log.listener('closing a document', ({ document }) => handMade.closed(document.uri)));
  handMade.onDidChange(() => status.changed());
  handMade.onDidStand(
    log.listener('mistakes that were seen', (problems) => {
      for (const [root, seen] of Map.groupBy(problems, ({ location }) => folders.rootOf(location.path))) {
        const store = root === undefined ? undefined : stores.quietly(root);
        // A folder in which nothing was kept so far gets no store for this.
        if (!store || (store.count() ?? 0) === 0) continue;
        const sightings = seen.map(({ signature, errorType, language }) => ({ shape: signature.shape, errorType, language }));
        const written = recordSightings(store, sightings, new Date()).then(() => measures.changed());
        written.catch((error: unknown) => log.fault('mistakes that were seen', error));
      }
    }),
  );
  handMade.onDidFind(
    log.listener('a fix made by hand', () => {
      if (client.settings.handMade === 'record') void keepHandMade();
    }),
  );
  watch.onDidChange(log.listener('own diagnostics', (uri) => own.update(uri)));
  findings.onDidChange(log.listener('security findings to show', (uri) => own.update(uri)));
  hints.onDidChange(log.listener('hints of rules to show', (uri) => own.update(uri)));
  heals.onDidRecord(() => {
    status.changed();
    measures.changed();
  });
  heals.onDidRevert(
    log.listener('a heal taken back', (heal) => {
      watch.forget(heal);
      handMade.healed(heal.uri);
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
      if (!store) return;
      heals.remember(earlierHeals(store, root, new Date(Date.now() - DAY)), store);
      survival.watch(root);
    }),
  );

  const keepHandMade = async (): Promise<RecordHandMade.Answer | Refusal> => {
    const fix = handMade.take();
    if (!fix)
      return {
        reason: 'nothing-to-record',
        message: 'There is no fix of yours to keep. Mend a problem by hand first: once it is gone, it can be kept.',
      };
    const kept = await heals.recordHandMade(fix);
    return kept.ok ? { title: fix.patch.candidate.title, file: basename(fix.path) } : { reason: kept.reason, message: kept.message };
  };
  connection.onRequest(RecordHandMade.type, log.caught('keeping a fix made by hand', keepHandMade, internalError('Keeping your fix')));
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
  handleAskedOfPairs(session, heals);
  handleMeasures(session, measures, signals);
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
