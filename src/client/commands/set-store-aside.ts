// Set the Damaged Store Aside: a pair store that can't be read is renamed, so that a new one can begin. Nothing is deleted.

import { Uri, l10n } from 'vscode';
import { SetStoreAside } from '../../protocol';
import type { ClientContext } from '../session/context';
import { nameOf } from '../session/name-of';
import { showMessage } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';

/** @param folder URI of the folder that a message speaks of; else the one that the status item speaks of. */
export async function setStoreAside({ session, status, log }: ClientContext, folder = status.now.damagedStore): Promise<void> {
  if (folder === undefined) throw new UserError(l10n.t('No pair store is damaged.'));
  const { file } = answerOrThrow(await session.ask(SetStoreAside.type, { folder }));
  showMessage(
    log,
    'info',
    l10n.t('The damaged store is kept as {0}. A new one begins with the next fix that you accept.', nameOf(Uri.file(file))),
  );
}
