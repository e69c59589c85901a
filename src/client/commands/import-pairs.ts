// Import Pairs: a file of pairs, an export or what another collector wrote, into the store of a folder.

import { l10n, window } from 'vscode';
import { ImportPairs, PairChoices } from '../../protocol';
import type { ClientContext } from '../session/context';
import { counted, plural } from '../session/count';
import { nameOf } from '../session/name-of';
import { showMessage } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';
import { askWithProgress } from '../views/with-progress';
import { choosePairFolder } from './pair-folder';

export async function importPairs(context: ClientContext): Promise<void> {
  const folder = await choosePairFolder(l10n.t('Into the store of which folder?'));
  if (!folder) return;
  const { readable } = answerOrThrow(await context.session.ask(PairChoices.type, { folder: folder.uri.toString() }));
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('Import Pairs'),
      openLabel: l10n.t('Import'),
      defaultUri: folder.uri,
      canSelectMany: false,
      filters: Object.fromEntries(Object.entries(readable).map(([title, endings]) => [title, [...endings]])),
    })) ?? [];
  if (!file) return;
  if (file.scheme !== 'file')
    throw new UserError(l10n.t('Pairs can be imported from a file on the machine of the workspace only, not from {0}:.', file.scheme));
  const answer = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: importing {0}', nameOf(file)), ImportPairs.type, {
      folder: folder.uri.toString(),
      file: file.fsPath,
    }),
  );
  const { imported, known, refused, firstRefusal, withheld } = answer;
  const sentences = [
    l10n.t('Imported {0} from {1}.', counted.pairs(imported), nameOf(file)),
    known > 0 ? plural(known, l10n.t('1 was known already.'), l10n.t('{0} were known already.', known)) : '',
    refused > 0
      ? [
          plural(refused, l10n.t('1 record is no pair.'), l10n.t('{0} records are no pairs.', refused)),
          firstRefusal === undefined ? '' : `(${firstRefusal})`,
        ]
          .filter(Boolean)
          .join(' ')
      : '',
    withheld > 0 ? l10n.t('The text of {0} was left out, because the search for secrets failed on it.', withheld) : '',
  ];
  showMessage(context.log, imported + known > 0 ? 'info' : 'warning', sentences.filter(Boolean).join(' '));
}
