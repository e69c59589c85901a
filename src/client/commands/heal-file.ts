// Heal This File: shows what it would do, does it as one undo step, and says what it did.

import { window } from 'vscode';
import { HealFile } from '../../protocol';
import { otherFixes } from '../capture/other-fixes';
import { applyVersioned } from '../session/apply';
import type { ClientContext } from '../session/context';
import { count } from '../session/count';
import { nameOf } from '../session/name-of';
import { recordApplied } from '../session/record-applied';
import { showMessage } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';
import { confirmInDiff } from '../views/confirm-in-diff';
import { escaped } from '../views/markdown';
import { openSetting } from '../views/open-setting';
import { tickAndApply } from '../views/plan-review';
import { healedItem, leftItem, page, section, showPage } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { requireEnabled } from './require-enabled';
import { activeDocument, openGiven } from './target';

/** @param given what the menu entry stands on; else the file in the editor. */
export async function healFile(context: ClientContext, given?: unknown): Promise<void> {
  requireEnabled(context);
  await openGiven(given);
  const document = activeDocument(context);
  if (document.uri.scheme === 'vscode-notebook-cell')
    throw new UserError('A notebook is healed cell by cell: the fixes stand under the lightbulb of each.');
  const name = nameOf(document.uri);
  const plan = answerOrThrow(
    await askWithProgress(context, `Self-Heal: healing ${name}`, HealFile.type, {
      uri: document.uri.toString(),
      others: await otherFixes(context, document),
    }),
  );
  let details = planDetails(name, plan);
  context.log.info(details);
  const report = (sentence: string, withDetails: boolean): void => {
    const showDetails = { title: 'Show Details', run: () => showPage(context, `Heal ${name}`, details) };
    // The way to the setting where it is the reason, and the sentence that says so.
    const setting = plan.model?.setting === undefined ? [] : [openSetting(plan.model.setting)];
    const said = plan.model ? `${sentence} ${plan.model.message}` : sentence;
    showMessage(context.log, 'info', said, ...setting, ...(withDetails ? [showDetails] : []));
  };
  if (plan.healed.length === 0) {
    const sentence =
      plan.left.length === 0
        ? `Nothing to heal in ${name}.`
        : `Nothing was healed in ${name}: there is no sure fix for ${plan.left.length === 1 ? 'its problem' : `its ${plan.left.length} problems`}.`;
    report(sentence, plan.left.length > 0);
    return;
  }
  const fixes = count(plan.healed.length, 'fix', 'fixes');
  const risky = plan.healed.some(({ ask }) => ask);
  let healed = plan.healed;
  const parts = {
    label: 'Choose fix by fix…',
    run: async (): Promise<void> => {
      const file = { edit: plan.edit, before: plan.before, after: plan.after, healed: plan.healed };
      const [chosen] = await tickAndApply(context, { name: `Heal ${name}`, files: [file], tests: plan.tests });
      healed = chosen?.healed ?? [];
    },
  };
  const apply = await confirmInDiff(context.documents, {
    name,
    before: plan.before,
    after: plan.after,
    title: `Heal ${name}: ${fixes}`,
    apply: `Apply ${fixes} to ${name}`,
    doubtful: risky || plan.tests?.failed === true,
    detail: `${plan.tests ? `${plan.tests.sentence} ` : ''}${plan.left.length === 0 ? 'Nothing' : count(plan.left.length, 'problem')} will be left. One undo takes all of it back.`,
    ...(plan.healed.length > 1 || risky ? { choose: parts } : {}),
  });
  const isPart = !apply && healed !== plan.healed && healed.length > 0;
  if (!apply && !isPart) return;
  if (apply) await applyVersioned(plan.edit, plan.before);
  await window.showTextDocument(document);
  if (isPart) details = planDetails(name, { ...plan, healed });
  const seen = isPart ? undefined : await recordApplied(context, document.uri.toString());
  // The editor's own checkers have the last word on what is left; the plan's word where they are silent.
  const left = seen?.length ?? plan.left.length + plan.healed.length - healed.length;
  if (seen && seen.length > 0)
    details += `\n${page(
      section(
        'What the editor shows now',
        seen.map(({ line, problem }) => `- line ${line + 1}: ${escaped(problem)}`),
      ),
    )}`;
  report(
    `Healed ${count(healed.length, 'problem')} in ${name}.${left === 0 ? '' : left === 1 ? ' One is left.' : ` ${left} are left.`}`,
    true,
  );
}

function planDetails(name: string, plan: HealFile.Plan): string {
  return page(
    `# Heal ${escaped(name)}`,
    `${count(plan.healed.length, 'problem')} healed, ${plan.left.length} left, ${count(plan.rounds, 'round')}. Line numbers are those before each fix.`,
    plan.tests && escaped(plan.tests.sentence),
    section(
      'Healed',
      plan.healed.map((patch) => healedItem(patch, `line ${patch.line + 1}`)),
    ),
    section(
      'Left, and why',
      plan.left.map(({ line, problem, why }) => leftItem(`line ${line + 1}`, problem, why)),
    ),
  );
}
