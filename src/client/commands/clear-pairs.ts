// Clear Pairs: what a folder's store holds is removed, after a question that says how much that is.

import { l10n, window, type MessageItem } from 'vscode';
import { ClearPairs, PairChoices } from '../../protocol';
import type { ClientContext } from '../session/context';
import { counted, plural } from '../session/count';
import { showMessage } from '../session/show-message';
import { answerOrThrow } from '../session/user-error';
import { choosePairFolder } from './pair-folder';

type Answer = MessageItem & { readonly everywhere: boolean };

export async function clearPairs({ session, log, pairs, runs }: ClientContext): Promise<void> {
  const chosen = await choosePairFolder(l10n.t('Clear the pairs of which folder?'));
  if (!chosen) return;
  const folder = chosen.uri.toString();
  const { total, everywhere } = answerOrThrow(await session.ask(PairChoices.type, { folder }));
  const shared = everywhere ?? 0;
  const detail = [
    l10n.t('With them goes what was refused, what was seen, and how heals went: what this folder has taught. It cannot be undone.'),
    l10n.t('Files of the folder stay, also those that you commit: .self-heal/pairs.jsonl and .self-heal/rules.'),
    ...(shared > 0
      ? [plural(shared, l10n.t('1 pair is kept for all workspaces, too.'), l10n.t('{0} pairs are kept for all workspaces, too.', shared))]
      : []),
  ];
  const answer = await window.showWarningMessage<Answer>(
    plural(total, l10n.t('Remove the one pair of {0}?', chosen.name), l10n.t('Remove all {0} pairs of {1}?', total, chosen.name)),
    { modal: true, detail: detail.join('\n\n') },
    { title: plural(total, l10n.t('Remove 1 Pair'), l10n.t('Remove {0} Pairs', total)), everywhere: false },
    ...(shared > 0 ? [{ title: l10n.t('Those of All Workspaces Too'), everywhere: true }] : []),
  );
  if (!answer) return;
  const { removed, removedEverywhere } = answerOrThrow(await session.ask(ClearPairs.type, { folder, everywhere: answer.everywhere }));
  pairs.refresh();
  runs.refresh();
  showMessage(
    log,
    'info',
    answer.everywhere
      ? l10n.t(
          'Removed {0} of {1}, and {2} kept for all workspaces.',
          counted.pairs(removed),
          chosen.name,
          counted.pairs(removedEverywhere),
        )
      : l10n.t('Removed {0} of {1}.', counted.pairs(removed), chosen.name),
  );
}
