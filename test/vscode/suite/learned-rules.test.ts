// The view "Learned" in a real VS Code: a rule's file is edited with its matches shown, tested, applied everywhere as one undo step, switched off and on, deleted.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { acceptPick, answerPlan, closeAll, openFile, pause, setting, until, workspaceRoot } from './support';

const RULE = `id: shout
language: Python
message: shout is cry
severity: hint
rule:
  pattern: megaphone.shout($A)
fix: megaphone.cry($A)
metadata:
  self-heal:
    version: 1
    language: python
    examples: []
    places: 0
    everywhere: true
    valid: []
    invalid:
      - before: "megaphone.shout(1)\\n"
        after: "megaphone.cry(1)\\n"
`;
const NAME = '.self-heal/rules/shout.yml';
const file = (): string => path.join(workspaceRoot(), NAME);
/** As the view gives it to a command. */
const node = (): object => ({
  rule: {
    folder: vscode.workspace.workspaceFolders?.[0]?.uri.toString(),
    id: 'shout',
    file: vscode.Uri.file(file()).toString(),
    title: 'shout is cry',
    state: /disabled: true/.test(fs.readFileSync(file(), 'utf8')) ? 'off' : 'file',
    fixes: 0,
    places: 0,
    inMemory: false,
  },
});
const planOpen = (): boolean =>
  vscode.window.tabGroups.all.some((group) => group.tabs.some(({ label }) => label.startsWith('Apply Everywhere: ')));

suite('Learned rules', () => {
  setup(async () => {
    await openFile('calls.py', 'import megaphone\n\nmegaphone.shout("a")\nmegaphone.shout("b")\n');
    await openFile(NAME, RULE);
  });
  teardown(async () => {
    await setting('learn.hints', undefined);
    await closeAll();
    fs.rmSync(path.dirname(file()), { recursive: true, force: true });
  });

  test('the view is there, and can be focused', async () => {
    await until('the view’s command', async () => (await vscode.commands.getCommands(true)).includes('selfHealLearned.focus'));
    await vscode.commands.executeCommand('selfHealLearned.focus');
  });

  test('applied everywhere: one plan, one undo, and no pair', async () => {
    const document = await vscode.workspace.openTextDocument(path.join(workspaceRoot(), 'calls.py'));
    const done = vscode.commands.executeCommand('selfHeal.applyRuleEverywhere', node());
    await until('the plan is open', planOpen);
    assert.match(document.getText(), /shout\("a"\)/, 'nothing is changed before the person agrees');
    await answerPlan('apply', () => !planOpen());
    await done;
    assert.equal(document.getText(), 'import megaphone\n\nmegaphone.cry("a")\nmegaphone.cry("b")\n');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), 'import megaphone\n\nmegaphone.shout("a")\nmegaphone.shout("b")\n');
  });

  test('F089: applied step by step: one place, a question, all of them, each an undo step', async () => {
    const document = await vscode.workspace.openTextDocument(path.join(workspaceRoot(), 'calls.py'));
    const done = vscode.commands.executeCommand('selfHeal.applyRuleGradually', node());
    await until('the first place', () => document.getText() === 'import megaphone\n\nmegaphone.cry("a")\nmegaphone.shout("b")\n', 30_000);
    await acceptPick('it goes on', () => /cry\("b"\)/.test(document.getText()));
    await done;
    assert.equal(document.getText(), 'import megaphone\n\nmegaphone.cry("a")\nmegaphone.cry("b")\n');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), 'import megaphone\n\nmegaphone.cry("a")\nmegaphone.shout("b")\n');
    await vscode.commands.executeCommand('undo');
    assert.match(document.getText(), /shout\("a"\)/);
  });

  test('switched off and on in its file', async () => {
    await vscode.commands.executeCommand('selfHeal.switchRuleOff', node());
    assert.match(fs.readFileSync(file(), 'utf8'), /^severity: off$[^]*^ {4}disabled: true$/m);
    await vscode.commands.executeCommand('selfHeal.switchRuleOn', node());
    assert.equal(fs.readFileSync(file(), 'utf8'), RULE);
  });

  test('edited: opens its file; a change that is not saved is not lost by a switch', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('selfHeal.editRule', node());
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, file());
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# mine\n'));
    await vscode.commands.executeCommand('selfHeal.switchRuleOff', node());
    assert.equal(fs.readFileSync(file(), 'utf8'), RULE);
    assert.ok(editor.document.getText().startsWith('# mine\n'));
  });

  test('with the setting its places are hints, and their fix puts them right', async () => {
    await setting('learn.hints', true);
    const uri = vscode.Uri.file(path.join(workspaceRoot(), 'calls.py'));
    const hints = (): vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(uri).filter(({ message }) => message === 'Learned: shout is cry');
    await until('two hints', () => hints().length === 2);
    assert.equal(hints()[0]?.severity, vscode.DiagnosticSeverity.Hint);
    await setting('learn.hints', undefined);
    await until('no hints', () => hints().length === 0);
    await pause(100);
  });
});
