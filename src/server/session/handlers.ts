// The life of the connection: hello and goodbye, settings, trust, workspace folders, documents and what is shown for them.

import { MessageType, ShowMessageNotification, TextDocumentSyncKind, type ServerCapabilities } from 'vscode-languageserver';
import { visibleLine } from '../../engine';
import { DiagnosticsSeen, SettingsChanged, TrustGranted } from '../../protocol';
import { toPath } from './paths';
import { readPlainSettings } from './plain-settings';
import type { Session } from './session';

/** Where a client leaves trust out by mistake, its log says how it is given. */
const UNTRUSTED =
  'The client has not said that this workspace is trusted (initializationOptions: {"trusted": true}): no program is started or run, and no store of accepted fixes is opened.';

export interface SessionHooks {
  /** What the concerns of the server can do. */
  readonly capabilities: () => ServerCapabilities;
  /** The client leaves: whatever is under way is ended, and what is to be written is written. */
  readonly onShutdown: () => Promise<void>;
}

/** @returns what ends the session as a goodbye of the client does. Never rejects. */
export function handleSession(session: Session, { capabilities, onShutdown }: SessionHooks): () => Promise<void> {
  const { connection, log, client, documents, folders, status, stores, known, teamSettings } = session;

  connection.onInitialize(({ initializationOptions, workspaceFolders, rootUri, capabilities: offered }) => {
    client.initialized(initializationOptions, offered);
    folders.setRoots((workspaceFolders ?? (rootUri ? [{ uri: rootUri }] : [])).map(({ uri }) => toPath(uri)));
    return {
      serverInfo: { name: 'self-heal', version: client.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...capabilities(),
      },
    };
  });
  connection.onInitialized(
    log.listener('the start', () => {
      connection.workspace.onDidChangeWorkspaceFolders(
        log.listener('workspace folders', ({ added, removed }) => {
          const gone = removed.map(({ uri }) => toPath(uri));
          folders.setRoots([...folders.all.filter((root) => !gone.includes(root)), ...added.map(({ uri }) => toPath(uri))]);
          for (const root of gone) stores.close(root);
          teamSettings.look();
        }),
      );
      teamSettings.look();
      if (!client.trusted) log.info(UNTRUSTED);
      status.changed();
    }),
  );
  const end = async (): Promise<void> => {
    await log.caught('shutting down', onShutdown, undefined)();
    status.dispose();
    stores.dispose();
    folders.dispose();
  };
  connection.onShutdown(end);

  connection.onNotification(
    SettingsChanged.type,
    log.listener('settings', (settings) => client.change(settings)),
  );
  connection.onDidChangeConfiguration(
    log.listener('settings of a plain client', ({ settings }) => {
      // Our own client sends its settings whole, by a message of its own.
      if (client.hasCommands) return;
      const { sent, faults } = readPlainSettings(settings);
      for (const fault of faults) {
        log.warn(fault);
        void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message: visibleLine(fault) });
      }
      if (sent) client.change(sent);
    }),
  );
  connection.onNotification(
    TrustGranted.type,
    log.listener('trust', () => client.grantTrust()),
  );
  client.onDidChangeSettings(({ before, after }) => {
    if (JSON.stringify(before.interpreters) !== JSON.stringify(after.interpreters)) folders.reopen();
    stores.settingsChanged();
    status.changed();
  });
  client.onDidGrantTrust(() => {
    folders.reopen();
    status.changed();
  });

  documents.listen(connection);
  documents.onDidEdit(
    log.listener('an edit', ({ document: { uri }, changes }) => {
      teamSettings.lookSoon();
      known.edited(uri, changes);
      folders.changed(toPath(uri));
    }),
  );
  documents.onDidOpen(log.listener('what a team has set', () => teamSettings.lookSoon()));
  documents.onDidClose(log.listener('closing a document', ({ document }) => known.closed(document.uri)));
  connection.onDidChangeWatchedFiles(
    log.listener('watched files', ({ changes }) => {
      teamSettings.lookSoon();
      for (const { uri } of changes) folders.changed(toPath(uri));
    }),
  );
  connection.onNotification(
    DiagnosticsSeen.type,
    log.listener('diagnostics', ({ uri, version, diagnostics }) => known.seen(uri, version, diagnostics)),
  );
  known.onDidChange(() => status.changed());
  return end;
}
