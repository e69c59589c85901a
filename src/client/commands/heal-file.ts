// Heal This File: shows what it would do, does it as one undo step, and says what it did.

import { l10n, window } from 'vscode';
import { HealFile } from '../../protocol';
import { otherFixes } from '../capture/other-fixes';
import { applyVersioned } from '../session/apply';
import type { ClientContext } from '../session/context';
import { counted, plural } from '../session/count';
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
    throw new UserError(l10n.t('A notebook is healed cell by cell: the fixes stand under the lightbulb of each.'));
  const name = nameOf(document.uri);
  const plan = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: healing {0}', name), HealFile.type, {
      uri: document.uri.toString(),
      others: await otherFixes(context, document),
    }),
  );
  let details = planDetails(name, plan);
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
  const fixes = counted.fixes(plan.healed.length);
  const risky = plan.healed.some(({ ask }) => ask);
  let healed = plan.healed;
  const parts = {
    label: l10n.t('Choose fix by fix…'),
    run: async (): Promise<void> => {
      const file = { edit: plan.edit, before: plan.before, after: plan.after, healed: plan.healed };
      const [chosen] = await tickAndApply(context, { name: l10n.t('Heal {0}', name), files: [file], tests: plan.tests });
      healed = chosen?.healed ?? [];
    },
  };
  const apply = await confirmInDiff(context.documents, {
    name,
    before: plan.before,
    after: plan.after,
    title: l10n.t('Heal {0}: {1}', name, fixes),
    apply: l10n.t('Apply {0} to {1}', fixes, name),
    doubtful: risky || plan.tests?.failed === true,
    detail: [
      plan.tests?.sentence ?? '',
      plan.left.length === 0
        ? l10n.t('Nothing will be left. One undo takes all of it back.')
        : l10n.t('{0} will be left. One undo takes all of it back.', counted.problems(plan.left.length)),
    ]
      .filter(Boolean)
      .join(' '),
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
        l10n.t('What the editor shows now'),
        seen.map(({ line, problem }) => `- ${l10n.t('line {0}', line + 1)}: ${escaped(problem)}`),
      ),
    )}`;
  report(
    [
      l10n.t('Healed {0} in {1}.', counted.problems(healed.length), name),
      left === 0 ? '' : plural(left, l10n.t('One is left.'), l10n.t('{0} are left.', left)),
    ]
      .filter(Boolean)
      .join(' '),
    true,
  );
}

function planDetails(name: string, plan: HealFile.Plan): string {
  return page(
    `# ${l10n.t('Heal {0}', escaped(name))}`,
    l10n.t(
      '{0} healed, {1} left, {2}. Line numbers are those before each fix.',
      counted.problems(plan.healed.length),
      plan.left.length,
      counted.rounds(plan.rounds),
    ),
    plan.tests && escaped(plan.tests.sentence),
    section(
      l10n.t('Healed'),
      plan.healed.map((patch) => healedItem(patch, l10n.t('line {0}', patch.line + 1))),
    ),
    section(
      l10n.t('Left, and why'),
      plan.left.map(({ line, problem, why }) => leftItem(l10n.t('line {0}', line + 1), problem, why)),
    ),
  );
}
