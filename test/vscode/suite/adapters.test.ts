// Adapters in a real VS Code: the view is there, one that is better is put to use without a question, out of use again, shown and changed; a training runs as a
// task to its adapter; a workspace can't name the Python that runs it.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { BASE, COMPARED, adaptersOf, writeAdapter } from '../../support/adapter-folder';
import { acceptPick, closeAll, openFile, setting, until, workspaceRoot } from './support';

const node = (id: string): object => ({ adapter: { folder: vscode.workspace.workspaceFolders?.[0]?.uri.toString(), id } });
const active = (): string | undefined => {
  const file = path.join(adaptersOf(workspaceRoot()), 'active.json');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
};

suite('Adapters', () => {
  setup(async () => {
    await openFile('half.py', 'def half(n):\n    return n / 2\n');
    writeAdapter(workspaceRoot(), 'fixes', { comparison: COMPARED.better, trained_on_pairs: 312 });
  });
  teardown(async () => {
    await setting('training.schedule', undefined);
    await setting('lora.model', undefined);
    await closeAll();
    fs.rmSync(adaptersOf(workspaceRoot()), { recursive: true, force: true });
  });

  test('the view is there, and can be focused', async () => {
    await until('the view’s command', async () => (await vscode.commands.getCommands(true)).includes('selfHealAdapters.focus'));
    await vscode.commands.executeCommand('selfHealAdapters.focus');
  });

  test('better than its base: put to use without a question, and out of use again', async () => {
    await vscode.commands.executeCommand('selfHeal.activateAdapter', node('fixes'));
    assert.match(active() ?? '', /"adapter_id": "fixes"/);
    assert.doesNotMatch(active() ?? '', /anyway/);
    await vscode.commands.executeCommand('selfHeal.deactivateAdapter', node('fixes'));
    assert.equal(active(), undefined);
  });

  test('its record is a page', async () => {
    await vscode.commands.executeCommand('selfHeal.showAdapter', node('fixes'));
    await until('the page', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('Adapter fixes'))),
    );
  });

  test('its priority is chosen from a list', async () => {
    const done = vscode.commands.executeCommand('selfHeal.changeAdapterPriority', node('fixes'));
    const metadata = (): string => fs.readFileSync(path.join(adaptersOf(workspaceRoot()), 'fixes', 'metadata.json'), 'utf8');
    await acceptPick('the first of the list', () => metadata().includes('"priority": "critical"'));
    await done;
  });

  test('without a schedule nothing is written; with one its clock goes', async () => {
    const state = path.join(adaptersOf(workspaceRoot()), '.schedule.json');
    assert.equal(fs.existsSync(state), false);
    await setting('lora.model', BASE);
    await setting('training.schedule', '0 3 * * *');
    await until('the first look at the clock', () => fs.existsSync(state));
    assert.equal(vscode.tasks.taskExecutions.length, 0, 'nothing is trained: it is not due');
  });

  test('a workspace can’t name the Python that trains, nor the server of adapters', async () => {
    const configuration = vscode.workspace.getConfiguration('selfHeal');
    for (const [name, value] of [
      ['lora.python', '/tmp/python'],
      ['lora.server', 'vllm'],
      ['lora.serverFolders', {}],
    ] as const)
      await assert.rejects(async () => configuration.update(name, value, vscode.ConfigurationTarget.Workspace), name);
  });
});
