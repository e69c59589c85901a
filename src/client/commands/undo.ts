// Undo Last Heal: takes the last heal back where its text still stands, also after other edits.

import { window } from 'vscode';
import { UndoLastHeal } from '../../protocol';
import { applyVersioned } from '../session/apply';
import type { ClientContext } from '../session/context';
import { answerOrThrow } from '../session/user-error';

export async function undoLastHeal({ session }: ClientContext): Promise<void> {
  const { edit, title } = answerOrThrow(await session.ask(UndoLastHeal.type, {}));
  await window.showTextDocument(await applyVersioned(edit));
  void window.showInformationMessage(`Taken back: ${title}`);
}
