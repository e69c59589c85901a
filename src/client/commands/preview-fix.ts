// The fixes of a line, looked at before they are applied: the likely ones come first, from "Preview…" and from
// "Show Low-Confidence Suggestions…". Each with how likely it is and what proves it, beside its diff.

import { Uri, commands, l10n, window } from 'vscode';
import { ACCEPTED_COMMAND, OffersAt, ProposePatch, type OfferedPatch, type PlannedFile } from '../../protocol';
import { applyFiles } from '../session/apply';
import type { ClientContext } from '../session/context';
import { UserError, answerOrThrow } from '../session/user-error';
import { targetOf, type Target } from './target';
import { openFile } from '../session/open-file';

export async function previewFix(context: ClientContext, given?: Target): Promise<void> {
  const target = targetOf(context, given);
  const offers = await context.session.ask(OffersAt.type, target);
  if (!offers.some(({ low }) => !low))
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

/** One way of several, each with what it would change: the surest first. */
async function review(context: ClientContext, { uri }: Target, found: readonly OfferedPatch[], title: string): Promise<void> {
  const offers = [...found].sort((a, b) => Number(a.low) - Number(b.low));
  const [surest] = offers;
  if (!surest) return;
  const filesOf = async ({ id }: OfferedPatch): Promise<readonly PlannedFile[]> => {
    const { files } = answerOrThrow(await context.session.ask(ProposePatch.type, { uri, patch: id }));
    // Each file's change is of the one fix, wherever its problem is.
    return files.map((file) => ({ ...file, healed: offers.filter((offer) => offer.id === id) }));
  };
  const files = await filesOf(surest);
  const [own] = files;
  if (!own) throw new UserError(l10n.t('There is nothing to preview any more.'));
  const chosen = await context.plan.review({
    name: offers.length === 1 ? surest.title : title,
    says: [],
    choice: offers.length === 1 ? 'whole' : 'one',
    files,
    others: offers,
    ticked: [surest],
    left: [],
    only: async (ticked) => filesOf(offers.find(({ id }) => ticked.has(id)) ?? surest),
  });
  const patch = chosen?.[0]?.healed[0];
  if (!chosen || !patch) return;
  await applyFiles(chosen);
  await window.showTextDocument(await openFile(Uri.parse(own.edit.textDocument.uri, true)));
  await commands.executeCommand(ACCEPTED_COMMAND, patch.id);
}
