// Whether a folder has files that can be healed: asked before a failure in a terminal starts the server.

import * as fs from 'node:fs';
import { RelativePattern, Uri, workspace } from 'vscode';
import { EXTENSIONS, looksHealed } from '../session/languages';

const HEALED = `*.{${EXTENSIONS.join(',')}}`;
/** What was installed is not what somebody works on. */
const INSTALLED = '**/{node_modules,site-packages}/**';

/** @param folder a plain path; empty where it is not known: then all folders of the workspace are looked into. */
export async function holdsHealedFiles(folder: string): Promise<boolean> {
  const workspaceFolder = folder === '' ? undefined : workspace.getWorkspaceFolder(Uri.file(folder));
  // Outside the workspace only the folder itself: below it may be a whole disk.
  if (folder !== '' && !workspaceFolder) return (await fs.promises.readdir(folder)).some(looksHealed);
  const files = workspaceFolder ? new RelativePattern(workspaceFolder, `**/${HEALED}`) : `**/${HEALED}`;
  return (await workspace.findFiles(files, INSTALLED, 1)).length > 0;
}
