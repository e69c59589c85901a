// Settings that a folder has for itself: they hold there, and not next door.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { apply, closeAll, diagnosticOf, isOurs, menu, openFile, ourFix, pause, until } from '../support';
import { folderNamed, pathOf } from './folders';

const TEXT = 'pillow = 1\nprint(pilow)\n';

async function folderSetting(folder: 'notes' | 'app', name: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('selfHeal', folderNamed(folder).uri)
    .update(name, value, vscode.ConfigurationTarget.WorkspaceFolder);
}

suite('Settings of a folder', () => {
  teardown(async () => {
    for (const folder of ['notes', 'app'] as const)
      for (const name of ['exclude.files', 'store.enabled']) await folderSetting(folder, name, undefined);
    await closeAll();
  });

  test('“selfHeal.exclude.files” of one folder leaves a file of that name in another alone', async () => {
    const here = await openFile('generated.py', TEXT, pathOf('app'));
    const diagnostic = await diagnosticOf(here, /pilow/);
    await ourFix(here, diagnostic);
    await folderSetting('app', 'exclude.files', ['generated.py']);
    await until('our fixes are gone', async () => !(await menu(here, diagnostic.range)).some(isOurs));
    const there = await openFile('generated.py', TEXT, pathOf('notes'));
    await ourFix(there, await diagnosticOf(there, /pilow/));
    await folderSetting('app', 'exclude.files', undefined);
    await ourFix(here, diagnostic);
  });

  test('“selfHeal.store.enabled” off in one folder: fixes accepted there are not kept, those of the other are', async () => {
    await folderSetting('notes', 'store.enabled', false);
    await pause(500);
    for (const name of ['notes', 'app'] as const) {
      const document = await openFile('kept.py', TEXT, pathOf(name));
      await apply(await ourFix(document, await diagnosticOf(document, /pilow/)));
    }
    const storeOf = (name: 'notes' | 'app'): string => path.join(pathOf(name), '.self-heal', 'pairs.db');
    await until('the store of one is there', () => fs.existsSync(storeOf('app')));
    await pause(2_000);
    assert.ok(!fs.existsSync(storeOf('notes')), 'the other has none');
  });
});
