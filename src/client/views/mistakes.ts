// What is set wrongly, in a list to look at: each leads to the file where it stands, whose text the editor checks, too.

import { Uri, commands, l10n, window, type QuickPickItem } from 'vscode';
import type { SettingFault } from '../session/setting-faults';
import { visibleItem } from '../session/show-message';

/** What is wrong in one sentence, and the file where it is mended. */
export interface Mistake {
  readonly sentence: string;
  readonly place: string;
  readonly open: () => Thenable<unknown>;
}

const FILES: Readonly<Record<SettingFault['where'], readonly [place: string, command: string]>> = {
  user: [l10n.t('in the user settings'), 'workbench.action.openSettingsJson'],
  machine: [l10n.t('in the settings of the remote machine'), 'workbench.action.openRemoteSettingsFile'],
  workspace: [l10n.t('in the settings of the workspace'), 'workbench.action.openWorkspaceSettingsFile'],
  folder: [l10n.t('in the settings of a folder'), 'workbench.action.openFolderSettingsFile'],
};

export function mistakeIn({ setting, where, message }: SettingFault): Mistake {
  const [place, command] = FILES[where];
  return { sentence: message, place, open: () => commands.executeCommand(command, { revealSetting: { key: setting, edit: false } }) };
}

/** @param folder the workspace folder whose team has set it. */
export const mistakeOfTeam = (sentence: string, folder: Uri): Mistake => ({
  sentence,
  place: '.self-heal/config.json',
  open: () => commands.executeCommand('vscode.open', Uri.joinPath(folder, '.self-heal', 'config.json')),
});

/** The one that is chosen is opened. */
export async function showMistakes(mistakes: readonly Mistake[]): Promise<void> {
  const items: readonly (QuickPickItem & Pick<Mistake, 'open'>)[] = mistakes.map(({ sentence, place, open }) => ({
    ...visibleItem({ label: sentence, description: place }),
    open,
  }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Self-Heal: what is set wrongly'),
    placeHolder: l10n.t('Enter opens the file'),
  });
  await chosen?.open();
}
