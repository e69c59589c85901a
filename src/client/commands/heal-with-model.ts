// Heal With Model: asks the configured model about one problem, shows its patch, and applies it only if the person says so.

import { Uri, l10n, window } from 'vscode';
import { HealWithModel } from '../../protocol';
import { applyFiles } from '../session/apply';
import { otherFixes } from '../capture/other-fixes';
import type { ClientContext } from '../session/context';
import { recordApplied } from '../session/record-applied';
import { configuredModel } from '../session/configured-model';
import { UserError, answerOrThrow } from '../session/user-error';
import { askWithProgress } from '../views/with-progress';
import { targetOf, type Target } from './target';
import { openFile } from '../session/open-file';

export async function healWithModel(context: ClientContext, given?: Target): Promise<void> {
  const model = configuredModel();
  if (!model) throw new UserError(l10n.t('No model is set. “Self-Heal: Set Up Model…” does it.'));
  const { uri, line } = targetOf(context, given);
  const document = await openFile(Uri.parse(uri, true));
  const answer = answerOrThrow(
    await askWithProgress(context, 'Self-Heal', HealWithModel.type, { uri, line, others: await otherFixes(context, document) }),
  );
  const { patch } = answer;
  const files = [{ edit: answer.edit, before: answer.before, after: answer.after, healed: [patch] }];
  const chosen = await context.plan.review({
    name: `${model.name}: ${patch.title}`,
    says: [patch.evidence],
    choice: 'whole',
    files,
    ticked: [patch],
    left: [],
    only: () => Promise.resolve(files),
  });
  if (!chosen) return;
  await applyFiles(chosen);
  await window.showTextDocument(document);
  await recordApplied(context, uri);
}
