// What can be done with rows of the view "Pairs": looked at, gone to, set aside and taken into use again, deleted, exported.

import { l10n, window } from 'vscode';
import { ChangePairs, PairTexts, type PairName, type ShownPair } from '../../protocol';
import type { ClientContext } from '../session/context';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { pairOf } from '../views/pairs-view';
import { rowsOf } from '../views/server-list';
import { visibleItem } from '../session/show-message';
import { exportChosenPairs } from './export-pairs';
import { goToChange, showChange } from './show-change';

const nameFor = ({ folder, id }: ShownPair): PairName => ({ folder, id });

export async function openPair(context: ClientContext, given: unknown): Promise<void> {
  const pair = pairOf(given) ?? (await choose(context, l10n.t('Open the change of which pair?'), ({ hasTexts }) => hasTexts));
  await showChange(context, answerOrThrow(await context.session.ask(PairTexts.type, nameFor(pair))));
}

export async function goToPair(context: ClientContext, given: unknown): Promise<void> {
  const pair = pairOf(given) ?? (await choose(context, l10n.t('Go to which pair?'), () => true));
  const texts = pair.hasTexts ? await context.session.ask(PairTexts.type, nameFor(pair)) : undefined;
  await goToChange(pair.folder, pair.file, pair.line, texts && !('reason' in texts) ? texts : undefined);
}

export async function setPairAside(context: ClientContext, given: unknown, selected: unknown): Promise<void> {
  await change(
    context,
    await chosen(context, given, selected, l10n.t('Set which pair aside?'), ({ state }) => state !== 'aside'),
    'setAside',
  );
}

export async function usePairAgain(context: ClientContext, given: unknown, selected: unknown): Promise<void> {
  await change(
    context,
    await chosen(context, given, selected, l10n.t('Use which pair again?'), ({ state }) => state === 'aside'),
    'useAgain',
  );
}

export async function deletePair(context: ClientContext, given: unknown, selected: unknown): Promise<void> {
  const pairs = await chosen(context, given, selected, l10n.t('Delete which pair?'), () => true);
  const [first] = pairs;
  if (!first) return;
  const title = l10n.t('Delete');
  const answer = await window.showWarningMessage(
    pairs.length === 1 ? l10n.t('Delete the pair “{0}”?', first.title) : l10n.t('Delete these {0} pairs?', pairs.length),
    { modal: true, detail: l10n.t('It can not be undone. “Set Aside” keeps a pair and does not use it.') },
    title,
  );
  if (answer !== title) throw new Cancelled();
  await change(context, pairs, 'delete');
}

export async function exportThesePairs(context: ClientContext, given: unknown, selected: unknown): Promise<void> {
  const pairs = await chosen(context, given, selected, l10n.t('Export which pair?'), ({ state }) => state === 'used');
  const [first] = pairs;
  if (!first) return;
  const own = pairs.filter(({ folder }) => folder === first.folder);
  if (own.length < pairs.length) throw new UserError(l10n.t('These pairs are of several folders: choose those of one.'));
  await exportChosenPairs(
    context,
    first.folder,
    own.map(({ id }) => id),
  );
}

async function change(context: ClientContext, pairs: readonly ShownPair[], to: ChangePairs.Params['change']): Promise<void> {
  answerOrThrow(await context.session.ask(ChangePairs.type, { pairs: pairs.map(nameFor), change: to }));
  context.pairs.refresh();
  context.learned.refresh();
}

async function chosen(
  context: ClientContext,
  given: unknown,
  selected: unknown,
  placeHolder: string,
  isMeant: (pair: ShownPair) => boolean,
): Promise<readonly ShownPair[]> {
  const rows = rowsOf(given, selected, pairOf).filter(isMeant);
  return rows.length > 0 ? rows : [await choose(context, placeHolder, isMeant)];
}

async function choose(context: ClientContext, placeHolder: string, isMeant: (pair: ShownPair) => boolean): Promise<ShownPair> {
  await context.session.start();
  const pairs = (await context.pairs.pairs()).filter(isMeant);
  if (pairs.length === 0) throw new UserError(l10n.t('There is no such pair. The view “Pairs” shows all there are.'));
  const item = await window.showQuickPick(
    pairs.map((pair) =>
      visibleItem({ label: pair.title, description: `${pair.file}:${pair.line + 1}`, detail: pair.message.split('\n', 1)[0] ?? '', pair }),
    ),
    { title: 'Self-Heal', placeHolder, matchOnDescription: true, matchOnDetail: true },
  );
  if (!item) throw new Cancelled();
  return item.pair;
}
