// Which documents hold a learned rule.

import { workspace, type TextDocument, type WorkspaceFolder } from 'vscode';

/** In a workspace folder. */
export const RULE_FILES = '.self-heal/rules/*.{yml,yaml}';

/** The folder whose rule the document holds; undefined of all other documents. */
export function ruleFolderOf({ uri }: Pick<TextDocument, 'uri'>): WorkspaceFolder | undefined {
  if (uri.scheme !== 'file' || !/\/\.self-heal\/rules\/[^/]+\.ya?ml$/i.test(uri.path)) return undefined;
  const folder = workspace.getWorkspaceFolder(uri);
  return folder && uri.path.startsWith(`${folder.uri.path.replace(/\/$/, '')}/.self-heal/rules/`) ? folder : undefined;
}
