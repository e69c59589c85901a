// Shows (b): a program run in a terminal with shell integration fails; the failure becomes a squiggle with a fix, and goes when it is healed.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { apply, closeAll, diagnosticOf, gone, openFile, ourFix, pageOf, pause, setting, terminal, until, workspaceRoot } from './support';

const SOURCE = 'Self-Heal';
// The mistake is one that no language server sees: the attribute is found out while running.
const PROGRAM = 'import sys\n\nlength = getattr(sys, "argv")\nvalues = {"first": 1}\nprint(values["frist"])\n';

const ours = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === SOURCE);

suite('The terminal', () => {
  teardown(closeAll);

  test('a traceback becomes a squiggle in the file, with a fix, and goes when the program runs', async () => {
    const document = await openFile('app.py', PROGRAM);
    const { run, end } = await terminal();
    try {
      assert.equal(await run('python3 app.py'), 1);
      const diagnostic = await until('our squiggle', () => ours(document)[0]);
      assert.equal(diagnostic.range.start.line, 4);
      assert.match(diagnostic.message, /KeyError|frist/);
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(4, 14, 4, 19), 'first');
      await vscode.workspace.applyEdit(edit);
      await document.save();
      assert.equal(await run('python3 app.py'), 0);
      await until('our squiggle is gone', () => ours(document).length === 0);
    } finally {
      end();
    }
  });

  test('a mistake that has a fix is fixed from the traceback alone', async () => {
    // Hidden from the language server, so the traceback is the only witness.
    const document = await openFile(
      'hidden.py',
      '# pyright: basic\n# pyright: reportUndefinedVariable=false\nmessage = "hi"\nprint(mesage)\n',
    );
    const { run, end } = await terminal();
    try {
      assert.equal(await run('python3 hidden.py'), 1);
      const diagnostic = await until('our squiggle', () => ours(document)[0]);
      await apply(await ourFix(document, diagnostic));
      assert.match(document.getText(), /print\(message\)/);
      await document.save();
      assert.equal(await run('python3 hidden.py'), 0);
      await until('our squiggle is gone', () => ours(document).length === 0);
    } finally {
      end();
    }
  });

  test('with “selfHeal.autoApply” on a run: the failed file is healed by itself, once, and not saved', async () => {
    const document = await openFile('by-itself.py', '# pyright: reportUndefinedVariable=false\nimport os\nprint(json.dumps(os.name))\n');
    await setting('autoApply', 'onRun');
    const { run, end } = await terminal();
    try {
      assert.equal(await run('python3 by-itself.py'), 1);
      await until('it is healed', () => document.getText().includes('import json'));
      assert.ok(document.isDirty);
      await document.save();
      assert.equal(await run('python3 by-itself.py'), 0);
    } finally {
      await setting('autoApply', undefined);
      end();
    }
  });

  test('a traceback from elsewhere is healed from the clipboard; “Clear Failures” takes squiggles away', async () => {
    const document = await openFile('sent.py', '# pyright: reportUndefinedVariable=false\nmessage = "hi"\nprint(mesage)\n');
    await closeAll();
    const traceback = [
      'they wrote:',
      '> Traceback (most recent call last):',
      '>   File "sent.py", line 3, in <module>',
      '>     print(mesage)',
      '>           ^^^^^^',
      "> NameError: name 'mesage' is not defined. Did you mean: 'message'?",
    ].join('\n');
    await vscode.env.clipboard.writeText(traceback);
    await vscode.commands.executeCommand('selfHeal.healFromClipboard');
    const editor = await until('the editor at the line', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.fsPath, document.uri.fsPath);
    assert.equal(editor.selection.active.line, 2);
    const diagnostic = await until('our squiggle', () => ours(editor.document)[0]);
    await vscode.commands.executeCommand('selfHeal.clearFailures');
    await until('no squiggle', () => ours(editor.document).length === 0);
    // The same from a text that is selected in an editor.
    const letter = await vscode.workspace.openTextDocument({ content: traceback, language: 'plaintext' });
    const shown = await vscode.window.showTextDocument(letter);
    shown.selection = new vscode.Selection(0, 0, letter.lineCount, 0);
    await vscode.commands.executeCommand('selfHeal.healSelection');
    await until('our squiggle again', () => ours(editor.document)[0]);
    await apply(await ourFix(editor.document, diagnostic));
    assert.match(editor.document.getText(), /print\(message\)/);
    await until('no squiggle', () => ours(editor.document).length === 0);
  });

  test('one problem seen twice is shown once', async () => {
    const document = await openFile('twice.py', 'parcel = 1\nprint(parcl)\n');
    await diagnosticOf(document, /parcl/);
    const { run, end } = await terminal();
    try {
      assert.equal(await run('python3 twice.py'), 1);
      await pause(1_500);
      assert.deepEqual(
        ours(document).map(({ message }) => message),
        [],
      );
    } finally {
      end();
    }
  });

  test('Ctrl+C is no failure', async () => {
    const document = await openFile('waits.py', 'import time\ntime.sleep(60)\n');
    const { run, end } = await terminal();
    try {
      void run('python3 waits.py');
      await pause(1_500);
      vscode.window.activeTerminal?.sendText('\u0003', false);
      await pause(2_000);
      assert.deepEqual(ours(document), []);
    } finally {
      end();
    }
  });

  test('“selfHeal.terminal.enabled” off: terminals are not looked at', async () => {
    const document = await openFile('off.py', 'values = {}\nprint(values["missing"])\n');
    await setting('terminal.enabled', false);
    const { run, end } = await terminal();
    try {
      await run('python3 off.py');
      await pause(1_500);
      assert.deepEqual(ours(document), []);
    } finally {
      await setting('terminal.enabled', undefined);
      end();
    }
  });

  test('terminals and commands that the settings name are not read', async () => {
    const document = await openFile('left-out.py', 'values = {}\nprint(values["missing"])\n');
    const { run, end } = await terminal();
    try {
      for (const [name, value] of [
        ['exclude.terminals', ['te*t']],
        ['exclude.commands', ['python3 left*']],
      ] as const) {
        await setting(name, value);
        await run('python3 left-out.py');
        await pause(1_500);
        assert.deepEqual(ours(document), [], name);
        await setting(name, undefined);
      }
      await run('python3 left-out.py');
      await until('our squiggle', () => ours(document)[0]);
    } finally {
      end();
    }
  });

  test('what a task prints becomes a squiggle with a fix, which goes when the task does well', async () => {
    const document = await openFile('tasked-print.py', '# pyright: reportUndefinedVariable=false\nmessage = "hi"\nprint(mesage)\n');
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const run = (): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const listener = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
          listener.dispose();
          resolve(exitCode);
        });
        const task = new vscode.ProcessExecution('python3', ['tasked-print.py'], { cwd: folder.uri.fsPath });
        vscode.tasks.executeTask(new vscode.Task({ type: 'process' }, folder, 'print', 'test', task)).then(undefined, reject);
      });
    assert.equal(await run(), 1);
    const diagnostic = await until('our squiggle', () => ours(document)[0]);
    assert.equal(diagnostic.range.start.line, 2);
    const fix = await ourFix(document, diagnostic);
    // Its line is the task's own word, so it is run again to prove the fix.
    await until('it is proved', async () => (await ourFix(document, diagnostic)).title.endsWith('runs)'));
    // Mended elsewhere, the squiggle stays until the task does well.
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), 'mesage = "ho"\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    assert.ok(fix.edit);
    assert.equal(ours(document)[0]?.range.start.line, 3);
    assert.equal(await run(), 0);
    await until('no squiggle', () => ours(document).length === 0);
  });

  test('a shell without shell integration: one sentence says how to turn it on, and a copied error is healed', async function () {
    if (process.platform === 'win32') return this.skip();
    this.timeout(90_000);
    const document = await openFile('plain-shell.py', '# pyright: reportUndefinedVariable=false\nmessage = "hi"\nprint(mesage)\n');
    const made = vscode.window.createTerminal({ name: 'plain', shellPath: '/bin/sh', cwd: workspaceRoot() });
    made.show();
    try {
      made.sendText('python3 plain-shell.py');
      const sentence = async (): Promise<string | undefined> =>
        /^- Terminals: (.*)$/m.exec(await pageOf('selfHeal.showDebugInformation'))?.[1];
      await pause(9_000);
      assert.match(await until('the sentence', sentence, 30_000), /no shell integration: use bash, zsh, fish or PowerShell/);
      assert.deepEqual(ours(document), []);
      await vscode.env.clipboard.writeText(
        'Traceback (most recent call last):\n  File "plain-shell.py", line 3, in <module>\n    print(mesage)\nNameError: name \'mesage\' is not defined\n',
      );
      await vscode.commands.executeCommand('selfHeal.healFromClipboard');
      await until('our squiggle', () => ours(document)[0]);
      await vscode.commands.executeCommand('selfHeal.clearFailures');
    } finally {
      made.dispose();
    }
  });

  test('an edit of the line takes the squiggle away', async () => {
    const document = await openFile('edited.py', 'values = {}\nprint(values["missing"])\n');
    const { run, end } = await terminal();
    try {
      await run('python3 edited.py');
      await until('our squiggle', () => ours(document)[0]);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(1, 0, 1, 24), 'print(values)');
      await vscode.workspace.applyEdit(edit);
      await gone(document, /missing/);
    } finally {
      end();
    }
  });
});
