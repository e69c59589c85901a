// An exception that stops the debugger: the real debugpy, from PyPI; skipped where it can't be installed.

import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { apply, closeAll, openFile, ourFix, until, workspaceRoot } from './support';

const DEBUGPY = 'debugpy==1.8.17';

const ours = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Self-Heal');

suite('The debugger', () => {
  let packages = '';

  suiteSetup(function () {
    this.timeout(120_000);
    packages = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-debugpy-'));
    try {
      execFileSync('python3', ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--target', packages, DEBUGPY], {
        stdio: 'ignore',
        timeout: 100_000,
      });
    } catch {
      this.skip();
    }
  });
  suiteTeardown(async () => {
    await closeAll();
    fs.rmSync(packages, { recursive: true, force: true });
  });

  test('what nothing handles becomes a squiggle with a fix, while the program stands', async function () {
    this.timeout(90_000);
    const document = await openFile(
      'debugged.py',
      '# pyright: reportUndefinedVariable=false\ndef greet(name):\n    message = "hi " + name\n    return mesage\n\n\ntry:\n    int("x")\nexcept ValueError:\n    pass\nprint(greet("Ada"))\n',
    );
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const started = await vscode.debug.startDebugging(folder, {
      type: 'debugpy',
      request: 'launch',
      name: 'test',
      program: path.join(workspaceRoot(), 'debugged.py'),
      console: 'internalConsole',
      python: ['python3'],
      env: { PYTHONPATH: packages },
    });
    assert.ok(started);
    try {
      const diagnostic = await until('our squiggle', () => ours(document)[0], 60_000);
      assert.equal(diagnostic.range.start.line, 3);
      assert.match(diagnostic.message, /NameError/);
      await apply(await ourFix(document, diagnostic));
      assert.match(document.getText(), /return message/);
    } finally {
      await vscode.debug.stopDebugging();
    }
  });
});
