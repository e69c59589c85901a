// A server that dies is started again, a few times; then it is left alone, the editor works on, and Restart Server brings it back.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { apply, closeAll, diagnosticOf, menu, openFile, ourFix, pageOf, pause, until } from './support';

const processId = async (): Promise<number | undefined> =>
  Number(/Server: running.*process (\d+)/.exec(await pageOf('selfHeal.showDebugInformation'))?.[1]) || undefined;

suite('A server that dies', () => {
  // Deaths of suites before this one are forgotten, and those after it find a server.
  const restart = async (): Promise<void> => {
    await vscode.commands.executeCommand('selfHeal.restartServer');
    await until('the server runs', processId);
  };
  setup(restart);
  teardown(closeAll);
  suiteTeardown(restart);

  test('is started again and knows everything again', async () => {
    const document = await openFile('again.py', 'mountain = 1\nprint(montain)\n');
    const diagnostic = await diagnosticOf(document, /montain/);
    await ourFix(document, diagnostic);
    const first = await until('the server runs', processId);
    process.kill(first, 'SIGKILL');
    await until('another server runs', async () => {
      const now = await processId();
      return now !== undefined && now !== first;
    });
    await apply(await ourFix(document, diagnostic));
    assert.equal(document.getText(), 'mountain = 1\nprint(mountain)\n');
  });

  test('again and again: it is left alone, nothing of the editor is hurt, and a person can restart it', async () => {
    const document = await openFile('often.py', 'valley = 1\nprint(valey)\n');
    const diagnostic = await diagnosticOf(document, /valey/);
    // Five times it comes back by itself.
    const killed = new Set<number>();
    for (;;) {
      const state = await until(
        'the server runs or is given up',
        async () => /Server: (failed|running.*process \d+)/.exec(await pageOf('selfHeal.showDebugInformation'))?.[1],
      );
      if (state === 'failed') break;
      const id = Number(/process (\d+)/.exec(state)?.[1]);
      if (!killed.has(id)) process.kill(id, 'SIGKILL');
      killed.add(id);
      await pause(300);
    }
    assert.equal(killed.size, 6, 'deaths until it is given up');
    // The menu of the others is still answered.
    assert.ok(Array.isArray(await menu(document, diagnostic.range)));
    await vscode.commands.executeCommand('selfHeal.undoLastHeal');
    await vscode.commands.executeCommand('selfHeal.restartServer');
    await until('the server runs again', processId);
    await ourFix(document, diagnostic);
  });
});
