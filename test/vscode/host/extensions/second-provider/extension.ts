// A second provider of quick fixes, registered before and in other ways than ours: it must keep its place in the menu.
// It answers only where the line says so (`# neighbour`), so that other tests see our fixes alone.

import {
  CodeAction,
  CodeActionKind,
  DebugAdapterExecutable,
  DebugAdapterInlineImplementation,
  Range,
  WorkspaceEdit,
  debug,
  NotebookCellOutput,
  NotebookCellOutputItem,
  languages,
  notebooks,
  workspace,
  type CodeActionProvider,
  type ExtensionContext,
} from 'vscode';
import { KernelProgram } from './kernel-program';
import { offerModels, type TestModels } from './models';
import { NodeAdapter } from './node-adapter';

const provider = (title: string, named: boolean): CodeActionProvider => ({
  provideCodeActions(document, range, { diagnostics }) {
    const first = diagnostics[0];
    if (!first || !document.lineAt(range.start.line).text.includes('# neighbour')) return [];
    const action = new CodeAction(title, CodeActionKind.QuickFix);
    // Some extensions name the diagnostics they fix, some do not; the menu sorts by that.
    if (named) action.diagnostics = [first];
    action.edit = new WorkspaceEdit();
    // What Self-Heal offers too, or something of its own.
    const text = document.lineAt(range.start.line).text.includes('# neighbour, the same') ? 'neighbour' : 'nearby';
    action.edit.replace(document.uri, new Range(first.range.start, first.range.end), text);
    return [action];
  },
});

export function activate(context: ExtensionContext): TestModels {
  const models: TestModels = { answer: undefined, asked: [] };
  const offered = offerModels(models);
  if (offered) context.subscriptions.push(offered);

  // The adapter's packages stand where the session's own environment says.
  context.subscriptions.push(
    debug.registerDebugAdapterDescriptorFactory('debugpy', {
      createDebugAdapterDescriptor: ({ configuration }) => {
        const env = { ...process.env, ...(configuration['env'] as Record<string, string>) } as Record<string, string>;
        return new DebugAdapterExecutable('python3', ['-m', 'debugpy.adapter'], { env });
      },
    }),
  );

  context.subscriptions.push(
    debug.registerDebugAdapterDescriptorFactory('pwa-node', {
      createDebugAdapterDescriptor: () => new DebugAdapterInlineImplementation(new NodeAdapter()),
    }),
  );

  if (process.env['SELF_HEAL_TEST_KERNEL']) registerKernel(context);

  const metadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };
  context.subscriptions.push(
    languages.registerCodeActionsProvider({ language: 'python' }, provider('Neighbour: deterministic fix', true), metadata),
    languages.registerCodeActionsProvider([{ scheme: 'file' }], provider('Neighbour: fix that names no diagnostic', false)),
  );
  return models;
}

/** Runs the cells of notebooks that a person opens: the window tests have no suite that could bring a kernel. */
function registerKernel({ subscriptions }: ExtensionContext): void {
  const controller = notebooks.createNotebookController('self-heal-tests', 'jupyter-notebook', 'Python, for the tests');
  controller.supportedLanguages = ['python'];
  controller.supportsExecutionOrder = true;
  let program: KernelProgram | undefined;
  let order = 0;
  controller.executeHandler = async (cells) => {
    program ??= new KernelProgram('cpython', workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd());
    for (const cell of cells) {
      const execution = controller.createNotebookCellExecution(cell);
      execution.executionOrder = ++order;
      execution.start(Date.now());
      await execution.clearOutput();
      const error = await program.run(cell.document.getText());
      if (error) await execution.replaceOutput(new NotebookCellOutput([NotebookCellOutputItem.error({ ...error })]));
      execution.end(error === null, Date.now());
    }
  };
  subscriptions.push(controller, { dispose: () => program?.end() });
}
