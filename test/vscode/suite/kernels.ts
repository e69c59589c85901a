// Notebooks that real programs run: IPython and CPython for Python, Node for TypeScript. No kernel extension is installed, so the tests bring controllers of their own.

import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as readline from 'node:readline';
import * as vscode from 'vscode';
import { pause, until, workspaceRoot } from './support';

/** Reads a cell a line, as JSON, and answers with what it failed with. */
const CPYTHON = `
import json, sys, traceback
space = {'__name__': '__main__'}
out = sys.stdout
sys.stdout = sys.stderr
for line in sys.stdin:
    error = None
    try:
        exec(compile(json.loads(line), '<cell>', 'exec'), space)
    except BaseException as e:
        error = {'name': type(e).__name__, 'message': str(e), 'stack': traceback.format_exc()}
    print(json.dumps(error), file=out, flush=True)
`;
const IPYTHON = `
import json, sys
from IPython.core.interactiveshell import InteractiveShell
failed = []
class Shell(InteractiveShell):
    def _showtraceback(self, etype, evalue, stb):
        failed.append({'name': etype.__name__, 'message': str(evalue), 'stack': '\\n'.join(stb)})
shell = Shell.instance()
shell.history_manager.enabled = False
out = sys.stdout
sys.stdout = sys.stderr
for line in sys.stdin:
    failed.clear()
    shell.run_cell(json.loads(line), store_history=True)
    print(json.dumps(failed[-1] if failed else None), file=out, flush=True)
`;
const NODE = `
const { stripTypeScriptTypes } = require('node:module');
const vm = require('node:vm');
const space = vm.createContext({ console: { log: () => undefined } });
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  let error = null;
  try {
    vm.runInContext(stripTypeScriptTypes(JSON.parse(line)), space);
  } catch ({ name, message, stack }) {
    error = { name, message, stack };
  }
  process.stdout.write(JSON.stringify(error) + '\\n');
});
`;

export type Kernel = 'cpython' | 'ipython' | 'node';

interface CellError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

class Program {
  private readonly process: ChildProcess;
  private readonly waiting: ((error: CellError | null) => void)[] = [];

  constructor(kernel: Kernel, packages: string | undefined) {
    const [program, args] =
      kernel === 'node'
        ? [process.execPath, ['--disable-warning=ExperimentalWarning', '-e', NODE]]
        : ['python3', ['-c', kernel === 'ipython' ? IPYTHON : CPYTHON]];
    this.process = spawn(program, args, {
      cwd: workspaceRoot(),
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...(packages && { PYTHONPATH: packages, IPYTHONDIR: packages }) },
    });
    if (this.process.stdout)
      readline
        .createInterface({ input: this.process.stdout })
        .on('line', (line) => this.waiting.shift()?.(JSON.parse(line) as CellError | null));
  }

  run(text: string): Promise<CellError | null> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.process.stdin?.write(`${JSON.stringify(text)}\n`);
    });
  }

  end(): void {
    this.process.kill('SIGKILL');
  }
}

export interface OpenNotebook {
  readonly notebook: vscode.NotebookDocument;
  /** The document of a cell. */
  readonly cell: (index: number) => vscode.TextDocument;
  /** Runs a cell by its kernel. @returns whether it did well. */
  readonly run: (index: number) => Promise<boolean>;
  readonly end: () => Promise<void>;
}

let made = 0;

/** A notebook file with these cells, opened by VS Code's own reader of notebooks and shown; its kernel runs. */
export async function openNotebook(name: string, kernel: Kernel, cells: readonly string[], packages?: string): Promise<OpenNotebook> {
  const language = kernel === 'node' ? 'typescript' : 'python';
  const file = path.join(workspaceRoot(), name);
  fs.writeFileSync(
    file,
    JSON.stringify({
      cells: cells.map((source) => ({ cell_type: 'code', source, metadata: {}, outputs: [], execution_count: null })),
      metadata: { kernelspec: { name: kernel, display_name: kernel, language }, language_info: { name: language } },
      nbformat: 4,
      nbformat_minor: 5,
    }),
  );
  const id = `self-heal-test-${made++}`;
  const program = new Program(kernel, packages);
  const controller = vscode.notebooks.createNotebookController(id, 'jupyter-notebook', `Test ${kernel}`);
  controller.supportedLanguages = [language];
  controller.supportsExecutionOrder = true;
  let order = 0;
  controller.executeHandler = async (wanted) => {
    for (const cell of wanted) {
      const execution = controller.createNotebookCellExecution(cell);
      execution.executionOrder = ++order;
      execution.start(Date.now());
      await execution.clearOutput();
      const error = await program.run(cell.document.getText());
      if (error) {
        const item = vscode.NotebookCellOutputItem.error({ ...error });
        await execution.replaceOutput(new vscode.NotebookCellOutput([item]));
      }
      execution.end(error === null, Date.now());
    }
  };
  const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
  controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
  await vscode.window.showNotebookDocument(notebook);
  await vscode.commands.executeCommand('notebook.selectKernel', { id, extension: 'self-heal.self-heal' });
  await pause(300);
  return {
    notebook,
    cell: (index) => notebook.cellAt(index).document,
    run: async (index) => {
      const before = notebook.cellAt(index).executionSummary?.timing?.endTime;
      await vscode.commands.executeCommand('notebook.cell.execute', { ranges: [{ start: index, end: index + 1 }], document: notebook.uri });
      await until(`cell ${index} has run`, () => {
        const { executionSummary } = notebook.cellAt(index);
        return executionSummary?.success !== undefined && executionSummary.timing?.endTime !== before;
      });
      return notebook.cellAt(index).executionSummary?.success === true;
    },
    end: async () => {
      await notebook.save();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      controller.dispose();
      program.end();
    },
  };
}
