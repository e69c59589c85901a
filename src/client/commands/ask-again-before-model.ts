// Forgets what was answered to “may it go on to the model?” in this workspace: the next heal asks again.

import { l10n } from 'vscode';
import type { ClientContext } from '../session/context';
import { showMessage } from '../session/show-message';

export async function askAgainBeforeModel({ choices, log }: ClientContext): Promise<void> {
  const were = choices.areThere;
  await choices.forget();
  showMessage(
    log,
    'info',
    were
      ? l10n.t('Forgotten. The next heal in this workspace asks before it goes on to the model.')
      : l10n.t('Nothing was remembered for this workspace: a heal asks before it goes on to the model.'),
  );
}
