// The fixes of a line, looked at before they are applied: the likely ones from "Preview…", all of them from
// "Show Low-Confidence Suggestions…". Each with how likely it is and what proves it, then its diff.

import { Uri, commands, l10n, window, type QuickPickItem } from 'vscode';
import { ACCEPTED_COMMAND, OffersAt, ProposePatch, type OfferedPatch } from '../../protocol';
import { applyFiles } from '../session/apply';
import type { ClientContext } from '../session/context';
import { plural } from '../session/count';
import { nameOf } from '../session/name-of';
import { UserError, answerOrThrow } from '../session/user-error';
import { confirmInDiff } from '../views/confirm-in-diff';
import { targetOf, type Target } from './target';
import { visibleItem } from '../session/show-message';
import { openFile } from '../session/open-file';

export async function previewFix(context: ClientContext, given?: Target): Promise<void> {
  const target = targetOf(context, given);
  const offers = (await context.session.ask(OffersAt.type, target)).filter(({ low }) => !low);
  if (offers.length === 0)
    throw new UserError(
      l10n.t('Self-Heal has no likely fix for this line. “Show Low-Confidence Suggestions…” shows the others, if there are any.'),
    );
  await review(context, target, offers, l10n.t('Preview a Fix'));
}

export async function showLowConfidence(context: ClientContext, given?: Target): Promise<void> {
  const target = targetOf(context, given);
  const offers = await context.session.ask(OffersAt.type, target);
  if (offers.length === 0)
    throw new UserError(
      l10n.t('Self-Heal has no suggestion for this line, not even an unlikely one. “Explain This Problem” says what would be needed.'),
    );
  await review(context, target, offers, l10n.t('Suggestions, Likely or Not'));
}

async function review(context: ClientContext, { uri }: Target, offers: readonly OfferedPatch[], title: string): Promise<void> {
  const chosen = offers.length === 1 ? offers[0] : await pick(offers, title);
  if (!chosen) return;
  const { files, patch } = answerOrThrow(await context.session.ask(ProposePatch.type, { uri, patch: chosen.id }));
  const [own] = files;
  if (!own) throw new UserError(l10n.t('There is nothing to preview any more.'));
  const document = await openFile(Uri.parse(own.edit.textDocument.uri, true));
  const name = nameOf(document.uri);
  const more = files.length - 1;
  const apply = await confirmInDiff(context.documents, {
    name,
    before: own.before,
    after: own.after,
    title: patch.title,
    apply:
      more > 0
        ? plural(more, l10n.t('Apply to {0} and 1 other file', name), l10n.t('Apply to {0} and {1} other files', name, more))
        : l10n.t('Apply to {0}', name),
    detail: `${likelySentence(chosen)} ${patch.evidence}`,
  });
  if (!apply) return;
  await applyFiles(files);
  await window.showTextDocument(document);
  await commands.executeCommand(ACCEPTED_COMMAND, patch.id);
}

async function pick(offers: readonly OfferedPatch[], title: string): Promise<OfferedPatch | undefined> {
  const items = offers.map((offer): QuickPickItem & { offer: OfferedPatch } => ({
    label: offer.title,
    description: likelySentence(offer),
    detail: offer.evidence,
    offer,
  }));
  return (
    await window.showQuickPick(items.map(visibleItem), {
      title,
      placeHolder: l10n.t('Choose one to see what it would change'),
      matchOnDescription: true,
      matchOnDetail: true,
    })
  )?.offer;
}

const likelySentence = ({ likely }: OfferedPatch): string => `${likely[0]?.toUpperCase() ?? ''}${likely.slice(1)}.`;
