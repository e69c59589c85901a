// Pyright as a real language server beside Self-Heal, as Pylance would be.

import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

export async function activate(context: ExtensionContext): Promise<void> {
  const module = process.env['SELF_HEAL_TEST_PYRIGHT'];
  if (!module) throw new Error('SELF_HEAL_TEST_PYRIGHT names no server.');
  const client = new LanguageClient(
    'test-pyright',
    'Pyright',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [
        { language: 'python', scheme: 'file' },
        { language: 'python', scheme: 'untitled' },
        // It looks at each cell by itself, as a linter would.
        { language: 'python', scheme: 'vscode-notebook-cell', pattern: '**/checked*.ipynb' },
      ],
    },
  );
  context.subscriptions.push(client);
  await client.start();
}
