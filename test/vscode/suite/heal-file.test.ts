// Shows (c): five different mistakes, one preview, one edit, one undo.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { acceptPick, closeAll, diagnosticOf, openFile, pause, previewOpen, until } from './support';

const BROKEN = `import jsn

def area(width, height):
    if width = 0:
        return 0
    return width * heigth

def show(items)
    for item in items:
        print(item

numbers = [1, 2, 3]
show(numbers)
print(jsn.dumps(area(2, 3)))
`;
const HEALED = `import json

def area(width, height):
    if width == 0:
        return 0
    return width * height

def show(items):
    for item in items:
        print(item)

numbers = [1, 2, 3]
show(numbers)
print(json.dumps(area(2, 3)))
`;

suite('Heal This File', () => {
  teardown(closeAll);

  test('all mistakes at once, after a preview; one undo brings all back', async () => {
    const document = await openFile('five.py', BROKEN);
    await diagnosticOf(document, /./);
    const done = vscode.commands.executeCommand('selfHeal.healFile');
    await until('the preview is open', previewOpen);
    assert.equal(document.getText(), BROKEN, 'nothing is changed before the person agrees');
    await acceptPick('the preview is accepted', () => !previewOpen());
    await done;
    assert.equal(document.getText(), HEALED);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), BROKEN);
  });

  test('a preview that is closed changes nothing', async () => {
    const text = 'colour = 1\nprint(color)\n';
    const document = await openFile('closed.py', text);
    await diagnosticOf(document, /color/);
    const done = vscode.commands.executeCommand('selfHeal.healFile');
    await until('the preview is open', previewOpen);
    // The question comes a moment after the diff.
    await until('the preview is closed', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return !previewOpen();
    });
    await done;
    assert.equal(document.getText(), text);
  });

  test('a document that changed under the preview is not touched', async () => {
    const document = await openFile('moved.py', 'candle = 1\nprint(candel)\n');
    await diagnosticOf(document, /candel/);
    const done = vscode.commands.executeCommand('selfHeal.healFile');
    await until('the preview is open', previewOpen);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# moved\n');
    await vscode.workspace.applyEdit(edit);
    await acceptPick('the preview is accepted', () => !previewOpen());
    await done;
    assert.equal(document.getText(), '# moved\ncandle = 1\nprint(candel)\n');
  });

  test('nothing to heal, a file that is none of ours, no editor at all: no error, no change', async () => {
    const clean = await openFile('clean.py', 'x = 1\nprint(x)\n');
    await pause(500);
    await vscode.commands.executeCommand('selfHeal.healFile');
    assert.equal(clean.getText(), 'x = 1\nprint(x)\n');
    await openFile('notes.txt', 'hello');
    await vscode.commands.executeCommand('selfHeal.healFile');
    await closeAll();
    await vscode.commands.executeCommand('selfHeal.healFile');
    assert.ok(!previewOpen());
  });
});
