// The engine's LSP face: the composition root. Every handler catches: a failing feature answers nothing and says why in the log.

import {
  TextDocuments,
  TextDocumentSyncKind,
  WorkDoneProgress,
  type CodeAction,
  type Connection,
  type InitializeParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { exportPairs } from '../engine/learn/exchange/export-pairs';
import { patched } from '../engine/syntax/edits';
import { SourceText, touches } from '../engine/syntax/source-text';
import { OverlayFiles } from '../engine/project/workspace-files';
import {
  ACCEPTED_COMMAND,
  AutoApplied,
  AutoHeal as AutoHealMessage,
  AutoUndone,
  DiagnosticsSeen,
  ExplainAt,
  ExportPairs,
  HealFile,
  HealWithModel,
  HealWorkspace,
  OffersAt,
  PairStatistics,
  PlanApplied,
  RunAndHeal,
  ProposePatch,
  SettingsChanged,
  StatusChanged,
  Tell,
  TerminalCommandEnded,
  TAKEN_BACK_COMMAND,
  TerminalCommandStarted,
  TerminalOutput,
  TrustGranted,
  UndoLastHeal,
  type ClientOptions,
  type Refusal,
  type Settings,
} from '../protocol';
import { readSmall } from './session/read-small';
import { Acceptance, type Applied } from './applied/applied-heals';
import { AutoHeal } from './commands/auto-apply';
import { asksForFixes, codeActions, FIX_KIND, offersAt, takeBackAction } from './lightbulb/code-actions';
import { earlierHeals } from './applied/earlier-heals';
import { Explaining } from './lightbulb/hover';
import { Failures } from './terminal/command-failures';
import { Folders } from './session/folders';
import { Healing } from './commands/heal';
import { OpenDocuments } from './session/open-documents';
import { isOurs, movedRange, Offers, isSameMistake } from './lightbulb/prepared-fixes';
import { proposal } from './lightbulb/patch-preview';
import { toPath, toUri } from './session/paths';
import { Running } from './commands/run';
import { DEFAULT_SETTINGS } from './session/settings';
import { Stores } from './session/stores';
import { inMenu } from './lightbulb/tiers';
import { DAY, Watch } from './applied/regression-watch';
import { offered } from './session/to-protocol';

/** A client that forwards no diagnostics has them only in the request: wait this long for the first answer, in ms. */
const FIRST_ANSWER = 80;
/** Status changes are gathered for this long, in ms. */
const STATUS_PAUSE = 100;

/** Serves one client until it leaves. */
export function serve(connection: Connection): void {
  let client: ClientOptions = { trusted: false, forwardsDiagnostics: false, version: '' };
  let settings: Settings = DEFAULT_SETTINGS;
  let trouble: string | undefined;
  let busy = 0;
  let statusTimer: NodeJS.Timeout | undefined;

  const documents = new TextDocuments(TextDocument);
  const tell = (key: string, message: string): void => {
    trouble = message;
    connection.console.warn(message);
    void connection.sendNotification(Tell.type, { key, severity: 'warning', message });
    status();
  };
  const fault = (where: string, error: unknown): void =>
    connection.console.error(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const status = (): void => {
    statusTimer ??= setTimeout(() => {
      statusTimer = undefined;
      void connection.sendNotification(StatusChanged.type, {
        fixes: offers.count,
        failures: failures.count,
        pairs: stores.count,
        busy: busy > 0,
        ...(trouble ? { trouble } : {}),
      });
    }, STATUS_PAUSE);
  };

  const folders = new Folders({
    overlay: (disk) => new OverlayFiles(new OpenDocuments(() => documents.all()), disk),
    settings: () => settings,
    trusted: () => client.trusted,
    typescriptFolders: () => (client.editorTypeScript ? [client.editorTypeScript] : []),
    onTrouble: (key, message) => connection.console.info(`${key}: ${message}`),
  });
  const stores = new Stores({ settings: () => settings, trusted: () => client.trusted, onTrouble: tell });
  const offers = new Offers({
    document: (uri) => documents.get(uri),
    workspaceOf: (file) => folders.workspaceOf(file),
    rootOf: (file) => folders.rootOf(file),
    settings: () => settings,
    onChange: status,
    onFault: fault,
    prove: (request) => running.prove(request),
  });
  const running = new Running({
    trusted: () => client.trusted,
    settings: () => settings,
    documents: () => documents.all(),
    workspaceOf: (file) => folders.workspaceOf(file),
    rootOf: (file) => folders.rootOf(file),
    onProposed: (proposed) => healing.propose(proposed),
    onFault: fault,
  });
  const failures = new Failures({
    roots: () => folders.all,
    textOf: (file) =>
      documents
        .all()
        .find((document) => toPath(document.uri) === file)
        ?.getText() ?? readSmall(file),
    onChange: (uri, known) => {
      offers.failed(uri, known);
      watch.seen(uri);
      showOwn(uri);
      status();
    },
    onEnded: (command) => {
      if (command.exitCode === 0) watch.succeeded(command.line, command.cwd);
      else
        for (const uri of new Set(command.problems.map((problem) => toUri(problem.location.path))))
          watch.failed(
            uri,
            command.problems.filter((problem) => toUri(problem.location.path) === uri),
            command,
          );
      autoHeal.commandEnded(command);
    },
    now: () => new Date(),
  });
  /** The version of a document that its last diagnostics were seen for, and when, in ms. */
  const seenVersion = new Map<string, { readonly version: number; readonly at: number }>();
  const acceptance = new Acceptance({
    storeOf: (file) => {
      const root = folders.rootOf(file);
      return root ? stores.of(root) : undefined;
    },
    root: (file) => folders.rootOf(file),
    document: (uri) => documents.get(uri),
    problems: (uri) => offers.problems(uri).map(({ problem }) => problem),
    isSeen: (uri) => seenVersion.get(uri)?.version === documents.get(uri)?.version,
    onTrouble: tell,
    onRecorded: status,
    onReverted: (heal) => {
      watch.forget(heal);
      if (heal.automatic)
        void connection.sendNotification(AutoUndone.type, { fixers: [...new Set(heal.patches.map((patch) => patch.candidate.origin.id))] });
    },
    onFault: fault,
    now: () => new Date(),
  });
  const watch = new Watch({
    standing: () => acceptance.standing,
    document: (uri) => documents.get(uri),
    onDisk: readSmall,
    problems: (uri) => offers.problems(uri).map(({ problem }) => problem),
    onChange: (uri) => showOwn(uri),
    now: () => new Date(),
  });
  const autoHeal = new AutoHeal({
    settings: () => settings,
    trusted: () => client.trusted,
    document: (uri) => documents.get(uri),
    workspaceOf: (file) => folders.workspaceOf(file),
    offers,
    seenAt: (uri) => {
      const seen = seenVersion.get(uri);
      return seen && seen.version === documents.get(uri)?.version ? seen.at : undefined;
    },
    now: Date.now,
  });
  const explaining = new Explaining({
    document: (uri) => documents.get(uri),
    rootOf: (file) => folders.rootOf(file),
    settings: () => settings,
    offers,
    hasCommands: () => client.hasCommands ?? false,
  });
  const healing = new Healing({
    document: (uri) => documents.get(uri),
    workspaceOf: (file) => folders.workspaceOf(file),
    rootOf: (file) => folders.rootOf(file),
    settings: () => settings,
    offers,
    failures: (uri) => (settings.enabled && settings.terminal ? failures.of(uri) : []),
    read: readSmall,
    tests: (root, changes, signal, onProgress) => running.tests(root, changes, signal, onProgress),
    proofOf: (problem) => running.proofOf(problem, folders.rootOf(problem.location.path)),
    onFault: fault,
  });

  /** Our own diagnostics as they are shown now, by document. */
  const published = new Map<string, string>();
  /** A failure whose mistake the language server shows at the same place is not shown a second time. */
  const showOwn = (uri: string): void => {
    const known = settings.enabled && settings.terminal ? failures.of(uri) : [];
    const others = offers.others(uri);
    const diagnostics = known
      .filter(({ problem }) => !others.some((other) => isSameMistake(other.problem, problem)))
      .map(({ diagnostic }) => diagnostic);
    if (settings.enabled) diagnostics.push(...watch.takeable(uri).map(({ diagnostic }) => diagnostic));
    // Publishing what is shown already would come back as an event of its own.
    const said = JSON.stringify(diagnostics);
    if (said === (published.get(uri) ?? '[]')) return;
    if (diagnostics.length === 0) published.delete(uri);
    else published.set(uri, said);
    void connection.sendDiagnostics({ uri, diagnostics });
  };

  // -- lifecycle ---------------------------------------------------------------------------------------------------

  connection.onInitialize((params: InitializeParams) => {
    const given = (params.initializationOptions ?? {}) as Partial<ClientOptions>;
    client = {
      trusted: given.trusted ?? true,
      forwardsDiagnostics: given.forwardsDiagnostics ?? false,
      hasCommands: given.hasCommands ?? false,
      version: given.version ?? '',
      ...(given.editorTypeScript ? { editorTypeScript: given.editorTypeScript } : {}),
    };
    folders.setRoots(
      (params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: '' }] : [])).map(({ uri }) => toPath(uri)),
    );
    return {
      serverInfo: { name: 'self-heal', version: client.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        codeActionProvider: { codeActionKinds: [FIX_KIND] },
        hoverProvider: true,
        executeCommandProvider: { commands: [ACCEPTED_COMMAND, TAKEN_BACK_COMMAND] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onInitialized(() => {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = removed.map(({ uri }) => toPath(uri));
      folders.setRoots([...folders.all.filter((root) => !gone.includes(root)), ...added.map(({ uri }) => toPath(uri))]);
    });
    status();
  });
  connection.onShutdown(async () => {
    clearTimeout(statusTimer);
    await acceptance.settled();
    offers.dispose();
    acceptance.dispose();
    watch.dispose();
    failures.clear();
    stores.close();
    folders.dispose();
  });
  connection.onNotification(SettingsChanged.type, (changed) => {
    const before = settings;
    settings = { ...DEFAULT_SETTINGS, ...changed };
    if (JSON.stringify(before.interpreters) !== JSON.stringify(settings.interpreters)) folders.reopen();
    if (before.store !== settings.store || before.maxPairs !== settings.maxPairs) stores.close();
    if (!settings.enabled || !settings.terminal) failures.clear();
    offers.again();
    status();
  });
  connection.onNotification(TrustGranted.type, () => {
    client = { ...client, trusted: true };
    folders.reopen();
    offers.again();
    status();
  });

  // -- documents ---------------------------------------------------------------------------------------------------

  /** The content changes of the edit being handled: the text document manager applies them, we need them once more. */
  const documentEdited = (uri: string, changes: readonly TextDocumentContentChangeEvent[]): void => {
    failures.edited(uri, (known) => {
      let { diagnostic, problem } = known;
      for (const change of changes) {
        if (!('range' in change)) return undefined;
        const { start, end } = change.range;
        if (
          start.line <= diagnostic.range.start.line &&
          diagnostic.range.start.line <= end.line &&
          !(change.text.endsWith('\n') && end.character === 0 && end.line === diagnostic.range.start.line)
        )
          return undefined;
        const range = movedRange(diagnostic.range, change.range, change.text);
        diagnostic = { ...diagnostic, range };
        problem = { ...problem, location: { ...problem.location, range } };
      }
      return { diagnostic, problem };
    });
    offers.edited(uri, changes);
    const document = documents.get(uri);
    if (document) acceptance.edited(uri, document.getText());
    watch.edited(uri);
    folders.changed(toPath(uri));
  };
  documents.onDidClose(({ document }) => {
    seenVersion.delete(document.uri);
    offers.closed(document.uri);
  });
  documents.onDidOpen(({ document }) => {
    offers.failed(document.uri, failures.of(document.uri));
    if (isOurs(document.languageId)) rememberHeals(toPath(document.uri));
  });
  /** Folders whose heals of the last day are watched already. */
  const remembered = new Set<string>();
  const rememberHeals = (file: string): void => {
    const root = folders.rootOf(file);
    if (root === undefined || remembered.has(root) || !client.trusted) return;
    remembered.add(root);
    try {
      const store = stores.quietly(root);
      if (store) acceptance.remember(earlierHeals(store, root, new Date(Date.now() - DAY)), store);
    } catch (error) {
      fault('remembering heals', error);
    }
  };
  documents.listen({
    onDidOpenTextDocument: (handler) => connection.onDidOpenTextDocument(handler),
    onDidChangeTextDocument: (handler) =>
      connection.onDidChangeTextDocument((params) => {
        void handler(params);
        documentEdited(params.textDocument.uri, params.contentChanges);
      }),
    onDidCloseTextDocument: (handler) => connection.onDidCloseTextDocument(handler),
    onWillSaveTextDocument: (handler) => connection.onWillSaveTextDocument(handler),
    onWillSaveTextDocumentWaitUntil: (handler) => connection.onWillSaveTextDocumentWaitUntil(handler),
    onDidSaveTextDocument: (handler) => connection.onDidSaveTextDocument(handler),
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) folders.changed(toPath(uri));
  });
  connection.onNotification(DiagnosticsSeen.type, ({ uri, version, diagnostics }) => {
    const document = documents.get(uri);
    if (!document || (version !== null && version < document.version)) return;
    seenVersion.set(uri, { version: document.version, at: Date.now() });
    offers.seen(uri, diagnostics);
    showOwn(uri);
    acceptance.seen(uri);
    watch.seen(uri);
  });

  // -- the terminal ------------------------------------------------------------------------------------------------

  const terminal = (): boolean => settings.enabled && settings.terminal;
  connection.onNotification(TerminalCommandStarted.type, ({ id, line, cwd }) => {
    if (terminal()) failures.started(id, line, cwd);
  });
  connection.onNotification(TerminalOutput.type, ({ id, chunk }) => failures.output(id, chunk));
  connection.onNotification(TerminalCommandEnded.type, ({ id, exitCode }) => failures.ended(id, exitCode));

  // -- the lightbulb -----------------------------------------------------------------------------------------------

  connection.onCodeAction(async (params): Promise<CodeAction[] | null> => {
    try {
      if (!settings.enabled || !settings.codeActions) return null;
      const { uri } = params.textDocument;
      const document = documents.get(uri);
      if (!document || !isOurs(document.languageId)) return null;
      if (!client.forwardsDiagnostics && params.context.diagnostics.length > 0) {
        offers.seenInPart(uri, params.context.diagnostics);
        await Promise.race([offers.ready(uri), new Promise((resolve) => setTimeout(resolve, FIRST_ANSWER))]);
      }
      const here = offersAt(offers.of(uri), params);
      offers.show(uri, here);
      const back = asksForFixes(params)
        ? watch
            .takeable(uri)
            .filter(({ diagnostic }) => touches(diagnostic.range, params.range))
            .map(takeBackAction)
        : [];
      const actions = [...codeActions(here, { settings, hasCommands: client.hasCommands ?? false }), ...back];
      return actions.length > 0 ? actions : null;
    } catch (error) {
      fault('code action', error);
      return null;
    }
  });
  connection.onExecuteCommand(({ command, arguments: given }) => {
    if (typeof given?.[0] !== 'string') return null;
    if (command === TAKEN_BACK_COMMAND) acceptance.takenBack(given[0], 'taken back when its problem returned');
    if (command !== ACCEPTED_COMMAND) return null;
    const offer = offers.wasShown(given[0]);
    if (!offer) return null;
    const path = toPath(offer.uri);
    const own = offer.patch.candidate.edits.find((file) => file.path === path);
    const after = own ? patched(new SourceText(offer.before), own) : offer.before;
    accept({
      uri: offer.uri,
      path,
      title: offer.patch.candidate.title,
      patches: [offer.patch],
      before: offer.before,
      after,
      problemsBefore: offer.problems,
    });
    return null;
  });
  const accept = (applied: Applied): void => {
    try {
      acceptance.accepted(applied);
    } catch (error) {
      fault('recording', error);
    }
  };
  connection.onRequest(OffersAt.type, ({ uri, line }) => {
    const here = offers
      .of(uri)
      .filter(({ known: { diagnostic } }) => diagnostic.range.start.line <= line && line <= diagnostic.range.end.line);
    const { hidden } = inMenu(here, settings);
    return here.map((offer) => ({ ...offered(offer.patch), low: hidden.includes(offer) }));
  });
  connection.onRequest(ProposePatch.type, ({ uri, patch }) => {
    const offer = offers.of(uri).find((one) => one.patch.id === patch);
    if (offer) offers.show(uri, [offer]);
    return proposal(offer, readSmall, (file) => documents.all().find((document) => toPath(document.uri) === file));
  });
  connection.onHover(({ textDocument: { uri }, position }) => {
    try {
      return explaining.hover(uri, position);
    } catch (error) {
      fault('hover', error);
      return null;
    }
  });
  connection.onRequest(ExplainAt.type, ({ uri, line }) => explaining.page(uri, line));
  connection.onRequest(AutoHealMessage.type, (params) =>
    autoHeal.choose(params).catch((error: unknown) => {
      fault('healing by itself', error);
      return null;
    }),
  );
  connection.onNotification(AutoApplied.type, ({ heal }) => {
    const applied = autoHeal.applied(heal);
    if (applied) accept(applied);
  });

  // -- commands ----------------------------------------------------------------------------------------------------

  const long = async <T>(work: () => Promise<T>): Promise<T> => {
    busy++;
    status();
    try {
      return await work();
    } finally {
      busy--;
      status();
    }
  };
  const reporter =
    (workDoneToken: string | number | undefined) =>
    (message: string, done: number, total: number): void => {
      if (workDoneToken !== undefined)
        void connection.sendProgress(WorkDoneProgress.type, workDoneToken, {
          kind: 'report',
          message,
          percentage: Math.min(99, Math.round((100 * done) / Math.max(1, total))),
        });
    };
  connection.onRequest(HealFile.type, ({ uri, others, workDoneToken }, token) =>
    long(() => healing.file(uri, others ?? [], token, reporter(workDoneToken))).catch((error: unknown) =>
      failed('Healing the file', error),
    ),
  );
  connection.onRequest(HealWorkspace.type, (params, token) =>
    long(() => healing.workspace(params, token, reporter(params.workDoneToken))).catch((error: unknown) =>
      failed('Healing the workspace', error),
    ),
  );
  connection.onRequest(RunAndHeal.type, (params, token) =>
    long(() =>
      running.andHeal(params, token, (message) => {
        if (params.workDoneToken !== undefined)
          void connection.sendProgress(WorkDoneProgress.type, params.workDoneToken, { kind: 'report', message });
      }),
    ).catch((error: unknown) => failed('Running and healing', error)),
  );
  connection.onRequest(PlanApplied.type, async ({ uri }): Promise<PlanApplied.Answer> => {
    const proposed = healing.proposed(uri);
    healing.forget(uri);
    if (!proposed) return {};
    const title = proposed.patches.length === 1 ? (proposed.patches[0]?.candidate.title ?? '') : `${proposed.patches.length} fixes`;
    accept({
      uri,
      path: toPath(uri),
      title,
      patches: proposed.patches,
      before: proposed.before,
      after: proposed.after,
      problemsBefore: proposed.problems,
    });
    const left = client.forwardsDiagnostics ? await acceptance.heard(uri) : undefined;
    return left ? { left: left.map(({ location, message }) => ({ line: location.range.start.line, problem: message })) } : {};
  });
  connection.onRequest(HealWithModel.type, ({ uri, line, workDoneToken }, token) =>
    long(() =>
      healing.withModel(uri, line, token, (message) => {
        if (workDoneToken !== undefined) void connection.sendProgress(WorkDoneProgress.type, workDoneToken, { kind: 'report', message });
      }),
    ).catch((error: unknown) => failed('Asking the model', error)),
  );
  connection.onRequest(UndoLastHeal.type, ({ heal }): UndoLastHeal.Answer | Refusal => {
    const back = acceptance.takeBack(heal);
    if ('message' in back) return { reason: 'nothing-to-undo', message: back.message };
    const document = documents.get(back.heal.uri);
    if (!document) return { reason: 'not-open', message: 'The healed file is no longer open. Open it and try again.' };
    back.done();
    return {
      title: back.heal.title,
      edit: {
        textDocument: { uri: back.heal.uri, version: document.version },
        edits: back.edits.map(({ start, end, text }) => ({
          range: { start: document.positionAt(start), end: document.positionAt(end) },
          newText: text,
        })),
      },
    };
  });
  connection.onRequest(ExportPairs.type, async ({ folder, file }): Promise<ExportPairs.Answer | Refusal> => {
    const store = stores.of(toPath(folder));
    if (!store) return noStore();
    await acceptance.settled();
    const result = await exportPairs(store, file);
    return result.ok
      ? { pairs: result.value.pairs, redactions: result.value.redactions, withheld: result.value.withheld }
      : { reason: 'read-failed', message: result.message };
  });
  connection.onRequest(PairStatistics.type, async ({ folder }): Promise<PairStatistics.Answer | Refusal> => {
    const store = stores.of(toPath(folder));
    if (!store) return noStore();
    await acceptance.settled();
    const result = store.statistics();
    return result.ok ? result.value : { reason: 'no-store', message: result.message };
  });
  const noStore = (): Refusal => ({
    reason: 'no-store',
    message: !client.trusted
      ? 'This folder is not trusted, so its pair store is not opened.'
      : !settings.store
        ? 'The pair store is switched off (“selfHeal.store.enabled”).'
        : (trouble ?? 'This folder has no pair store that can be opened.'),
  });
  const failed = (what: string, error: unknown): Refusal => {
    fault(what, error);
    return { reason: 'read-failed', message: `${what} failed; nothing was changed. The log says more.` };
  };

  connection.listen();
}
