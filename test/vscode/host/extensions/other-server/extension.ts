// A language server that people have beside Self-Heal, started as its own extension starts it. Which one it is, the extension's name says.

import { workspace, type ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';

interface OtherServer {
  readonly run: (file: string) => ServerOptions;
  readonly languages: readonly string[];
  readonly options?: LanguageClientOptions;
  /** The requests with which the server asks for a person's answer. */
  readonly questions?: readonly string[];
}

const SCRIPTS = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];

const SERVERS: Readonly<Record<string, OtherServer>> = {
  basedpyright: { run: (module) => ({ module, transport: TransportKind.ipc }), languages: ['python'] },
  // Without a transport: a client that is told of one says so to the program.
  ruff: { run: (command) => ({ command, args: ['server'] }), languages: ['python'] },
  eslint: {
    run: (module) => ({ module, transport: TransportKind.ipc }),
    languages: SCRIPTS,
    options: { middleware: { workspace: { configuration: ({ items }) => items.map(eslint) } } },
    questions: ['eslint/noLibrary', 'eslint/noConfig', 'eslint/openDoc', 'eslint/probeFailed'],
  },
};

/** What the extension's settings are where nobody has changed them. */
function eslint(): unknown {
  const [folder] = workspace.workspaceFolders ?? [];
  return {
    validate: 'on',
    packageManager: 'npm',
    useESLintClass: false,
    experimental: {},
    codeAction: {
      disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' },
      showDocumentation: { enable: true },
    },
    codeActionOnSave: { mode: 'all' },
    format: false,
    quiet: false,
    onIgnoredFiles: 'off',
    options: {},
    rulesCustomizations: [],
    run: 'onType',
    problems: { shortenToSingleLine: false },
    nodePath: null,
    workingDirectory: { mode: 'location' },
    workspaceFolder: folder && { name: folder.name, uri: folder.uri.toString() },
  };
}

export async function activate(context: ExtensionContext): Promise<void> {
  const { displayName } = context.extension.packageJSON as { readonly displayName: string };
  const file = process.env[`SELF_HEAL_TEST_${displayName.toUpperCase()}`];
  const server = SERVERS[displayName];
  if (!file || !server) throw new Error(`There is no server “${displayName}”.`);
  const client = new LanguageClient(displayName, displayName, server.run(file), {
    ...server.options,
    documentSelector: server.languages.map((language) => ({ language, scheme: 'file' })),
  });
  context.subscriptions.push(client);
  for (const question of server.questions ?? []) client.onRequest(question, () => ({}));
  await client.start();
}
