// The language client as the extension needs it: which program it starts, what that is told at first, and which documents it hears of.
// Loaded with the first start of the server, for the library behind it is two thirds of all the client's code.

import * as path from 'node:path';
import { extensions, workspace, type Disposable, type ExtensionContext, type LogOutputChannel } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
  WorkDoneProgress,
  type Middleware,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageclient/node';
import { COMMAND, type ClientOptions } from '../../protocol';
import { atEndOfMenu } from './code-actions';
import { versionOf } from './extension-version';
import { SELECTOR } from './languages';
import { PYTHON_CHECKERS } from './python-checkers';

export interface ServerClientOptions {
  readonly extension: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly middleware: Middleware;
  /** The server's process has ended: decides whether it is started again. */
  readonly onClosed: (client: LanguageClient) => AfterDeath;
  readonly onState: (client: LanguageClient, state: 'starting' | 'running') => void;
}

/** What is done once the server's process has ended, and why, for the log. */
export interface AfterDeath {
  readonly restart: boolean;
  readonly reason?: string;
}

const isInstalled = (id: string): boolean => extensions.getExtension(id) !== undefined;

/** A client that is not started yet. */
export function makeServerClient({ extension, log, middleware, onClosed, onState }: ServerClientOptions): LanguageClient {
  const options: ClientOptions = {
    trusted: workspace.isTrusted,
    forwardsDiagnostics: true,
    asksForModel: true,
    hasCommands: true,
    globalFolder: extension.globalStorageUri.fsPath,
    version: versionOf(extension.extension),
    ...editorTypeScript(),
  };
  const run = {
    module: path.join(extension.extensionPath, 'dist', 'server.js'),
    transport: TransportKind.ipc,
    // Many small jobs need no large space for young objects, which V8 would take where the machine has much; nor glibc's own space for each thread.
    options: {
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'],
      env: { ...process.env, MALLOC_ARENA_MAX: '2' },
    },
  };
  const client: LanguageClient = new LanguageClient(
    'selfHeal',
    'Self-Heal',
    { run, debug: run },
    {
      documentSelector: SELECTOR,
      outputChannel: log,
      traceOutputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      progressOnInitialization: false,
      // Links of our own hovers; nothing else may be run from them.
      markdown: { isTrusted: { enabledCommands: [COMMAND.explain, COMMAND.healWithModel] } },
      // A function, so that a server restarted after trust was granted knows it.
      initializationOptions: () => ({
        ...options,
        trusted: workspace.isTrusted,
        othersCheckPython: PYTHON_CHECKERS.some(isInstalled),
        linterExtensions: linterExtensions(),
      }),
      middleware,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: (error) => {
          log.error(`Talking to the server failed: ${error.message}`);
          return { action: ErrorAction.Continue, handled: true };
        },
        closed: () => {
          const { restart, reason } = onClosed(client);
          const action = restart ? CloseAction.Restart : CloseAction.DoNotRestart;
          return { action, handled: true, ...(reason !== undefined && { message: reason }) };
        },
      },
    },
  );
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) onState(client, 'running');
    if (newState === State.Starting) onState(client, 'starting');
  });
  atEndOfMenu(client);
  return client;
}

/** Progress that the server reports for a token that we made up. */
export function onWorkDone(
  client: LanguageClient,
  token: string,
  handler: (value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd) => void,
): Disposable {
  return client.onProgress(WorkDoneProgress.type, token, handler);
}

/** The TypeScript that comes with the editor, for workspaces that have none. */
function editorTypeScript(): Pick<ClientOptions, 'editorTypeScript'> {
  const builtIn = extensions.getExtension('vscode.typescript-language-features');
  return builtIn ? { editorTypeScript: path.resolve(builtIn.extensionPath, '..', 'node_modules', 'typescript') } : {};
}

/** Of the linters whose fixes we would ask for, those that have an extension of their own here. */
function linterExtensions(): ClientOptions['linterExtensions'] {
  const of: Readonly<Record<'Ruff' | 'eslint', string>> = { Ruff: 'charliermarsh.ruff', eslint: 'dbaeumer.vscode-eslint' };
  return (['Ruff', 'eslint'] as const).filter((linter) => extensions.getExtension(of[linter]) !== undefined);
}
