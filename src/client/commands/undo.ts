// Undo Last Heal: takes the last heal back where its text still stands, also after other edits.

import { l10n, window } from 'vscode';
import { UndoLastHeal } from '../../protocol';
import { applyVersioned } from '../session/apply';
import type { ClientContext } from '../session/context';
import { answerOrThrow } from '../session/user-error';
import { showMessage } from '../session/show-message';

export async function undoLastHeal({ session, log }: ClientContext): Promise<void> {
  const { edit, title } = answerOrThrow(await session.ask(UndoLastHeal.type, {}));
  await window.showTextDocument(await applyVersioned(edit));
  showMessage(log, 'info', l10n.t('Taken back: {0}', title));
}
