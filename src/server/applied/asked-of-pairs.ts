// What a person asks of the recorded pairs: counts, the report, files out and in, an end to them, and a fix of their own put among them.

import { basename } from 'node:path';
import {
  diffProblems,
  endingsToRead,
  exportPairs,
  formatsToWrite,
  importPairs,
  inspectFile,
  languageOf,
  LANGUAGES,
  leftOutLines,
  reportOf,
  reportPage,
  SourceText,
  toldFix,
  type PairStore,
  type Problem,
} from '../../engine';
import {
  ClearPairs,
  ExportPairs,
  ImportPairs,
  LearningReport,
  MendedProblems,
  PairChoices,
  PairStatistics,
  RecordTold,
  type Refusal,
} from '../../protocol';
import { cancelled } from '../session/cancelled';
import { toPath } from '../session/paths';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import type { AppliedHeals } from './applied-heals';

/** Longer texts are no source code that a person wrote. In UTF-16 units. */
const MAX_TEXT = 2 * 1024 * 1024;
/** Problems that a person chooses from. */
const MAX_MENDED = 20;
/** What became of fixes that still stand. */
const KEPT = ['accepted', 'edited', 'survived'] as const;

export function handleAskedOfPairs(session: Session, heals: AppliedHeals): void {
  const { client, connection, documents, folders, log, status, stores } = session;

  /** With the store of a folder, once all that was accepted so far is in it. */
  const withStore = async <T>(
    folder: string,
    work: (store: PairStore, root: string) => T | Refusal | Promise<T | Refusal>,
  ): Promise<T | Refusal> => {
    const root = toPath(folder);
    const store = stores.of(root);
    if (!store) return stores.refusal(root);
    await heals.settled();
    return work(store, root);
  };

  connection.onRequest(
    PairChoices.type,
    log.caught(
      'what pairs there are',
      ({ folder }): Promise<PairChoices.Answer | Refusal> =>
        withStore(folder, (store, root) => {
          const counted = store.statistics();
          stores.heard(root, counted);
          if (!counted.ok) return { ...stores.refusal(root), message: counted.message };
          const languages = LANGUAGES.map((language) => [language, store.count({ language, verdicts: KEPT }) ?? 0] as const);
          return {
            formats: formatsToWrite,
            readable: endingsToRead,
            total: counted.value.total_pairs,
            kept: store.count({ verdicts: KEPT }) ?? 0,
            languages: Object.fromEntries(languages.filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1])),
            errorTypes: counted.value.error_types,
            everywhere: stores.everywhere?.count() ?? null,
          };
        }),
      internalError('Counting the pairs'),
    ),
  );
  connection.onRequest(
    ExportPairs.type,
    log.caught(
      'exporting pairs',
      ({ folder, file, options }, token): Promise<ExportPairs.Answer | Refusal> =>
        withStore(folder, async (store) => {
          const done = await status.during(() => exportPairs(store, file, options, cancelled(token)));
          if (!done.ok) return { reason: done.reason === 'cancelled' ? 'cancelled' : 'read-failed', message: done.message };
          const { pairs, redactions, withheld, parts, files } = done.value;
          return { pairs, redactions, withheld, parts, files, left: leftOutLines(done.value) };
        }),
      internalError('Exporting the pairs'),
    ),
  );
  connection.onRequest(
    ImportPairs.type,
    log.caught(
      'importing pairs',
      ({ folder, file }, token): Promise<ImportPairs.Answer | Refusal> =>
        withStore(folder, async (store) => {
          const done = await status.during(() => importPairs(store, file, new Date(), cancelled(token)));
          status.changed();
          if (!done.ok) return { reason: done.reason === 'cancelled' ? 'cancelled' : 'read-failed', message: notImported(done) };
          const { firstRefusal, ...counts } = done.value;
          return { ...counts, ...(firstRefusal === undefined ? {} : { firstRefusal }) };
        }),
      internalError('Importing the pairs'),
    ),
  );
  connection.onRequest(
    ClearPairs.type,
    log.caught(
      'clearing pairs',
      ({ folder, everywhere }): Promise<ClearPairs.Answer | Refusal> =>
        withStore(folder, (store, root) => {
          const cleared = store.clear();
          stores.heard(root, cleared);
          if (!cleared.ok) return { ...stores.refusal(root), message: cleared.message };
          const shared = everywhere ? stores.everywhere?.clear() : undefined;
          status.changed();
          if (shared && !shared.ok)
            return {
              reason: 'no-store',
              message: `The pairs of this workspace are removed, those kept for all workspaces are not: ${shared.message}`,
            };
          return { removed: cleared.value.removed, removedEverywhere: shared?.value.removed ?? 0 };
        }),
      internalError('Clearing the pairs'),
    ),
  );
  connection.onRequest(
    MendedProblems.type,
    log.caught(
      'what a change has mended',
      async ({ uri, before }, token): Promise<MendedProblems.Answer | Refusal> => {
        const document = documents.get(uri);
        const path = toPath(uri);
        const language = languageOf(path);
        if (!document || !language) return NOT_OPEN;
        if (before.length > MAX_TEXT) return { problems: [] };
        const workspace = await folders.workspaceOf(path);
        const problemsOf = async (text: string): Promise<readonly Problem[]> =>
          (await inspectFile(path, language, new SourceText(text), workspace, cancelled(token))).problems;
        const { removed } = diffProblems(await problemsOf(before), await problemsOf(document.getText()));
        return {
          problems: removed.slice(0, MAX_MENDED).map(({ errorType, message, location }) => ({
            error: errorType === '' ? message : `${errorType}: ${message}`,
            line: location.range.start.line,
          })),
        };
      },
      internalError('Looking at what the change has mended'),
    ),
  );
  connection.onRequest(
    RecordTold.type,
    log.caught(
      'keeping a fix that was told',
      async ({ uri, before, error, line }): Promise<RecordTold.Answer | Refusal> => {
        const document = documents.get(uri);
        const path = toPath(uri);
        const language = languageOf(path);
        if (!document || !language) return NOT_OPEN;
        if (!client.trusted) return stores.refusal(folders.rootOf(path) ?? '');
        const after = document.getText();
        const told = toldFix({ path, language, before, after, error, ...(line === undefined ? {} : { line }) });
        if (!told.ok) return { reason: 'nothing-to-record', message: told.message };
        const kept = await heals.recordHandMade({ path, patch: told.value, before, after }, 'told by hand');
        return kept.ok ? { title: told.value.candidate.title, file: basename(path) } : { reason: kept.reason, message: kept.message };
      },
      internalError('Keeping your fix'),
    ),
  );
  connection.onRequest(
    PairStatistics.type,
    log.caught(
      'counting pairs',
      ({ folder }): Promise<PairStatistics.Answer | Refusal> =>
        withStore(folder, (store, root) => {
          const result = store.statistics();
          stores.heard(root, result);
          return result.ok ? result.value : { ...stores.refusal(root), message: result.message };
        }),
      internalError('Counting the pairs'),
    ),
  );
  connection.onRequest(
    LearningReport.type,
    log.caught(
      'the report',
      ({ folder, name, page }): Promise<LearningReport.Answer | Refusal> =>
        withStore(folder, (store, root) => {
          const report = reportOf(store, new Date());
          stores.heard(root, report);
          return report.ok
            ? { html: reportPage(report.value, pageOptions(folder, name, page)) }
            : { ...stores.refusal(root), message: report.message };
        }),
      internalError('The report'),
    ),
  );
}

function pageOptions(folder: string, name: string, page: LearningReport.Params['page']): Parameters<typeof reportPage>[1] {
  if ('css' in page) return { name, css: page.css };
  const { style, source, script, nonce } = page;
  return { name, style, source, script: { uri: script, nonce, folder } };
}

const NOT_OPEN: Refusal = {
  reason: 'not-open',
  message: 'Open the file that you have mended, Python, TypeScript or JavaScript, and try again.',
};

const notImported = ({ message, imported }: { readonly message: string; readonly imported: number }): string =>
  imported > 0 ? `${message} ${imported === 1 ? 'A pair was' : `${imported} pairs were`} imported before.` : message;
