// The editor's own search in one of our views: its key is known to few, so each view has a button for it.

import { commands } from 'vscode';

/** @param view its id. */
export async function searchView(view: string): Promise<void> {
  await commands.executeCommand(`${view}.focus`);
  await commands.executeCommand('list.find');
}
