// Where there is nothing to heal, there is no server. index.ts runs it first: afterwards the server runs.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EXTENSION, closeAll, openFile, pause, serverProcesses, serverState, terminal, until } from './support';

suite('Before the first file', () => {
  teardown(closeAll);

  test('in a folder of text no server is started, whatever is opened or fails; the first Python file starts it', async () => {
    await until('it is active', () => vscode.extensions.getExtension(EXTENSION)?.isActive);
    await openFile('notes.txt', 'Nothing here can be healed.\n');
    const { run, end } = await terminal();
    try {
      assert.equal(await run('true'), 0);
      assert.notEqual(await run('ls no-such-file'), 0);
      // "Run and Heal" of later suites would ask whether to run that again.
      assert.equal(await run('true'), 0);
    } finally {
      end();
    }
    await pause(1_000);
    assert.equal(await serverState(), 'idle');
    assert.deepEqual(serverProcesses(), []);

    await openFile('first.py', 'x = 1\n');
    await until('the server runs', async () => (await serverState()) === 'running');
    if (process.platform !== 'win32') assert.equal(serverProcesses().length, 1);
  });
});
