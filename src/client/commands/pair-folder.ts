// Which workspace folder's pairs are meant: they are kept by folder.

import { l10n, window, workspace, type WorkspaceFolder } from 'vscode';
import { UserError } from '../session/user-error';

/** undefined where the person does not choose. */
export async function choosePairFolder(placeHolder: string): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new UserError(l10n.t('Accepted fixes are kept by workspace folder, and no folder is open.'));
  return folders.length === 1 ? folders[0] : window.showWorkspaceFolderPick({ placeHolder });
}
