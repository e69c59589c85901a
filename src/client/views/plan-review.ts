// A plan for several files: shown in the editor's multi-diff view, chosen from file by file, applied as one undo step.

import { Disposable, QuickPickItemKind, Uri, commands, window, workspace, type QuickPickItem } from 'vscode';
import type { PlannedFile, PlanTests } from '../../protocol';
import { applyFiles } from '../session/apply';
import type { ClientContext } from '../session/context';
import { count } from '../session/count';
import { nameOf } from '../session/name-of';
import { recordApplied } from '../session/record-applied';
import type { VirtualDocuments } from '../session/virtual-documents';

export interface ShownPlan {
  /** `Heal Workspace`: begins the titles of the tab and of the question. */
  readonly name: string;
  /** What is proved of all of it together; absent: how many fixes there are. */
  readonly headline?: string;
  readonly files: readonly PlannedFile[];
  readonly tests: PlanTests | undefined;
}

/** Shows a plan and applies what is chosen of it. @returns the files that were changed; empty where the person said no. */
export async function reviewAndApply(context: ClientContext, plan: ShownPlan): Promise<readonly PlannedFile[]> {
  const chosen = await choose(context.documents, plan);
  if (chosen.length === 0) return [];
  await applyFiles(chosen);
  // Not awaited: the answer waits until the checkers have spoken about each file, and the person would wait with it.
  for (const { edit } of chosen) void recordApplied(context, edit.textDocument.uri);
  return chosen;
}

/** `2 fixes in 1 file` */
export function fixesIn(files: readonly PlannedFile[]): string {
  return `${fixes(files)} in ${count(files.length, 'file')}`;
}

const fixes = (files: readonly PlannedFile[]): string =>
  count(
    files.reduce((sum, { healed }) => sum + healed.length, 0),
    'fix',
    'fixes',
  );

async function choose(documents: VirtualDocuments, plan: ShownPlan): Promise<readonly PlannedFile[]> {
  const resources = plan.files.map((file) => {
    // Their paths, not only their names: the view shows nothing else to tell two of one name apart.
    const name = workspace.asRelativePath(uriOf(file));
    return [uriOf(file), documents.add(name, file.before), documents.add(name, file.after)];
  });
  // A tab of a multi-diff has no input that says which it is; its title, to which the editor adds the number of files, is ours alone.
  const title = `${plan.name}: ${fixes(plan.files)}`;
  let closed: () => void = () => undefined;
  // From before it opens: who closes it at once means no, too.
  const isClosed = new Promise<void>((resolve) => (closed = resolve));
  const listening = window.tabGroups.onDidChangeTabs((event) => {
    if (event.closed.some(({ label }) => label.startsWith(title))) closed();
  });
  try {
    await commands.executeCommand('vscode.changes', title, resources);
    return await ask(plan, isClosed);
  } finally {
    listening.dispose();
    const tab = window.tabGroups.all.flatMap((group) => group.tabs).find(({ label }) => label.startsWith(title));
    if (tab) await window.tabGroups.close(tab);
  }
}

interface FileItem extends QuickPickItem {
  readonly file?: PlannedFile;
}

function ask({ name, headline, files, tests }: ShownPlan, changesClosed: Promise<void>): Promise<readonly PlannedFile[]> {
  // As in the preview of one file: neither hides by itself nor covers the diff.
  const pick = window.createQuickPick<FileItem>();
  pick.title = `${name}: ${headline ?? fixesIn(files)}${tests?.headline ? `, ${tests.headline}` : ''}`;
  pick.placeholder = tests?.failed ? 'Tick what you want all the same, then press Enter' : 'Untick what you do not want, then press Enter';
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  const items = files.map((file): FileItem => {
    const folder = workspace.asRelativePath(uriOf(file)).split('/').slice(0, -1).join('/');
    return {
      label: nameOf(uriOf(file)),
      description: folder,
      detail: file.healed.map((patch) => `${patch.title} (${patch.proof})`).join(' · '),
      file,
    };
  });
  pick.items = tests?.failed ? [{ label: tests.sentence, kind: QuickPickItemKind.Separator }, ...items] : items;
  // What breaks tests is taken only by a decision, not by Enter alone.
  pick.selectedItems = tests?.failed ? [] : items;
  return new Promise((resolve) => {
    let chosen: readonly PlannedFile[] = [];
    const listening = Disposable.from(
      pick,
      pick.onDidAccept(() => {
        chosen = pick.selectedItems.flatMap(({ file }) => (file ? [file] : []));
        pick.hide();
      }),
      pick.onDidHide(() => {
        listening.dispose();
        resolve(chosen);
      }),
    );
    pick.show();
    void changesClosed.then(() => pick.hide());
  });
}

function uriOf({ edit }: PlannedFile): Uri {
  return Uri.parse(edit.textDocument.uri, true);
}
