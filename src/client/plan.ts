// A plan for several files: shown in the editor's multi-diff view, chosen from file by file, applied as one undo step.

import { Disposable, Uri, WorkspaceEdit, commands, window, workspace, type QuickPickItem } from 'vscode';
import type { PlannedFile, PlanTests } from '../protocol';
import { nameOf, toTextEdits } from './apply';
import { Sentence, count } from './sentence';
import type { VirtualDocuments } from './virtual-documents';

interface FileItem extends QuickPickItem {
  readonly file: PlannedFile;
}

/** @returns the files the person chose; empty where they chose none or closed the question. */
export async function choose(documents: VirtualDocuments, title: string, files: readonly PlannedFile[], tests: PlanTests | undefined): Promise<readonly PlannedFile[]> {
  const resources = files.map((file) => {
    const uri = uriOf(file);
    return [uri, documents.add(nameOf(uri), file.before), documents.add(nameOf(uri), file.after)];
  });
  await commands.executeCommand('vscode.changes', title, resources);
  try {
    return await ask(title, files, tests);
  } finally {
    // The tab of a multi-diff has no input that says which it is; its title, to which the editor adds the number of files, is ours alone.
    const tab = window.tabGroups.all.flatMap((group) => group.tabs).find(({ label }) => label.startsWith(title));
    if (tab) await window.tabGroups.close(tab);
  }
}

function ask(title: string, files: readonly PlannedFile[], tests: PlanTests | undefined): Promise<readonly PlannedFile[]> {
  // As in the preview of one file: neither hides by itself nor covers the diff.
  const pick = window.createQuickPick<FileItem>();
  // Tests that fail now are said where the eye is; tests that pass are in the report.
  pick.placeholder = tests?.failed ? `${tests.sentence} Untick what you do not want, or press Escape` : `${title}. Look at the changes, untick what you do not want, then press Enter`;
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.items = files.map((file) => ({
    label: nameOf(uriOf(file)),
    description: `${workspace.asRelativePath(uriOf(file))} · ${count(file.healed.length, 'fix', 'fixes')}`,
    detail: file.healed.map((patch) => `${patch.title} (${patch.evidence})`).join(' · '),
    file,
  }));
  pick.selectedItems = [...pick.items];
  return new Promise((resolve) => {
    let chosen: readonly PlannedFile[] = [];
    const listening = Disposable.from(
      pick,
      pick.onDidAccept(() => {
        chosen = pick.selectedItems.map(({ file }) => file);
        pick.hide();
      }),
      pick.onDidHide(() => {
        listening.dispose();
        resolve(chosen);
      }),
    );
    pick.show();
  });
}

/** All of them as one undo step, or nothing where one of them has changed meanwhile. */
export async function applyPlan(files: readonly PlannedFile[]): Promise<void> {
  const change = new WorkspaceEdit();
  for (const file of files) {
    const uri = uriOf(file);
    const document = await workspace.openTextDocument(uri);
    if (document.getText() !== file.before) throw new Sentence(`${nameOf(uri)} has changed meanwhile, so nothing was applied. Run the command again.`, 'warning');
    change.set(uri, toTextEdits(file.edit));
  }
  if (!(await workspace.applyEdit(change))) throw new Sentence('The files could not be changed. Is one of them read-only?', 'warning');
}

export function uriOf({ edit }: PlannedFile): Uri {
  return Uri.parse(edit.textDocument.uri, true);
}
