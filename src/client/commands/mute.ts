// "Don't Offer This Again" and its way back.

import { QuickPickItemKind, l10n, window, type QuickPickItem } from 'vscode';
import { OffersAt } from '../../protocol';
import type { ClientContext } from '../session/context';
import type { MutedEntry } from '../session/muted';
import { UserError } from '../session/user-error';
import { targetOf } from './target';
import { visibleItem } from '../session/show-message';

type Choice = QuickPickItem & { readonly entry?: MutedEntry };

export async function dontOfferAgain(context: ClientContext): Promise<void> {
  const offers = await context.session.ask(OffersAt.type, targetOf(context, undefined));
  if (offers.length === 0)
    throw new UserError(l10n.t('Self-Heal offers nothing on this line. Put the caret on a line with a fix of Self-Heal first.'));
  const choices = offers.flatMap((offer): Choice[] => [
    { label: offer.title, kind: QuickPickItemKind.Separator },
    {
      label: l10n.t('Not for this kind of problem'),
      description: offer.title,
      detail: l10n.t('In this workspace. The problem: {0}', offer.problem.replace(/\s+/g, ' ')),
      entry: { key: offer.muteKey, label: offer.title, everywhere: false },
    },
    {
      label: l10n.t('Not this kind of fix at all'),
      description: offer.fixer,
      detail: l10n.t('In all workspaces.'),
      entry: { key: offer.fixer, label: l10n.t('All fixes of “{0}”', offer.fixer), everywhere: true },
    },
  ]);
  const chosen = await window.showQuickPick(choices.map(visibleItem), {
    title: l10n.t("Don't Offer This Again"),
    placeHolder: l10n.t('What should Self-Heal not offer again?'),
    matchOnDescription: true,
  });
  if (chosen?.entry) await context.muted.add(chosen.entry);
}

export async function offerAgain(context: ClientContext): Promise<void> {
  const muted = context.muted.all;
  if (muted.length === 0) throw new UserError(l10n.t('Nothing is muted.'));
  const chosen = await window.showQuickPick(
    muted.map((entry) =>
      visibleItem<Choice>({
        label: entry.label,
        description: entry.everywhere ? l10n.t('all workspaces') : l10n.t('this workspace'),
        entry,
      }),
    ),
    { title: l10n.t('Offer Muted Fixes Again'), placeHolder: l10n.t('Which should be offered again?') },
  );
  if (chosen?.entry) await context.muted.remove(chosen.entry.key);
}
