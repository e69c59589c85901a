// How far a fix is trusted, in a real VS Code: applied by itself where that is asked for, shown behind an entry where it is
// unlikely, explained, and taken back when its problem returns.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  acceptPick,
  answerPlan,
  closeAll,
  diagnosticOf,
  gone,
  isOurs,
  menu,
  openFile,
  ourFix,
  pause,
  previewOpen,
  setting,
  until,
} from './support';

// A module that no other suite imports: what was kept of their fixes plays no part here.
const IMPORT = 'import os\nprint(html.escape(os.name))\n';

/** Saved by hand, as far as VS Code can tell. */
async function save(document: vscode.TextDocument): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, '\n');
  await vscode.workspace.applyEdit(edit);
  assert.ok(await document.save());
}

suite('Trust', () => {
  teardown(async () => {
    for (const name of ['autoApply', 'confidence.review', 'confidence.auto']) await setting(name, undefined);
    await closeAll();
  });

  test('nothing is applied by itself unless that is asked for', async () => {
    const document = await openFile('by-hand.py', IMPORT);
    await ourFix(document, await diagnosticOf(document, /html/));
    await save(document);
    await pause(2_500);
    assert.ok(!document.getText().includes('import html'));
  });

  test('a workspace can’t ask for it', async () => {
    const configuration = vscode.workspace.getConfiguration('selfHeal');
    for (const [name, value] of [
      ['autoApply', 'onSave'],
      ['confidence.auto', 0],
      ['confidence.review', 0],
    ] as const)
      await assert.rejects(async () => configuration.update(name, value, vscode.ConfigurationTarget.Workspace), name);
  });

  test('after a save: the proved fix is applied as one undo step, once; undone three times it is never again', async () => {
    await setting('autoApply', 'onSave');
    for (const name of ['auto-1.py', 'auto-2.py', 'auto-3.py']) {
      const document = await openFile(name, IMPORT);
      await diagnosticOf(document, /html/);
      await save(document);
      await until(`${name} is healed by itself`, () => document.getText().startsWith('import html\n'));
      assert.ok(document.isDirty, 'it is not saved by itself');
      await gone(document, /html/);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), `${IMPORT}\n`);
      // What was taken back is left alone, however often the file is saved.
      await diagnosticOf(document, /html/);
      await save(document);
      await pause(2_000);
      assert.ok(!document.getText().includes('import html'), 'not twice');
    }
    const document = await openFile('auto-4.py', IMPORT);
    const diagnostic = await diagnosticOf(document, /html/);
    await ourFix(document, diagnostic);
    await save(document);
    await pause(2_500);
    assert.ok(!document.getText().includes('import html'), 'this kind of fix waits to be chosen');
    await ourFix(document, diagnostic);

    const back = vscode.commands.executeCommand('selfHeal.offerAgain');
    await pause(500);
    await acceptPick('it is applied by itself again', async () => {
      await save(document);
      await pause(2_000);
      return document.getText().includes('import html');
    });
    await back;
  });

  test('an unlikely fix stands behind one entry of the menu, which shows it before it is applied', async () => {
    await setting('confidence.review', 1);
    const document = await openFile('unlikely.py', 'pebble = 1\nprint(peble)\n');
    const diagnostic = await diagnosticOf(document, /peble/);
    const entry = await until('the entry', async () =>
      (await menu(document, diagnostic.range)).find((action) => isOurs(action) && /low-confidence/.test(action.title)),
    );
    assert.ok(!(await menu(document, diagnostic.range)).some((action) => isOurs(action) && action.edit));
    assert.ok(entry.command);
    const shown = vscode.commands.executeCommand(entry.command.command, ...((entry.command.arguments ?? []) as unknown[]));
    await until('the diff', previewOpen);
    assert.equal(document.getText(), 'pebble = 1\nprint(peble)\n', 'nothing is changed before the person says so');
    await answerPlan('apply', () => document.getText() === 'pebble = 1\nprint(pebble)\n');
    await shown;
  });

  test('a syntax error keeps its best fix in the menu', async () => {
    await setting('confidence.review', 1);
    const document = await openFile('broken.py', 'def area(w, h)\n    return w * h\n');
    assert.ok((await ourFix(document, await diagnosticOf(document, /expected ":"/i))).edit);
  });

  test('the explanation: in the hover, and as a page', async () => {
    const document = await openFile('explained.py', 'x = None\nprint(x.upper())\n');
    const diagnostic = await diagnosticOf(document, /upper/);
    const said = await until('our hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        diagnostic.range.start,
      );
      return hovers
        .flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)))
        .find((part) => part.includes('selfHeal.explain'));
    });
    assert.match(said, /'x' gets its value here/);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 8, 1, 8);
    await vscode.commands.executeCommand('selfHeal.explain');
    await until('the page', () =>
      vscode.window.tabGroups.all.some((group) =>
        group.tabs.some(
          (tab) => tab.input instanceof vscode.TabInputWebview && /markdown/.test(tab.input.viewType) && /Explain/.test(tab.label),
        ),
      ),
    );
  });
});
