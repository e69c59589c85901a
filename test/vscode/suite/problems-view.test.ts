// The view "Problems" in a real VS Code: a row heals, is copied and dismissed; Next Fix walks the places; keys and settings of the manifest.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EXTENSION, closeAll, diagnosticOf, openFile, ourFix, pageOf, terminal, until, workspaceRoot } from './support';

interface Manifest {
  readonly contributes: {
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly mac: string }[];
    readonly views: { readonly selfHeal: readonly { readonly id: string }[] };
    readonly configuration: readonly {
      readonly title: string;
      readonly properties: Readonly<Record<string, { readonly scope: string }>>;
    }[];
  };
}
const manifest = (): Manifest => vscode.extensions.getExtension(EXTENSION)?.packageJSON as Manifest;

/** A row as the view gives it to a command. */
const row = (uri: vscode.Uri, line: number, message: string, more: object = {}): object => ({
  problem: {
    id: '',
    uri: uri.toString(),
    range: { start: { line, character: 0 }, end: { line, character: 1 } },
    message,
    failure: true,
    looked: false,
    seenBy: ['the command python x.py'],
    times: 1,
    at: 0,
    ...more,
  },
});
const status = async (): Promise<string> => /^- Status: (.*)$/m.exec(await pageOf('selfHeal.showDebugInformation'))?.[1] ?? '';

suite('The view Problems', () => {
  setup(closeAll);
  teardown(closeAll);

  test('it stands before the others, and can be focused', async () => {
    assert.equal(manifest().contributes.views.selfHeal[0]?.id, 'selfHealProblems');
    await openFile('start.py', 'x = 1\n');
    await until('the view’s command', async () => (await vscode.commands.getCommands(true)).includes('selfHealProblems.focus'));
    await vscode.commands.executeCommand('selfHeal.showProblems');
  });

  test('“Next Fix” walks this file, then the next, and around; “Previous Fix” back', async () => {
    const first = await openFile('walk-a.py', 'greeting = "a"\nprint(greting)\n\ncounter = 1\nprint(conter)\n');
    const second = await openFile('walk-b.py', 'harvest = 1\nprint(harvst)\n');
    await ourFix(first, await diagnosticOf(first, /greting/));
    await ourFix(first, await diagnosticOf(first, /conter/));
    await ourFix(second, await diagnosticOf(second, /harvst/));
    const editor = await vscode.window.showTextDocument(first);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const seen: string[] = [];
    // Files of other suites may have fixes too: they are walked past.
    const go = async (command: string): Promise<void> => {
      for (let steps = 0; steps < 10; steps++) {
        await vscode.commands.executeCommand(command);
        const { document, selection } = vscode.window.activeTextEditor ?? assert.fail('an editor is open');
        const name = vscode.workspace.asRelativePath(document.uri);
        if (!name.startsWith('walk-')) continue;
        seen.push(`${name}:${selection.active.line + 1}`);
        return;
      }
    };
    for (let i = 0; i < 4; i++) await go('selfHeal.nextFix');
    await go('selfHeal.previousFix');
    assert.deepEqual(seen, ['walk-a.py:2', 'walk-a.py:5', 'walk-b.py:2', 'walk-a.py:2', 'walk-b.py:2']);
  });

  test('“Next Fix” twice in one breath goes two places on', async () => {
    const document = await openFile(
      'breath.py',
      'greeting = "a"\nprint(greting)\n\ncounter = 1\nprint(conter)\n\nharvest = 1\nprint(harvst)\n',
    );
    for (const wrong of [/greting/, /conter/, /harvst/]) await ourFix(document, await diagnosticOf(document, wrong));
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await Promise.all([vscode.commands.executeCommand('selfHeal.nextFix'), vscode.commands.executeCommand('selfHeal.nextFix')]);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 4);
  });

  test('a row is healed with the best fix of the menu, and undone', async () => {
    const text = 'greeting = "hello"\nprint(greting)\n';
    const document = await openFile('row.py', text);
    await diagnosticOf(document, /greting/);
    await vscode.commands.executeCommand('selfHeal.healProblem', row(document.uri, 1, '"greting" is not defined', { failure: false }));
    assert.equal(document.getText(), 'greeting = "hello"\nprint(greeting)\n');
    await vscode.commands.executeCommand('selfHeal.undoLastHeal');
    assert.equal(document.getText(), text);
  });

  test('a row is copied with its place, and a failed command is counted, then cleared', async () => {
    const document = await openFile('crash.py', 'ages = {"tom": 3}\nprint(ages["tmo"])\n');
    await vscode.commands.executeCommand('selfHeal.copyProblem', row(document.uri, 1, "KeyError: 'tmo'"));
    assert.equal(await vscode.env.clipboard.readText(), "crash.py:2: KeyError: 'tmo'");
    const shell = await terminal(workspaceRoot());
    try {
      await shell.run('python3 crash.py');
      await until('the status counts it', async () => /1 failure of programs: see the view Problems/.test(await status()));
      await vscode.commands.executeCommand('selfHeal.clearFailures');
      await until('it is gone', async () => !/failure/.test(await status()));
    } finally {
      shell.end();
    }
  });

  test('the keys of “Next Fix” are nobody else’s', async () => {
    const defaults = await vscode.workspace.openTextDocument(vscode.Uri.parse('vscode://defaultsettings/keybindings.json'));
    const all = [...defaults.getText().matchAll(/"key": "([^"]+)",[^}]*?"command": "([^"]+)"/g)];
    assert.ok(all.length > 300, 'the editor’s keys are there');
    for (const { key, command } of manifest().contributes.keybindings) {
      const others = all.filter(([, other, name]) => other === key && name !== command).map(([, , name]) => name);
      assert.deepEqual(others, [], key);
    }
  });

  test('settings stand in titled sections, each once', () => {
    const { configuration } = manifest().contributes;
    assert.deepEqual(
      configuration.map(({ title }) => title),
      ['Fixes', 'Terminal and logs', 'Learning', 'Model', 'Adapters'],
    );
    const names = configuration.flatMap(({ properties }) => Object.keys(properties));
    assert.equal(new Set(names).size, names.length);
    for (const { properties } of configuration) for (const [name, { scope }] of Object.entries(properties)) assert.ok(scope, name);
  });
});
