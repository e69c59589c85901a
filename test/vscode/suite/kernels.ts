// Notebooks that real programs run: IPython and CPython for Python, Node for TypeScript. No kernel extension is installed, so the tests bring controllers of their own.

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { KernelProgram, type Kernel } from '../host/extensions/second-provider/kernel-program';
import { pause, until, workspaceRoot } from './support';

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
  const program = new KernelProgram(kernel, workspaceRoot(), packages);
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
