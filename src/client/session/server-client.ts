// The language client as the extension needs it: which program it starts, what that is told at first, and which documents it hears of.

import * as path from 'node:path';
import { extensions, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import {
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
  type CloseHandlerResult,
  type Middleware,
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
  readonly onClosed: (client: LanguageClient) => CloseHandlerResult;
}

const isInstalled = (id: string): boolean => extensions.getExtension(id) !== undefined;

/** A client that is not started yet. */
export function makeServerClient({ extension, log, middleware, onClosed }: ServerClientOptions): LanguageClient {
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
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8'],
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
        closed: () => onClosed(client),
      },
    },
  );
  atEndOfMenu(client);
  return client;
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
