// Heal This File: shows what it would do, does it as one undo step, and says what it did.

import { window } from 'vscode';
import { HealFile, type LeftProblem, type OfferedPatch, type PlanApplied } from '../../protocol';
import { otherFixes } from '../capture/other-fixes';
import type { ClientContext } from '../session/context';
import { count } from '../session/count';
import { nameOf } from '../session/name-of';
import { recordApplied } from '../session/record-applied';
import { showMessage } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';
import { escaped } from '../views/markdown';
import { openSetting } from '../views/open-setting';
import { reviewAndPutIn } from '../views/plan-review';
import { healedItem, leftItem, page, placeLink, section, showPage } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { activeDocument } from './target';

export async function healFile(context: ClientContext): Promise<void> {
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
  let details = planDetails(name, document.uri.toString(), plan);
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
  const uri = document.uri.toString();
  const file = { edit: plan.edit, before: plan.before, after: plan.after, healed: plan.healed };
  const left = plan.left.map((one) => ({ ...one, uri }));
  const [chosen] = await reviewAndPutIn(context, { name: `Heal ${name}`, files: [file], left, tests: plan.tests });
  if (!chosen) return;
  await window.showTextDocument(document);
  const seen = await recordApplied(context, uri);
  const now = { ...plan, healed: chosen.healed, left: leftOf(plan, chosen.healed, seen) };
  details = planDetails(name, uri, now);
  const others = now.left.length;
  report(
    `Healed ${count(now.healed.length, 'problem')} in ${name}.${others === 0 ? '' : others === 1 ? ' One is left.' : ` ${others} are left.`}`,
    true,
  );
}

/** What is left once only these are healed. The editor's own checkers have the last word on it; the plan's word where they are silent. */
function leftOf(plan: HealFile.Plan, healed: readonly OfferedPatch[], seen: PlanApplied.Answer['left']): readonly LeftProblem[] {
  const notChosen = plan.healed
    .filter(({ id }) => !healed.some((one) => one.id === id))
    .map(({ line, problem }) => ({ line, problem, why: 'its fix was not chosen' }));
  const known = [...plan.left, ...notChosen];
  return (
    seen?.map(({ line, problem }) => ({
      line,
      problem,
      why: known.find((one) => one.problem === problem)?.why ?? 'the editor shows it now',
    })) ?? known
  );
}

function planDetails(name: string, uri: string, plan: Pick<HealFile.Plan, 'healed' | 'left' | 'tests'>): string {
  return page(
    `# Heal ${escaped(name)}`,
    `${count(plan.healed.length, 'problem')} healed, ${plan.left.length} left. Line numbers are those before each fix.`,
    plan.tests && escaped(plan.tests.sentence),
    section(
      'Healed',
      plan.healed.map((patch) => healedItem(patch, placeLink(uri, patch.line, true))),
    ),
    section(
      'Left, and why',
      plan.left.map(({ line, problem, why }) => leftItem(placeLink(uri, line, true), problem, why)),
    ),
  );
}
