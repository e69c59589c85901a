// Saving with the editor's own helpers beside ours: format on save, fixes on save, files that may not be written.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { answerPlan, apply, closeAll, diagnosticOf, openFile, ourFix, pause, previewOpen, setting, until } from './support';

/** A formatter as they are: one blank around `=`, no blank lines at the beginning, none at the end of a line. */
function formatted(text: string): string {
  return `${text
    .replace(/^\n+/, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/ *= */g, ' = ')
    .trimEnd()}\n`;
}

async function editorSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('editor').update(name, value, vscode.ConfigurationTarget.Global);
}

suite('Saving', () => {
  let formatter: vscode.Disposable;
  setup(() => {
    formatter = vscode.languages.registerDocumentFormattingEditProvider('python', {
      provideDocumentFormattingEdits: (document) => {
        const text = document.getText();
        const whole = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
        return text === formatted(text) ? [] : [vscode.TextEdit.replace(whole, formatted(text))];
      },
    });
  });
  teardown(async () => {
    formatter.dispose();
    await setting('autoApply', undefined);
    await editorSetting('formatOnSave', undefined);
    await editorSetting('codeActionsOnSave', undefined);
    await closeAll();
  });

  test('a fix in a text that is formatted when it is saved: both hold', async () => {
    await editorSetting('formatOnSave', true);
    const document = await openFile('tidy.py', '\n\nlantern=1\nprint(lantrn)\n\n');
    await apply(await ourFix(document, await diagnosticOf(document, /lantrn/)));
    assert.ok(await document.save());
    assert.equal(fs.readFileSync(document.fileName, 'utf8'), 'lantern = 1\nprint(lantern)\n');
    // A mistake made at once after it, where the lines have moved, is healed as ever.
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, new vscode.Position(2, 0), 'thimble=2\nprint(thimbl)\n');
    assert.ok(await vscode.workspace.applyEdit(change));
    assert.ok(await document.save());
    await apply(await ourFix(document, await diagnosticOf(document, /thimbl"/)));
    assert.equal(document.getText(), 'lantern = 1\nprint(lantern)\nthimble = 2\nprint(thimble)\n');
  });

  test('“selfHeal.autoApply” on save beside format on save: healed where the formatter has moved it, once, and it ends', async () => {
    await editorSetting('formatOnSave', true);
    await setting('autoApply', 'onSave');
    const document = await openFile('both.py', '\n\n\nimport os\nprint(json.dumps(os.name))\nlength=1\n');
    await ourFix(document, await diagnosticOf(document, /json/));
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, new vscode.Position(6, 0), 'width=2\n');
    assert.ok(await vscode.workspace.applyEdit(change));
    assert.ok(await document.save());
    await until('it is healed by itself', () => document.getText().includes('import json'));
    assert.equal(document.getText(), 'import json\nimport os\nprint(json.dumps(os.name))\nlength = 1\nwidth = 2\n');
    const { version } = document;
    await pause(2_000);
    assert.equal(document.version, version);
  });

  test('“source.fixAll.selfHeal” on save beside format on save: both hold in what is written', async () => {
    await editorSetting('formatOnSave', true);
    await editorSetting('codeActionsOnSave', { 'source.fixAll.selfHeal': 'explicit' });
    const document = await openFile('all.py', '\n\nimport os\nprint(json.dumps(os.name))\nlength=1\n');
    await ourFix(document, await diagnosticOf(document, /json/));
    await vscode.commands.executeCommand('workbench.action.files.save');
    const read = (): string => fs.readFileSync(document.fileName, 'utf8');
    await until('it is saved', () => read().includes('length = 1'));
    assert.equal(read(), 'import json\nimport os\nprint(json.dumps(os.name))\nlength = 1\n');
  });

  test('a read-only file: nothing of it is changed on disk, and others are healed as ever', async () => {
    const text = 'harbour = 1\nprint(harbor)\n';
    await vscode.workspace
      .getConfiguration('files')
      .update('readonlyInclude', { '**/kept_as_is.py': true }, vscode.ConfigurationTarget.Global);
    try {
      const document = await openFile('kept_as_is.py', text);
      await diagnosticOf(document, /harbor/);
      const done = vscode.commands.executeCommand('selfHeal.healFile');
      await until('the preview is open', previewOpen);
      await answerPlan('apply', () => !previewOpen());
      await done;
      await document.save().then(undefined, () => false);
      assert.equal(fs.readFileSync(document.fileName, 'utf8'), text);
      const other = await openFile('may_change.py', text);
      await apply(await ourFix(other, await diagnosticOf(other, /harbor/)));
      assert.equal(other.getText(), 'harbour = 1\nprint(harbour)\n');
    } finally {
      await vscode.workspace.getConfiguration('files').update('readonlyInclude', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
