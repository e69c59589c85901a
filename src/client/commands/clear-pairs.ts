// Clear Pairs: what a folder's store holds is removed, after a question that says how much that is.

import { window, type MessageItem } from 'vscode';
import { ClearPairs, PairChoices } from '../../protocol';
import type { ClientContext } from '../session/context';
import { count } from '../session/count';
import { showMessage } from '../session/show-message';
import { answerOrThrow } from '../session/user-error';
import { choosePairFolder } from './pair-folder';

type Answer = MessageItem & { readonly everywhere: boolean };

export async function clearPairs({ session, log, pairs, runs }: ClientContext): Promise<void> {
  const chosen = await choosePairFolder('Clear the pairs of which folder?');
  if (!chosen) return;
  const folder = chosen.uri.toString();
  const { total, everywhere } = answerOrThrow(await session.ask(PairChoices.type, { folder }));
  const shared = everywhere ?? 0;
  const detail = [
    'With them goes what was refused, what was seen, and how heals went: what this folder has taught. It cannot be undone.',
    'Files of the folder stay, also those that you commit: .self-heal/pairs.jsonl and .self-heal/rules.',
    ...(shared > 0 ? [`${count(shared, 'pair is', 'pairs are')} kept for all workspaces, too.`] : []),
  ];
  const answer = await window.showWarningMessage<Answer>(
    `Remove ${total === 1 ? 'the one pair' : `all ${total} pairs`} of ${chosen.name}?`,
    { modal: true, detail: detail.join('\n\n') },
    { title: `Remove ${count(total, 'Pair')}`, everywhere: false },
    ...(shared > 0 ? [{ title: 'Those of All Workspaces Too', everywhere: true }] : []),
  );
  if (!answer) return;
  const { removed, removedEverywhere } = answerOrThrow(await session.ask(ClearPairs.type, { folder, everywhere: answer.everywhere }));
  pairs.refresh();
  runs.refresh();
  showMessage(
    log,
    'info',
    `Removed ${count(removed, 'pair')} of ${chosen.name}${answer.everywhere ? `, and ${count(removedEverywhere, 'pair')} kept for all workspaces` : ''}.`,
  );
}
