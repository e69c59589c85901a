// The extension's composition root: makes the parts, starts each by itself, and gives everything back at the end.

import { Disposable, l10n, window, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { SettingsChanged, TrustGranted } from '../protocol';
import { makeExports } from './api/exports';
import { registerLanguageModelTools } from './api/language-model-tools';
import { offerMcpServer } from './api/mcp-server';
import { watchDebuggers } from './capture/debugger';
import { watchNotebooks } from './capture/notebooks';
import { watchShellIntegration } from './capture/shell-integration';
import { watchTasks } from './capture/tasks';
import { watchTerminals } from './capture/terminal';
import { healAfterRun, healOnSave } from './commands/auto-apply';
import { registerCommands } from './commands/table';
import { OthersAt } from './session/others-at';
import { trainWhenDue } from './commands/train-adapter';
import { watchTaskProvider } from './commands/watch';
import { codeActionMiddleware } from './session/code-actions';
import type { ClientContext, Feature } from './session/context';
import { keepContextKeys } from './session/context-keys';
import { answerForEditorModels } from './session/editor-models';
import { DiagnosticsForwarder } from './session/diagnostics-forwarder';
import { tellInSight } from './session/in-sight';
import { Interpreters } from './session/interpreters';
import { isHealed } from './session/languages';
import { LastCommand } from './session/last-command';
import { LogTail } from './session/log-tail';
import { ModelChoices } from './session/model-choices';
import { ModelKey } from './session/model-key';
import { Muted } from './session/muted';
import { Notices } from './session/notices';
import { SentRequests } from './session/sent-requests';
import type { SelfHealExports } from './session/extension-api';
import { Registrations } from './session/registrations';
import { ServerSession } from './session/server-session';
import { SettingsSource } from './session/settings';
import { showLog, showMessage } from './session/show-message';
import { Status } from './session/status';
import { UserActions } from './session/user-actions';
import { VirtualDocuments } from './session/virtual-documents';
import { visibleLog } from './session/visible-log';
import { AdaptersView } from './views/adapters-view';
import { LearnedView } from './views/learned-view';
import { showLanguageStatus } from './views/language-status';
import { ReportPages } from './views/learning-report';
import { PairsView } from './views/pairs-view';
import { PlanView } from './views/plan-view';
import { ProblemsView } from './views/problems-view';
import { RunsView } from './views/runs-view';
import { mayAskModel } from './views/may-ask-model';
import { tellOnce } from './views/tell';

const FEATURES: Readonly<Record<string, Feature>> = {
  commands: registerCommands,
  'context keys': keepContextKeys,
  debuggers: watchDebuggers,
  'healing on save': healOnSave,
  'the server for other programs’ models': offerMcpServer,
  messages: tellOnce,
  'going on to the model': mayAskModel,
  "the editor's models": answerForEditorModels,
  notebooks: watchNotebooks,
  'settings for the server': sendSettings,
  'what files are healed with': showLanguageStatus,
  'what is in sight': tellInSight,
  'shell integration': watchShellIntegration,
  tasks: watchTasks,
  'tools for models': registerLanguageModelTools,
  terminals: (context) => watchTerminals(context, (command) => healAfterRun(context, command)),
  'training by the schedule': trainWhenDue,
  watch: watchTaskProvider,
  'starting the server': startWithFirstDocument,
};

/** @returns what other extensions may use; undefined where Self-Heal could not start. */
export function activate(extension: ExtensionContext): SelfHealExports | undefined {
  const logTail = new LogTail();
  const log = visibleLog(window.createOutputChannel('Self-Heal', { log: true }), logTail);
  extension.subscriptions.push(log);
  try {
    return start(extension, log, logTail);
  } catch (error) {
    log.error(error instanceof Error ? error : String(error), 'Self-Heal could not start');
    showMessage(
      log,
      'error',
      l10n.t('Self-Heal could not start: {0}', error instanceof Error ? error.message : String(error)),
      showLog(log),
    );
    return undefined;
  }
}

function start(extension: ExtensionContext, log: LogOutputChannel, logTail: LogTail): SelfHealExports {
  const own = <T extends Disposable>(part: T): T => {
    extension.subscriptions.push(part);
    return part;
  };
  const muted = own(new Muted(extension.workspaceState, extension.globalState));
  const notices = own(new Notices(extension.globalState));
  const interpreters = own(new Interpreters(log));
  const key = new ModelKey(extension.secrets, process.env);
  const settings = own(
    new SettingsSource(interpreters, key, muted, (error) => log.warn(`The model's key could not be read: ${String(error)}`)),
  );
  const session = own(
    new ServerSession({
      extension,
      log,
      notices,
      middleware: {
        ...codeActionMiddleware(() => settings.current, log, new OthersAt(log)),
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
  const status = own(new Status(session, settings));
  const documents = own(new VirtualDocuments());
  const learned = own(new LearnedView({ session, settings, log }));
  const adapters = own(new AdaptersView({ session, settings, log, status }));
  const problems = own(new ProblemsView({ session, settings, log, status }));
  const pairs = own(new PairsView({ session, settings, log, status }));
  const runs = own(new RunsView({ session, settings, log, status }));
  const context: ClientContext = {
    extension,
    log,
    logTail,
    session,
    settings,
    key,
    muted,
    notices,
    choices: own(new ModelChoices(extension.workspaceState)),
    sent: own(new SentRequests(session)),
    actions: new UserActions(),
    diagnostics: own(new DiagnosticsForwarder(session, settings)),
    documents,
    status,
    lastCommand: new LastCommand(),
    learned,
    adapters,
    problems,
    pairs,
    runs,
    plan: own(new PlanView({ documents, log }, () => [problems, learned, adapters, pairs, runs].some(({ isSeen }) => isSeen))),
    reports: own(new ReportPages({ extension, session, log })),
    registrations: own(new Registrations(session, log)),
  };
  for (const [name, feature] of Object.entries(FEATURES)) {
    // One broken part does not take the others down.
    try {
      own(feature(context));
    } catch (error) {
      log.error(error instanceof Error ? error : String(error), `Self-Heal goes on without: ${name}`);
    }
  }
  const { exports, disposable } = makeExports(context);
  own(disposable);
  return exports;
}

function sendSettings({ session, settings }: ClientContext): Disposable {
  return Disposable.from(
    settings.onDidChange((changed) => session.notify(SettingsChanged.type, changed)),
    workspace.onDidGrantWorkspaceTrust(() => session.notify(TrustGranted.type, {})),
  );
}

/** The first document that can be healed starts the server, log files to be read, or a schedule to be kept. Failures in terminals and our own commands start it too; where there are none, nobody pays for it. */
function startWithFirstDocument({ session, settings }: ClientContext): Disposable {
  const look = (): void => {
    // Log files are read, and a schedule is kept, though no document is open.
    const hasWork =
      workspace.isTrusted &&
      Object.values(settings.current.folders).some(({ logs, training }) => logs.length > 0 || training.schedule !== '');
    if (session.state === 'idle' && settings.current.enabled && (hasWork || workspace.textDocuments.some(isHealed))) {
      session.start().catch(() => undefined); // the session says so itself, once
    }
  };
  look();
  return Disposable.from(workspace.onDidOpenTextDocument(look), settings.onDidChange(look), workspace.onDidGrantWorkspaceTrust(look));
}
