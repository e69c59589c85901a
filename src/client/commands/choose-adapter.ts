// Which adapter a command is about: the one of the view's row, or, from the palette, one of a list.

import { type Uri, l10n, window, workspace, type QuickPickItem } from 'vscode';
import type { AdapterName, ShownAdapter } from '../../protocol';
import type { ClientContext } from '../session/context';
import { visibleItem } from '../session/show-message';
import { Cancelled, UserError } from '../session/user-error';
import { adapterOf, describeAdapter } from '../views/adapters-view';

interface AdapterItem extends QuickPickItem {
  readonly adapter: ShownAdapter;
}

/** As it is now: what the row showed may be old. Throws what a person is told where there is none. */
export async function chooseAdapter(
  { adapters, session }: Pick<ClientContext, 'adapters' | 'session'>,
  given: unknown,
  placeHolder: string,
  isWanted: (adapter: ShownAdapter) => boolean,
): Promise<ShownAdapter> {
  await session.start();
  const all = await adapters.adapters();
  const own = adapterOf(given);
  if (own) {
    const now = all.find((one) => one.id === own.id && one.folder === own.folder);
    if (!now) throw new UserError(l10n.t('The adapter {0} is no longer there.', own.id));
    return now;
  }
  const wanted = all.filter(isWanted);
  if (wanted.length === 0)
    throw new UserError(
      all.length === 0
        ? l10n.t('There is no adapter yet. “Self-Heal: Train Adapter…” makes one, “Self-Heal: Register Adapter…” takes one that is there.')
        : l10n.t('There is no such adapter. The view “Adapters” shows all there are.'),
    );
  const chosen = await window.showQuickPick(
    wanted.map((adapter): AdapterItem => visibleItem({ label: adapter.id, description: describeAdapter(adapter), adapter })),
    { title: 'Self-Heal', placeHolder, matchOnDescription: true },
  );
  if (!chosen) throw new Cancelled();
  return chosen.adapter;
}

export const nameFor = ({ folder, id }: AdapterName): AdapterName => ({ folder, id });

/** Of the machine that the workspace is on: adapters are read and written there. */
export function pathOf(uri: Uri): string {
  if (uri.scheme !== 'file')
    throw new UserError(
      l10n.t('Adapters are read and written on the machine of the workspace only, and {0}: is another place.', uri.scheme),
    );
  return uri.fsPath;
}

/** The workspace folder whose adapters are meant; undefined where the person does not choose. */
export async function chooseAdapterFolder(placeHolder: string): Promise<Uri | undefined> {
  if (!workspace.isTrusted) throw new UserError(l10n.t('This folder is not trusted, so nothing is trained or loaded here.'));
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const [only] = folders;
  if (!only) throw new UserError(l10n.t('Adapters are kept by workspace folder, and no folder is open.'));
  return folders.length === 1 ? only.uri : (await window.showWorkspaceFolderPick({ placeHolder }))?.uri;
}
