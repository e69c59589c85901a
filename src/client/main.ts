// The extension's composition root: makes the parts, starts each by itself, and gives everything back at the end.

import { Disposable, window, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { SettingsChanged, TrustGranted } from '../protocol';
import { healOnSave } from './commands/auto-apply';
import { codeActionMiddleware } from './session/code-actions';
import { registerCommands } from './commands/table';
import type { ClientContext, Feature } from './session/context';
import { DiagnosticsForwarder } from './session/diagnostics-forwarder';
import { Interpreters } from './session/interpreters';
import { isHealed } from './session/languages';
import { LastCommand } from './session/last-command';
import { ModelKey } from './session/model-key';
import { Muted } from './session/muted';
import { ServerSession } from './session/server-session';
import { SettingsSource } from './session/settings';
import { Status } from './session/status';
import { tellOnce } from './views/tell';
import { watchTerminals } from './capture/terminal';
import { VirtualDocuments } from './session/virtual-documents';
import { keepContextKeys } from './session/context-keys';

const FEATURES: Readonly<Record<string, Feature>> = {
  commands: registerCommands,
  'context keys': keepContextKeys,
  'healing on save': healOnSave,
  messages: tellOnce,
  'settings for the server': sendSettings,
  terminals: watchTerminals,
  'starting the server': startWhenNeeded,
};

export function activate(extension: ExtensionContext): void {
  const log = window.createOutputChannel('Self-Heal', { log: true });
  extension.subscriptions.push(log);
  try {
    start(extension, log);
  } catch (error) {
    log.error(error instanceof Error ? error : String(error), 'Self-Heal could not start');
    const showLog = 'Show Log';
    void window
      .showErrorMessage(`Self-Heal could not start: ${error instanceof Error ? error.message : String(error)}`, showLog)
      .then((choice) => {
        if (choice === showLog) log.show();
      });
  }
}

function start(extension: ExtensionContext, log: LogOutputChannel): void {
  const own = <T extends Disposable>(part: T): T => {
    extension.subscriptions.push(part);
    return part;
  };
  const muted = own(new Muted(extension.workspaceState, extension.globalState));
  const interpreters = own(new Interpreters(log));
  const key = new ModelKey(extension.secrets, process.env);
  const settings = own(
    new SettingsSource(extension, interpreters, key, muted, (error) => log.warn(`The model's key could not be read: ${String(error)}`)),
  );
  const session = own(
    new ServerSession({
      extension,
      log,
      middleware: {
        ...codeActionMiddleware(() => settings.current, log),
        didOpen: async (document, next) => {
          await next(document);
          context.diagnostics.opened(document);
        },
      },
      prepare: async (running) => {
        await settings.ready;
        await running.send(SettingsChanged.type, settings.current);
      },
    }),
  );
  const context: ClientContext = {
    extension,
    log,
    session,
    settings,
    muted,
    diagnostics: own(new DiagnosticsForwarder(session, settings)),
    documents: own(new VirtualDocuments()),
    status: own(new Status(session, settings)),
    lastCommand: new LastCommand(),
  };
  for (const [name, feature] of Object.entries(FEATURES)) {
    // One broken part does not take the others down.
    try {
      own(feature(context));
    } catch (error) {
      log.error(error instanceof Error ? error : String(error), `Self-Heal goes on without: ${name}`);
    }
  }
}

function sendSettings({ session, settings }: ClientContext): Disposable {
  return Disposable.from(
    settings.onDidChange((changed) => session.notify(SettingsChanged.type, changed)),
    workspace.onDidGrantWorkspaceTrust(() => session.notify(TrustGranted.type, {})),
  );
}

/** The first document or terminal command that can be healed starts the server: nobody else pays for it. */
function startWhenNeeded({ session, settings }: ClientContext): Disposable {
  const look = (): void => {
    if (session.state === 'idle' && settings.current.enabled && workspace.textDocuments.some(isHealed)) {
      session.start().catch(() => undefined); // the session says so itself, once
    }
  };
  look();
  return Disposable.from(workspace.onDidOpenTextDocument(look), settings.onDidChange(look));
}
