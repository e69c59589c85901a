// Heal This File: shows what it would do, does it as one undo step, and says what it did.

import { l10n, window } from 'vscode';
import { HealFile, type LeftProblem, type OfferedPatch, type PlanApplied } from '../../protocol';
import { otherFixes } from '../capture/other-fixes';
import type { ClientContext } from '../session/context';
import { counted, plural } from '../session/count';
import { nameOf } from '../session/name-of';
import { recordApplied } from '../session/record-applied';
import { showMessage } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';
import { escaped } from '../views/markdown';
import { openSetting } from '../views/open-setting';
import { reviewAndPutIn } from '../views/plan-review';
import { healedItem, leftItem, page, placeLink, section, showPage } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { requireEnabled } from './require-enabled';
import { activeDocument, openGiven } from './target';

/** @param given what the menu entry stands on; else the file in the editor. */
export async function healFile(context: ClientContext, given?: unknown): Promise<void> {
  requireEnabled(context);
  await openGiven(given);
  const document = activeDocument(context);
  if (document.uri.scheme === 'vscode-notebook-cell')
    throw new UserError(l10n.t('A notebook is healed cell by cell: the fixes stand under the lightbulb of each.'));
  const name = nameOf(document.uri);
  const plan = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: healing {0}', name), HealFile.type, {
      uri: document.uri.toString(),
      others: await otherFixes(context, document),
    }),
  );
  let details = planDetails(name, document.uri.toString(), plan);
  context.log.info(details);
  const report = (sentence: string, withDetails: boolean): void => {
    const showDetails = { title: l10n.t('Show Details'), run: () => showPage(context, l10n.t('Heal {0}', name), details) };
    // The way to the setting where it is the reason, and the sentence that says so.
    const setting = plan.model?.setting === undefined ? [] : [openSetting(plan.model.setting)];
    const said = plan.model ? `${sentence} ${plan.model.message}` : sentence;
    showMessage(context.log, 'info', said, ...setting, ...(withDetails ? [showDetails] : []));
  };
  if (plan.healed.length === 0) {
    const sentence =
      plan.left.length === 0
        ? l10n.t('Nothing to heal in {0}.', name)
        : plural(
            plan.left.length,
            l10n.t('Nothing was healed in {0}: there is no sure fix for its problem.', name),
            l10n.t('Nothing was healed in {0}: there is no sure fix for its {1} problems.', name, plan.left.length),
          );
    report(sentence, plan.left.length > 0);
    return;
  }
  const uri = document.uri.toString();
  const file = { edit: plan.edit, before: plan.before, after: plan.after, healed: plan.healed };
  const left = plan.left.map((one) => ({ ...one, uri }));
  const [chosen] = await reviewAndPutIn(context, { name: l10n.t('Heal {0}', name), files: [file], left, tests: plan.tests });
  if (!chosen) return;
  await window.showTextDocument(document);
  const seen = await recordApplied(context, uri);
  const now = { ...plan, healed: chosen.healed, left: leftOf(plan, chosen.healed, seen) };
  details = planDetails(name, uri, now);
  const others = now.left.length;
  report(
    [
      l10n.t('Healed {0} in {1}.', counted.problems(now.healed.length), name),
      others === 0 ? '' : plural(others, l10n.t('One is left.'), l10n.t('{0} are left.', others)),
    ]
      .filter(Boolean)
      .join(' '),
    true,
  );
}

/** What is left once only these are healed. The editor's own checkers have the last word on it; the plan's word where they are silent. */
function leftOf(plan: HealFile.Plan, healed: readonly OfferedPatch[], seen: PlanApplied.Answer['left']): readonly LeftProblem[] {
  const notChosen = plan.healed
    .filter(({ id }) => !healed.some((one) => one.id === id))
    .map(({ line, problem }) => ({ line, problem, why: l10n.t('its fix was not chosen') }));
  const known = [...plan.left, ...notChosen];
  return (
    seen?.map(({ line, problem }) => ({
      line,
      problem,
      why: known.find((one) => one.problem === problem)?.why ?? l10n.t('the editor shows it now'),
    })) ?? known
  );
}

function planDetails(name: string, uri: string, plan: Pick<HealFile.Plan, 'healed' | 'left' | 'tests'>): string {
  return page(
    `# ${l10n.t('Heal {0}', escaped(name))}`,
    l10n.t('{0} healed, {1} left. Line numbers are those before each fix.', counted.problems(plan.healed.length), plan.left.length),
    plan.tests && escaped(plan.tests.sentence),
    section(
      l10n.t('Healed'),
      plan.healed.map((patch) => healedItem(patch, placeLink(uri, patch.line, true))),
    ),
    section(
      l10n.t('Left, and why'),
      plan.left.map(({ line, problem, why }) => leftItem(placeLink(uri, line, true), problem, why)),
    ),
  );
}
