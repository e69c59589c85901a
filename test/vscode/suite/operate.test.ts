// What looks after a project, in a real window: a watch as a task of tasks.json (F027, F147), the message box of Source Control filled by VS Code's own Git
// (F144), and that none of it does anything by itself.

import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { apply, closeAll, diagnosticOf, hasSandbox, openFile, ourFix, pageOf, pause, until, workspaceRoot } from './support';

const QUIET = '# pyright: basic, reportUndefinedVariable=false\n';
const BROKEN = `${QUIET}total = 1\nprint(totl)\n`;
const HEALED = `${QUIET}total = 1\nprint(total)\n`;
const onDisk = (name: string): string => fs.readFileSync(path.join(workspaceRoot(), name), 'utf8');

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<{ readonly inputBox: { value: string } } | null> };
}

suite('Operating', () => {
  teardown(async () => {
    await vscode.workspace.getConfiguration('git').update('enabled', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.saveAll(false);
    await closeAll();
  });

  test('off by default: no task runs, and none is there to be run', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'selfHeal' });
    assert.deepEqual(
      tasks.map(({ name }) => name),
      [],
    );
    assert.deepEqual(
      vscode.tasks.taskExecutions.filter(({ task }) => task.definition.type === 'selfHeal').map(({ task }) => task.name),
      [],
    );
  });

  suite('a watch of tasks.json', () => {
    const folder = (): string => path.join(workspaceRoot(), '.vscode');
    suiteSetup(function () {
      if (!hasSandbox()) this.skip();
    });
    suiteTeardown(() => fs.rmSync(folder(), { recursive: true, force: true }));

    async function start(command: string): Promise<vscode.TaskExecution> {
      fs.mkdirSync(folder(), { recursive: true });
      fs.writeFileSync(
        path.join(folder(), 'tasks.json'),
        JSON.stringify({ version: '2.0.0', tasks: [{ type: 'selfHeal', task: 'watch', command, fixes: 'apply', label: command }] }),
      );
      const task = await until('the task is known', async () => (await vscode.tasks.fetchTasks()).find(({ name }) => name === command));
      return vscode.tasks.executeTask(task);
    }
    async function write(file: vscode.TextDocument, text: string): Promise<void> {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(file.uri, new vscode.Range(0, 0, file.lineCount, 0), text);
      assert.ok(await vscode.workspace.applyEdit(edit));
    }

    test('puts in and saves what is sure and proved after each save, leaves what is not saved alone, and ends with its task', async () => {
      const file = await openFile('watched.py', `${QUIET}print("all is well")\n`);
      const execution = await start('python3 watched.py');
      try {
        // The first round is over some time after this.
        await pause(1_500);
        await write(file, BROKEN);
        await pause(2_500);
        assert.equal(file.getText(), BROKEN, 'what is not saved is the person’s');
        assert.ok(await file.save());
        await until('it is healed and saved', () => onDisk('watched.py') === HEALED && !file.isDirty, 60_000);
        assert.equal(file.getText(), HEALED);
        const ended = new Promise<void>((resolve) => {
          const listening = vscode.tasks.onDidEndTask(({ execution: over }) => {
            if (over.task.name !== execution.task.name) return;
            listening.dispose();
            resolve();
          });
        });
        await vscode.commands.executeCommand('selfHeal.stopWatch');
        await ended;
        await vscode.window.showTextDocument(file, { preview: false });
        await write(file, BROKEN);
        assert.ok(await file.save());
        await pause(4_000);
        assert.equal(onDisk('watched.py'), BROKEN, 'nothing is watched any more');
      } finally {
        execution.terminate();
      }
    });

    test('goes on with the next server where one dies', async () => {
      const file = await openFile('outlived.py', `${QUIET}print("all is well")\n`);
      const execution = await start('python3 outlived.py');
      const processId = async (): Promise<number | undefined> =>
        Number(/Server: running.*process (\d+)/.exec(await pageOf('selfHeal.showDebugInformation'))?.[1]) || undefined;
      try {
        await pause(3_000);
        const first = await until('the server runs', processId);
        process.kill(first, 'SIGKILL');
        await until('another server runs', async () => {
          const now = await processId();
          return now !== undefined && now !== first;
        });
        await write(file, BROKEN);
        assert.ok(await file.save());
        await until('it is healed and saved', () => onDisk('outlived.py') === HEALED && !file.isDirty, 60_000);
      } finally {
        execution.terminate();
      }
    });
  });

  test('F144: the message box of Source Control gets what was healed and is not committed; what is typed there stays unless a person says so', async () => {
    // A try of its own: a second one begins anew.
    const root = fs.mkdtempSync(path.join(workspaceRoot(), 'repository-'));
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: root, encoding: 'utf8' });
    const text = 'lamp = 1\nprint(lmap)\n';
    const document = await openFile('healed.py', text, root);
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '-m', 'one');
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    assert.ok(extension, 'VS Code has its Git');
    const exported = await extension.activate();
    // The tests' windows have it switched off.
    await vscode.workspace.getConfiguration('git').update('enabled', true, vscode.ConfigurationTarget.Global);
    await until('Git is there', () => exported.enabled);
    const repository = await exported.getAPI(1).openRepository(vscode.Uri.file(root));
    assert.ok(repository, 'the repository is open');
    await apply(await ourFix(document, await diagnosticOf(document, /lmap/)));
    assert.equal(document.getText(), 'lamp = 1\nprint(lamp)\n');
    assert.ok(await document.save());
    const head = git('rev-parse', 'HEAD');
    await vscode.commands.executeCommand('selfHeal.commitHealed');
    assert.match(
      repository.inputBox.value,
      /^🤖 Self-healing fix: .*lmap.*\n\nRoot cause: .+\nAttempts: 1\n\n- healed\.py: .+\n\nAuto-generated by Self-Healing AI Agent$/,
    );
    assert.equal(git('rev-parse', 'HEAD'), head, 'it never commits');
    assert.equal(git('diff', '--cached', '--name-only'), '', 'nor stages');
    repository.inputBox.value = '';
  });
});
