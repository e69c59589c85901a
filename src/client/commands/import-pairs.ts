// Import Pairs: a file of pairs, an export or what another collector wrote, into the store of a folder.

import { window } from 'vscode';
import { ImportPairs, PairChoices } from '../../protocol';
import type { ClientContext } from '../session/context';
import { count } from '../session/count';
import { nameOf } from '../session/name-of';
import { showMessage } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';
import { askWithProgress } from '../views/with-progress';
import { choosePairFolder } from './pair-folder';

export async function importPairs(context: ClientContext): Promise<void> {
  const folder = await choosePairFolder('Into the store of which folder?');
  if (!folder) return;
  const { readable } = answerOrThrow(await context.session.ask(PairChoices.type, { folder: folder.uri.toString() }));
  const [file] =
    (await window.showOpenDialog({
      title: 'Import Pairs',
      openLabel: 'Import',
      defaultUri: folder.uri,
      canSelectMany: false,
      filters: Object.fromEntries(Object.entries(readable).map(([title, endings]) => [title, [...endings]])),
    })) ?? [];
  if (!file) return;
  if (file.scheme !== 'file')
    throw new UserError(`Pairs can be imported from a file on the machine of the workspace only, not from ${file.scheme}:.`);
  const answer = answerOrThrow(
    await askWithProgress(context, `Self-Heal: importing ${nameOf(file)}`, ImportPairs.type, {
      folder: folder.uri.toString(),
      file: file.fsPath,
    }),
  );
  const { imported, known, refused, firstRefusal, withheld } = answer;
  const sentences = [
    `Imported ${count(imported, 'pair')} from ${nameOf(file)}.`,
    known > 0 ? `${count(known, 'was', 'were')} known already.` : '',
    refused > 0
      ? `${count(refused, 'record is no pair', 'records are no pairs')}${firstRefusal === undefined ? '' : ` (${firstRefusal})`}.`
      : '',
    withheld > 0 ? `The text of ${withheld} was left out, because the search for secrets failed on it.` : '',
  ];
  showMessage(context.log, imported + known > 0 ? 'info' : 'warning', sentences.filter(Boolean).join(' '));
}
