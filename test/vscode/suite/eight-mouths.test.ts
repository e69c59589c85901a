// One mistake through eight mouths: a terminal, a task, a debugger, a test run, a checker's squiggle, a notebook's cell, the clipboard and a log file show the same
// mistake; each gives the same heal, and where several have seen it, it is one problem. Every mouth is real: real programs, real checkers, a real window.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { openNotebook } from './kernels';
import { installed } from './packages';
import {
  closeAll,
  diagnosticOf,
  menu,
  openFile,
  OUR_KIND,
  ourFix,
  ownFix,
  pause,
  setting,
  terminal,
  until,
  workspaceRoot,
} from './support';

interface Mouths {
  readonly language: string;
  readonly name: string;
  /** With the first line as it is, no checker says anything. */
  readonly text: string;
  readonly silent: string;
  /** Says the same and keeps the checkers. */
  readonly loud: string;
  /** Zero-based line of the mistake; what it is, and what it is to be. */
  readonly line: number;
  readonly wrong: string;
  readonly right: string;
  readonly run: string;
  readonly testFile: string;
  readonly testText: string;
  readonly test: string;
  readonly debug: (packages: string | undefined) => vscode.DebugConfiguration;
  readonly kernel: 'cpython' | 'node';
  readonly cellCall: string;
  readonly checker: string;
}

const node = (line: string): string => `'${process.execPath}' --disable-warning=ExperimentalWarning ${line}`;
const MOUTHS: readonly Mouths[] = [
  {
    language: 'Python',
    name: 'mean.py',
    silent: '# pyright: reportUndefinedVariable=false\n',
    loud: '# the mean of some numbers\n',
    text: 'def mean(values):\n    total = sum(values)\n    return totl / len(values)\n\n\nif __name__ == "__main__":\n    print(mean([1, 2]))\n',
    line: 3,
    wrong: 'totl',
    right: 'total',
    run: 'python3 mean.py',
    testFile: 'test_mean.py',
    testText: 'from mean import mean\n\n\ndef test_mean():\n    assert mean([1, 2]) == 1.5\n',
    test: 'python3 -m pytest -p no:cacheprovider test_mean.py',
    debug: (packages) => ({
      type: 'debugpy',
      request: 'launch',
      name: 'test',
      program: path.join(workspaceRoot(), 'mean.py'),
      console: 'internalConsole',
      python: ['python3'],
      env: { PYTHONPATH: packages },
    }),
    kernel: 'cpython',
    cellCall: 'mean([1, 2])\n',
    checker: 'Pyright',
  },
  {
    language: 'TypeScript',
    name: 'mean.ts',
    silent: '// @ts-nocheck\n',
    loud: '// the mean of some numbers\n',
    text: 'export function mean(values: number[]): number {\n  const total = values.reduce((a, b) => a + b, 0);\n  return totl / values.length;\n}\n\nif (process.argv[1]?.endsWith("mean.ts")) console.log(mean([1, 2]));\n',
    line: 3,
    wrong: 'totl',
    right: 'total',
    run: node('mean.ts'),
    testFile: 'mean.test.mjs',
    testText:
      "import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { mean } from './mean.ts';\n\ntest('the mean', () => assert.equal(mean([1, 2]), 1.5));\n",
    test: node('--test mean.test.mjs'),
    debug: () => ({
      type: 'pwa-node',
      request: 'launch',
      name: 'test',
      program: path.join(workspaceRoot(), 'later.mjs'),
      cwd: workspaceRoot(),
    }),
    kernel: 'node',
    cellCall: 'mean([1, 2]);\n',
    checker: 'ts',
  },
];

const ours = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Self-Heal');

/** The edit as `line:from-to text`, and the line after it: a fix may be made of one letter or of the whole name. */
function healed(document: vscode.TextDocument, action: vscode.CodeAction, line: number): string {
  const edits = action.edit?.entries().flatMap(([uri, own]) => own.map((edit) => ({ uri, edit })));
  assert.equal(edits?.length, 1);
  const [one] = edits;
  assert.ok(one);
  assert.equal(one.uri.toString(), document.uri.toString());
  assert.equal(one.edit.range.start.line, line);
  const text = document.lineAt(line).text;
  return text.slice(0, one.edit.range.start.character) + one.edit.newText + text.slice(one.edit.range.end.character);
}

