// Shows a change before it is made: a diff of two read-only documents, and a question that stays until it is answered.

import { Disposable, TabInputTextDiff, commands, l10n, window, type Tab, type Uri } from 'vscode';
import type { VirtualDocuments } from '../session/virtual-documents';
import { visibleLine } from '../../engine/visible-text';
import { visibleItem } from '../session/show-message';

export interface Preview {
  /** File name; decides the language of both sides. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Title of the tab. */
  readonly title: string;
  /** `Apply 5 fixes` */
  readonly apply: string;
  /** One line under it: what is proved. */
  readonly detail?: string;
  /** Something speaks against it: Enter alone does not apply it. */
  readonly doubtful?: boolean;
  /** Offers to choose from its parts: asked while the diff is still there. */
  readonly choose?: { readonly label: string; readonly run: () => Promise<void> };
}

/** @returns whether the person chose to apply all of it. Closing the diff or pressing Escape is a no. */
export async function confirmInDiff(documents: VirtualDocuments, preview: Preview): Promise<boolean> {
  const left = documents.add(preview.name, preview.before);
  const right = documents.add(preview.name, preview.after);
  await commands.executeCommand('vscode.diff', left, right, visibleLine(preview.title), { preview: true });
  try {
    const answer = await ask(preview, right);
    if (answer === 'choose') await preview.choose?.run();
    return answer === 'apply';
  } finally {
    const tab = tabOf(right);
    if (tab) await window.tabGroups.close(tab);
  }
}

function ask(preview: Preview, right: Uri): Promise<'apply' | 'choose' | 'cancel'> {
  // Not a notification: those hide by themselves after some seconds. Not a modal dialog: it would cover the diff.
  const pick = window.createQuickPick();
  // Few lines and no title: the list hangs over the top of the diff.
  const apply = visibleItem({ label: `$(check) ${preview.apply}`, ...(preview.detail !== undefined && { detail: preview.detail }) });
  const cancel = { label: `$(close) ${l10n.t('Cancel')}`, description: l10n.t('Nothing is changed.') };
  pick.placeholder = l10n.t('{0}. Look at the diff, then choose', visibleLine(preview.title));
  pick.ignoreFocusOut = true;
  const choose = preview.choose && { label: `$(checklist) ${preview.choose.label}` };
  const parts = choose ? [choose] : [];
  pick.items = preview.doubtful ? [cancel, ...parts, apply] : [apply, ...parts, cancel];
  return new Promise((resolve) => {
    let chosen: 'apply' | 'choose' | 'cancel' = 'cancel';
    const listening = Disposable.from(
      pick,
      pick.onDidAccept(() => {
        const item = pick.selectedItems[0] ?? pick.activeItems[0];
        chosen = item === apply ? 'apply' : choose && item === choose ? 'choose' : 'cancel';
        pick.hide();
      }),
      pick.onDidHide(() => {
        listening.dispose();
        resolve(chosen);
      }),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.some((tab) => shows(tab, right))) pick.hide();
      }),
    );
    pick.show();
  });
}

const shows = (tab: Tab, right: Uri): boolean =>
  tab.input instanceof TabInputTextDiff && tab.input.modified.toString() === right.toString();

function tabOf(right: Uri): Tab | undefined {
  return window.tabGroups.all.flatMap((group) => group.tabs).find((tab) => shows(tab, right));
}
