// What a person does with the recorded pairs from the palette. What needs a path typed or a dialog answered is in test/ui.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { acceptPick, closeAll, openFile, pause, totalPairs, until, workspaceRoot } from './support';

/** Runs a command and presses Enter in each of its lists until `done`. */
async function throughLists(command: string, done: () => boolean | Promise<boolean>): Promise<void> {
  const running = vscode.commands.executeCommand(command);
  await pause(1_000);
  await acceptPick(`${command} is through`, done);
  await running;
}

suite('Pairs', () => {
  teardown(closeAll);

  test('a fix by hand is recorded against what is saved, for the error that it mended', async () => {
    const before = await totalPairs();
    const document = await openFile('recorded.py', 'harvest = 1\nprint(harvst)\n');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(1, 6, 1, 12), 'harvest');
    await vscode.workspace.applyEdit(edit);
    const running = vscode.commands.executeCommand('selfHeal.recordThisFix');
    // The list of problems that are gone: one.
    await pause(4_000);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await running;
    assert.equal(await totalPairs(), before + 1);
  });

  test('an export passes with Enter through format, filters and the name of the file', async () => {
    assert.ok((await totalPairs()) > 0);
    const target = path.join(workspaceRoot(), `${path.basename(workspaceRoot())}-pairs.jsonl`);
    fs.rmSync(target, { force: true });
    await throughLists('selfHeal.exportPairs', () => fs.existsSync(target));
    const [line = ''] = await until('the pairs', () => fs.readFileSync(target, 'utf8').split('\n'));
    assert.deepEqual(Object.keys(JSON.parse(line) as object), ['prompt', 'completion']);
  });

  test('the other commands are there', async () => {
    const all = await vscode.commands.getCommands(true);
    for (const command of ['selfHeal.importPairs', 'selfHeal.clearPairs', 'selfHeal.showReport']) assert.ok(all.includes(command), command);
    await vscode.commands.executeCommand('selfHeal.showReport');
    await until('the report', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.startsWith('Self-Heal: '))),
    );
  });
});
