// Which workspace folder a command is about whose programs are run or whose files are written.

import { l10n, window, workspace, type WorkspaceFolder } from 'vscode';
import { Cancelled, UserError } from '../session/user-error';

/** The only one, or the one that the person chooses. Throws what they are told where there is none, or it is not trusted. */
export async function chooseFolder(placeHolder: string): Promise<WorkspaceFolder> {
  if (!workspace.isTrusted) throw new UserError(l10n.t('Nothing is run in a folder that you have not trusted.'), 'warning');
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const [only] = folders;
  if (!only) throw new UserError(l10n.t('Open a folder first.'));
  const chosen = folders.length === 1 ? only : await window.showWorkspaceFolderPick({ placeHolder });
  if (!chosen) throw new Cancelled();
  return chosen;
}