async function taskEnd(name: string, line: string): Promise<number | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const ended = new Promise<number | undefined>((resolve) => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== name) return;
      listener.dispose();
      resolve(exitCode);
    });
  });
  await vscode.tasks.executeTask(new vscode.Task({ type: 'shell' }, folder, name, 'test', new vscode.ShellExecution(line)));
  return ended;
}

for (const it of MOUTHS) {
  suite(`One mistake through eight mouths: ${it.language}`, () => {
    let packages: string | undefined;
    let hasTests = true;
    const log = (): string => path.join(workspaceRoot(), 'logs', 'mean.log');
    const file = (): string => path.join(workspaceRoot(), it.name);
    /** What the terminal printed last: what a person would copy. */
    let copied = '';

    const mouths: Readonly<Record<string, () => Promise<void>>> = {
      terminal: async () => {
        const { run, end } = await terminal();
        try {
          copied = '';
          const reading = vscode.window.onDidStartTerminalShellExecution(({ execution }) => {
            void (async () => {
              for await (const chunk of execution.read()) copied += chunk;
            })();
          });
          assert.equal(await run(it.run), 1);
          reading.dispose();
        } finally {
          end();
        }
      },
      task: async () => assert.equal(await taskEnd(`mean ${it.language}`, `${it.run} `), 1),
      debugger: async () => {
        assert.ok(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], it.debug(packages)));
      },
      'test run': async () => {
        const { run, end } = await terminal();
        try {
          assert.equal(await run(it.test), 1);
        } finally {
          end();
        }
      },
      clipboard: async () => {
        await until('a text to copy', () => copied.includes('not defined'));
        await vscode.env.clipboard.writeText(copied.replace(/\x1b\][^\x07]*\x07/g, ''));
        await vscode.commands.executeCommand('selfHeal.healFromClipboard');
      },
      'log file': async () => {
        fs.appendFileSync(log(), `ERROR: request failed\n${copied.replace(/\x1b\][^\x07]*\x07/g, '')}\n`);
      },
    };

    suiteSetup(async function () {
      this.timeout(180_000);
      if (it.language === 'Python') {
        packages = installed('debugpy==1.8.17');
        const { run, end } = await terminal();
        hasTests = (await run('python3 -m pytest --version')) === 0;
        end();
      }
      fs.mkdirSync(path.dirname(log()), { recursive: true });
      fs.writeFileSync(log(), 'INFO: started\n');
      fs.writeFileSync(path.join(workspaceRoot(), it.testFile), it.testText);
      // Node's debugger does not stop at what the top level of a module throws.
      fs.writeFileSync(path.join(workspaceRoot(), 'later.mjs'), "import { mean } from './mean.ts';\nsetTimeout(() => mean([1, 2]), 10);\n");
      await setting('logs', ['logs/*.log']);
      await pause(6_000); // it is read from its present end on
    });
    suiteTeardown(async () => {
      await setting('logs', undefined);
      await vscode.debug.stopDebugging();
      await vscode.workspace.saveAll(false);
      await closeAll();
      if (packages) fs.rmSync(packages, { recursive: true, force: true });
      for (const name of [path.dirname(log()), file(), path.join(workspaceRoot(), it.testFile), path.join(workspaceRoot(), 'later.mjs')])
        fs.rmSync(name, { recursive: true, force: true });
    });

    test('each gives the same heal', async function () {
      this.timeout(400_000);
      const wanted = new Map<string, string>();
      const document = await openFile(it.name, it.silent + it.text);
      const right = document.lineAt(it.line).text.replace(it.wrong, it.right);
      for (const [mouth, speak] of Object.entries(mouths)) {
        if ((mouth === 'debugger' && it.language === 'Python' && !packages) || (mouth === 'test run' && !hasTests)) continue;
        await vscode.commands.executeCommand('selfHeal.clearFailures');
        await until(`nothing is shown before: ${mouth}`, () => ours(document).length === 0);
        await speak();
        const diagnostic = await until(`our squiggle: ${mouth}`, () => ours(document)[0], 60_000);
        assert.equal(diagnostic.range.start.line, it.line, mouth);
        wanted.set(mouth, healed(document, await ourFix(document, diagnostic, /total/), it.line));
        await vscode.debug.stopDebugging();
      }
      await vscode.commands.executeCommand('selfHeal.clearFailures');

      // A checker's squiggle: the same file, which it may look at now.
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, 1, 0), it.loud);
      await vscode.workspace.applyEdit(edit);
      await document.save();
      const squiggle = await diagnosticOf(document, /totl/, 40_000);
      assert.equal(squiggle.source, it.checker);
      wanted.set('squiggle', healed(document, await ownFix(document, squiggle, /total/), it.line));

      // A cell has the function alone.
      const [definition = ''] = it.text.split('\n\n');
      const opened = await openNotebook(`mean-${it.kernel}.ipynb`, it.kernel, [it.loud + definition.replace('export ', ''), it.cellCall]);
      try {
        assert.equal(await opened.run(0), true);
        assert.equal(await opened.run(1), false);
        const diagnostic = await until('our squiggle in the cell', () => ours(opened.cell(0))[0]);
        wanted.set('notebook', healed(opened.cell(0), await ourFix(opened.cell(0), diagnostic, /total/), it.line));
      } finally {
        await opened.end();
      }
      assert.deepEqual(
        [...wanted].filter(([, line]) => line !== right),
        [],
      );
      assert.ok(
        wanted.size >= 6 && (wanted.size === 8 || (it.language === 'Python' && (!packages || !hasTests))),
        [...wanted.keys()].join(),
      );
    });

    test('seen by several, it is one problem: one squiggle, one heal, one in the count; gone with the edit', async function () {
      this.timeout(300_000);
      const document = await openFile(it.name, it.loud + it.text);
      const squiggle = await diagnosticOf(document, /totl/, 40_000);
      const spoken: string[] = [];
      for (const [mouth, speak] of Object.entries(mouths)) {
        if ((mouth === 'debugger' && it.language === 'Python' && !packages) || (mouth === 'test run' && !hasTests)) continue;
        await speak();
        spoken.push(mouth);
      }
      const said = async (): Promise<string> => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          squiggle.range.start,
        );
        return hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))).join('\n');
      };
      const names: Readonly<Record<string, RegExp>> = {
        // A task that runs the very command of the terminal is the same witness.
        terminal: /the (?:command|task)/,
        task: /the task/,
        debugger: /the debugger/,
        'test run': it.language === 'Python' ? /the command .*pytest/ : /the command/,
        clipboard: /a text that you had read/,
        'log file': /a log file/,
      };
      let hover = '';
      for (const mouth of spoken)
        await until(`a witness: ${mouth}`, async () => names[mouth]?.test((hover = await said())), 60_000).catch((error: unknown) => {
          throw new Error(`${String(error)}\n${hover}`);
        });
      await vscode.debug.stopDebugging();
      assert.match(hover, new RegExp(`Seen by.*${it.checker}`));
      const here = vscode.languages.getDiagnostics(document.uri).filter(({ range }) => range.start.line === it.line);
      assert.deepEqual(
        here.map(({ source }) => source),
        [it.checker],
      );
      const fixes = (await menu(document, squiggle.range, OUR_KIND)).filter(({ edit }) => edit);
      assert.equal(fixes.length, 1, fixes.map(({ title }) => title).join(' | '));
      const edit = new vscode.WorkspaceEdit();
      const at = document.lineAt(it.line).text.indexOf(it.wrong);
      edit.replace(document.uri, new vscode.Range(it.line, at, it.line, at + it.wrong.length), it.right);
      await vscode.workspace.applyEdit(edit);
      await until(
        'nothing is left',
        () => !vscode.languages.getDiagnostics(document.uri).some(({ range }) => range.start.line === it.line),
      );
    });
  });
}
