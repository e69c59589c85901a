// The way out where a pair store is said to be damaged: the same words on the button of every message and in the status item's menu.

import { commands, l10n } from 'vscode';
import type { Button } from './show-message';

export const SET_STORE_ASIDE = { command: 'selfHeal.setStoreAside', title: l10n.t('Set the Damaged Store Aside') } as const;

/** @param folder URI of the folder whose store is damaged; no button where it is undefined. */
export function setStoreAsideButton(folder: string | undefined): readonly Button[] {
  if (folder === undefined) return [];
  const { command, title } = SET_STORE_ASIDE;
  return [{ title, run: () => commands.executeCommand(command, folder) }];
}
