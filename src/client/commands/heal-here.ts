// Heal Here: what is selected in the explorer, one file as "Heal This File" does it, several or a folder as "Heal Workspace".

import { FileType, Uri, l10n, workspace } from 'vscode';
import type { ClientContext } from '../session/context';
import { UserError } from '../session/user-error';
import { healFile } from './heal-file';
import { healWorkspace } from './heal-workspace';
import { requireEnabled } from './require-enabled';

export async function healHere(context: ClientContext, given: unknown, selected: unknown): Promise<void> {
  requireEnabled(context);
  const all = Array.isArray(selected) ? selected.filter((one): one is Uri => one instanceof Uri) : [];
  const places = all.length > 0 ? all : given instanceof Uri ? [given] : [];
  const [first] = places;
  if (!first) throw new UserError(l10n.t('Choose a file or a folder in the explorer first.'));
  const isOneFile = places.length === 1 && ((await workspace.fs.stat(first)).type & FileType.File) !== 0;
  await (isOneFile ? healFile(context, first) : healWorkspace(context, places));
}
