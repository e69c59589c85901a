// A failure in a terminal starts the server only in a folder that has something to heal. Its name puts it first: afterwards the server runs.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { EXTENSION, closeAll, pause, serverProcesses, serverState, terminal, until } from '../support';
import { pathOf } from './folders';

suite('Before the first file, in several folders', () => {
  teardown(closeAll);

  test('a failure among notes starts no server; one beside Python files does, and is shown with no file open', async () => {
    await until('it is active', () => vscode.extensions.getExtension(EXTENSION)?.isActive);
    fs.writeFileSync(path.join(pathOf('notes'), 'notes.txt'), 'Nothing here can be healed.\n');
    const app = path.join(pathOf('app'), 'app.py');
    fs.writeFileSync(app, 'values = {"first": 1}\nprint(values["frist"])\n');
    const among = await terminal(pathOf('notes'));
    try {
      assert.notEqual(await among.run('ls no-such-file'), 0);
    } finally {
      among.end();
    }
    await pause(1_000);
    assert.equal(await serverState(), 'idle');
    assert.deepEqual(serverProcesses(), []);

    const beside = await terminal(pathOf('app'));
    try {
      assert.equal(await beside.run('python3 app.py'), 1);
    } finally {
      beside.end();
    }
    await until('the server runs', async () => (await serverState()) === 'running');
    await until('the failure is shown', () =>
      vscode.languages.getDiagnostics(vscode.Uri.file(app)).some(({ source, message }) => source === 'Self-Heal' && /frist/.test(message)),
    );
  });
});
