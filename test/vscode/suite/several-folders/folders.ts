// The two folders of this window.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

export function folderNamed(name: 'notes' | 'app'): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.find((one) => one.name === name);
  assert.ok(folder, `the workspace has the folder ${name}`);
  return folder;
}

export const pathOf = (name: 'notes' | 'app'): string => folderNamed(name).uri.fsPath;
