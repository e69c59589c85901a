// A log file that the settings name: what a program writes to it becomes a squiggle with a fix.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { apply, closeAll, openFile, ourFix, pause, setting, until, workspaceRoot } from './support';

suite('Log files', () => {
  const log = (): string => path.join(workspaceRoot(), 'logs', 'service.log');

  setup(() => {
    fs.mkdirSync(path.dirname(log()), { recursive: true });
    fs.writeFileSync(log(), 'INFO: started\n');
  });
  teardown(async () => {
    await setting('logs', undefined);
    await vscode.workspace.saveAll(false);
    await closeAll();
    fs.rmSync(path.dirname(log()), { recursive: true, force: true });
  });

  test('what is written to it is marked where it came from, and healed', async function () {
    this.timeout(60_000);
    const document = await openFile('service.py', '# pyright: reportUndefinedVariable=false\nmessage = "hi"\nprint(mesage)\n');
    await setting('logs', ['logs/*.log']);
    // It is read from its present end on.
    await pause(3_000);
    fs.appendFileSync(
      log(),
      `ERROR: request failed\nTraceback (most recent call last):\n  File "${document.fileName}", line 3, in <module>\n    print(mesage)\n          ^^^^^^\nNameError: name 'mesage' is not defined\n`,
    );
    const diagnostic = await until('our squiggle', () =>
      vscode.languages.getDiagnostics(document.uri).find(({ source }) => source === 'Self-Heal'),
    );
    assert.equal(diagnostic.range.start.line, 2);
    await apply(await ourFix(document, diagnostic));
    assert.match(document.getText(), /print\(message\)/);
    await until('no squiggle', () => !vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === 'Self-Heal'));
  });
});
