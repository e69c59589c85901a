// "Run and Heal": a program that crashes in two files is healed to its end after a preview, and a failure in the terminal
// gets fixes that were proved by running its command again. Needs a sandbox that holds, as the product does.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { answerPlan, closeAll, hasSandbox, isOurs, menu, openFile, pause, terminal, until, workspaceRoot } from './support';

const NAME = 'Run and Heal';
// Mistakes that only a run shows: the language server is told to be silent about them.
const QUIET = '# pyright: basic, reportUndefinedVariable=false, reportOperatorIssue=false, reportAttributeAccessIssue=false\n';
const ORDERS = `${QUIET}from prices import price_of\n\ntotal = price_of("apple") * 2\nprint("Total: " + total)\n`;
const PRICES = `${QUIET}PRICES = {"apple": 4}\n\n\ndef price_of(name):\n    return PRICES[nmae]\n`;
const HEALED_ORDERS = ORDERS.replace('+ total)', '+ str(total))');
const HEALED_PRICES = PRICES.replace('nmae', 'name');

const planOpen = (): boolean => vscode.window.tabGroups.all.some((group) => group.tabs.some(({ label }) => label.startsWith(`${NAME}: `)));
const textOf = async (name: string): Promise<string> =>
  (await vscode.workspace.openTextDocument(path.join(workspaceRoot(), name))).getText();
const onDisk = (name: string): string => fs.readFileSync(path.join(workspaceRoot(), name), 'utf8');

/** @param file whose run button is pressed: what failed in the terminal before, in another suite, is no choice then. */
function runAndHeal(file?: vscode.Uri): { readonly done: Thenable<unknown>; readonly planned: Promise<true> } {
  const done = vscode.commands.executeCommand('selfHeal.runAndHeal', file);
  return { done, planned: until('the plan is open', planOpen, 50_000) };
}

async function accept(done: Thenable<unknown>): Promise<void> {
  await answerPlan('apply', () => !planOpen());
  await done;
}

suite(NAME, () => {
  suiteSetup(function () {
    if (!hasSandbox()) this.skip();
  });
  teardown(async () => {
    // What is not saved would be asked about, and its tab stay.
    await vscode.workspace.saveAll(false);
    await closeAll();
  });

  test('two crashes in two files, healed after the preview, not saved; one undo takes it back in both', async () => {
    await openFile('prices.py', PRICES);
    const orders = await openFile('orders.py', ORDERS);
    const { done, planned } = runAndHeal(orders.uri);
    await planned;
    assert.equal(orders.getText(), ORDERS, 'nothing is changed before the person agrees');
    await accept(done);
    assert.equal(await textOf('orders.py'), HEALED_ORDERS);
    assert.equal(await textOf('prices.py'), HEALED_PRICES);
    assert.equal(onDisk('orders.py'), ORDERS);
    assert.equal(onDisk('prices.py'), PRICES);
    await vscode.window.showTextDocument(orders, { preview: false });
    await vscode.commands.executeCommand('undo');
    await until(
      'both files are as they were',
      async () => (await textOf('orders.py')) === ORDERS && (await textOf('prices.py')) === PRICES,
    );
  });

  test('a preview that is closed changes nothing', async () => {
    await openFile('prices.py', PRICES);
    const orders = await openFile('orders.py', ORDERS);
    for (const close of [
      () => vscode.commands.executeCommand('selfHeal.discardPlan'),
      // Its tab closed: the question goes with it.
      () =>
        vscode.window.tabGroups.close(
          vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => label.startsWith(`${NAME}: `)),
        ),
    ]) {
      const { done, planned } = runAndHeal(orders.uri);
      await planned;
      let ended = false;
      void done.then(() => (ended = true));
      await until('the command has ended', async () => {
        await close();
        return ended;
      });
      assert.equal(planOpen(), false);
      assert.equal(orders.getText(), ORDERS);
      assert.equal(await textOf('prices.py'), PRICES);
      await vscode.window.showTextDocument(orders, { preview: false });
    }
  });

  test('what is not saved yet counts: the program is run with it', async () => {
    const document = await openFile('unsaved.py', 'print("all is well")\n');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 1, 0), `${QUIET}message = "hi"\nprint(mesage)\n`);
    await vscode.workspace.applyEdit(edit);
    const { done, planned } = runAndHeal(document.uri);
    await planned;
    await accept(done);
    assert.equal(document.getText(), `${QUIET}message = "hi"\nprint(message)\n`);
    assert.equal(onDisk('unsaved.py'), 'print("all is well")\n');
  });

  test('with no file in the editor the last command of the terminal is run', async () => {
    await openFile('typed.py', `${QUIET}import sys\n\nfruit = sys.argv[1]\nprint(fruti)\n`);
    await until('no editor is left', async () => {
      await closeAll();
      return !vscode.window.activeTextEditor;
    });
    const { run, end } = await terminal();
    try {
      assert.equal(await run('python3 typed.py apple'), 1);
      // It is the last command once its end is known to the extension too.
      const { done, planned } = runAndHeal();
      await planned;
      await accept(done);
      assert.equal(await textOf('typed.py'), `${QUIET}import sys\n\nfruit = sys.argv[1]\nprint(fruit)\n`);
    } finally {
      end();
    }
  });

  test('with no file in the editor a task that failed is run', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    await openFile('tasked.py', `${QUIET}import sys\n\nfruit = sys.argv[1]\nprint(fruti)\n`);
    await until('no editor is left', async () => {
      await closeAll();
      return !vscode.window.activeTextEditor;
    });
    const ended = new Promise<number | undefined>((resolve) => {
      const listener = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
        listener.dispose();
        resolve(exitCode);
      });
    });
    const shell = new vscode.ShellExecution('python3', ['tasked.py', 'green apple']);
    await vscode.tasks.executeTask(new vscode.Task({ type: 'shell' }, folder, 'fruit', 'test', shell));
    assert.equal(await ended, 1);
    // The file of the test before may be shown late; with an editor the person would be asked which to run.
    await until('no editor is left after the task', async () => {
      await closeAll();
      await pause(500);
      return !vscode.window.activeTextEditor;
    });
    const { done, planned } = runAndHeal();
    await planned;
    await accept(done);
    assert.equal(await textOf('tasked.py'), `${QUIET}import sys\n\nfruit = sys.argv[1]\nprint(fruit)\n`);
  });

  test('the fix of a failure in the terminal is proved by its command; Auto Fix takes it', async () => {
    const document = await openFile('proved.py', `${QUIET}ages = {"ann": 31}\nprint(sum(agse.values()))\n`);
    const { run, end } = await terminal();
    try {
      assert.equal(await run('python3 proved.py'), 1);
      const diagnostic = await until('our squiggle', () =>
        vscode.languages.getDiagnostics(document.uri).find(({ source }) => source === 'Self-Heal'),
      );
      const action = await until('the proved fix', async () =>
        (await menu(document, diagnostic.range)).find((one) => isOurs(one) && one.title.endsWith('(Self-Heal: runs)')),
      );
      assert.equal(action.isPreferred, true);
      const editor = await vscode.window.showTextDocument(document, { preview: false });
      editor.selection = new vscode.Selection(diagnostic.range.start, diagnostic.range.start);
      await until('Auto Fix has taken it', async () => {
        if (!document.isDirty) await vscode.commands.executeCommand('editor.action.autoFix');
        return document.isDirty;
      });
      assert.equal(document.getText(), `${QUIET}ages = {"ann": 31}\nprint(sum(ages.values()))\n`);
      await document.save();
      assert.equal(await run('python3 proved.py'), 0);
    } finally {
      end();
    }
  });
});
