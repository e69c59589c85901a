// Installed, nothing configured: it starts, and everything it promises in package.json is there.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { apply, EXTENSION, closeAll, diagnosticOf, openFile, ourFix, pageOf, until } from './support';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly { readonly description: string }[] }[];
  };
}

/** What entries of menus and of the language status call; nothing for the palette. */
const INTERNAL = ['selfHeal.accepted', 'selfHeal.takenBack', 'selfHeal.sayRemedy', 'selfHeal.showMistakes', 'selfHeal.typeInTerminal'];

suite('The first minute', () => {
  suiteTeardown(closeAll);

  test('it activates by itself', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension, 'it is installed');
    await until('it is active', () => extension.isActive);
  });

  test('every command of package.json exists, in its category, and no other is registered', async () => {
    const manifest = vscode.extensions.getExtension(EXTENSION)?.packageJSON as Manifest;
    const declared = manifest.contributes.commands.map(({ command }) => command).sort();
    await openFile('start.py', 'x = 1\n'); // starts the server, which brings the commands of fixes accepted and taken back
    const registered = await until('the commands are registered', async () => {
      const all = (await vscode.commands.getCommands(true)).filter((command) => command.startsWith('selfHeal.'));
      return all.includes('selfHeal.accepted') ? all.filter((command) => !INTERNAL.includes(command)).sort() : undefined;
    });
    assert.deepEqual(registered, declared);
    for (const { category, title } of manifest.contributes.commands) {
      assert.equal(category, 'Self-Heal');
      assert.match(title, /^[A-Z]/);
    }
  });

  test('the debug information names versions, server and settings, and no key', async () => {
    await openFile('start.py', 'x = 1\n');
    const text = await until('the server runs', async () => {
      const page = await pageOf('selfHeal.showDebugInformation');
      return /Server: running, self-heal/.test(page) ? page : undefined;
    });
    assert.match(text, /Self-Heal 0\.\d+\.\d+/);
    assert.match(text, /VS Code 1\.\d+/);
    assert.match(text, /"enabled": true/);
    assert.doesNotMatch(text, /"apiKey": "(?!\((?:set|none)\))/);
  });

  test('the walkthrough: each command it names is there, and its sample heals', async () => {
    const { contributes } = vscode.extensions.getExtension(EXTENSION)?.packageJSON as Manifest;
    const all = await vscode.commands.getCommands(true);
    const named = contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ description }) => [...description.matchAll(/command:([\w.]+)/g)]),
    );
    assert.ok(named.length >= 5);
    for (const [, command = ''] of named) assert.ok(all.includes(command), command);
    await vscode.commands.executeCommand('selfHeal.openSample');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    await apply(await ourFix(document, await diagnosticOf(document, /nmae/)));
    assert.match(document.getText(), /Hello, \{name\}!/);
  });
});
