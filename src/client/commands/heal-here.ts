// Heal Here: what is selected in the explorer, one file as "Heal This File" does it, several or a folder as "Heal Workspace".

import { FileType, l10n, workspace } from 'vscode';
import type { ClientContext } from '../session/context';
import { UserError } from '../session/user-error';
import { healFile } from './heal-file';
import { healWorkspace } from './heal-workspace';
import { requireEnabled } from './require-enabled';
import { resourceOf } from './target';

/** @param given as the menu gives it: a file or folder and the whole selection, or changes of the source control one after the other. */
export async function healHere(context: ClientContext, given: readonly unknown[]): Promise<void> {
  requireEnabled(context);
  const places = [
    ...new Map(
      given
        .flat()
        .flatMap((one) => resourceOf(one) ?? [])
        .map((uri) => [uri.toString(), uri]),
    ).values(),
  ];
  const [first] = places;
  if (!first) throw new UserError(l10n.t('Choose a file or a folder in the explorer first.'));
  const isOneFile = places.length === 1 && ((await workspace.fs.stat(first)).type & FileType.File) !== 0;
  await (isOneFile ? healFile(context, first) : healWorkspace(context, undefined, places));
}
