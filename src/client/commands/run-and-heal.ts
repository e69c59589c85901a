// Run and Heal: runs the file or the last command on copies, heals what it dies of, runs it again; then shows what would have to be changed.

import { l10n, window, workspace, type Uri } from 'vscode';
import { RunAndHeal, type OfferedPatch } from '../../protocol';
import type { ClientContext } from '../session/context';
import { counted } from '../session/count';
import type { TypedCommand } from '../session/last-command';
import { nameOf } from '../session/name-of';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { codeInItem, escaped } from '../views/markdown';
import { openSetting } from '../views/open-setting';
import { fixesIn, reviewAndApply } from '../views/plan-review';
import { healedItem, page, placeLink, section, tellWithReport } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { chooseCommand, type ChosenCommand } from './choose-command';
import { requireEnabled } from './require-enabled';
import { visibleLine } from '../../engine/visible-text';
import { showMessage } from '../session/show-message';

const NAME = l10n.t('Run and Heal');

/** @param file the one whose run button was pressed; else the person is asked where there is a choice. */
export async function runAndHeal(context: ClientContext, file?: Uri): Promise<void> {
  requireRunnable(context);
  const choice = await chooseCommand(context, NAME, file);
  if (choice) await runCommandAndHeal(context, choice);
}

function requireRunnable(context: ClientContext): void {
  requireEnabled(context);
  if (!workspace.isTrusted) throw new UserError(l10n.t('Nothing is run in a folder that you have not trusted.'), 'warning');
}

/** The same of a command that is chosen already. */
export async function runCommandAndHeal(context: ClientContext, { command, called }: ChosenCommand): Promise<void> {
  requireRunnable(context);
  let answer = await askWithProgress(context, NAME, RunAndHeal.type, { command });
  if ('reason' in answer && answer.reason === 'no-sandbox') {
    const run = l10n.t('Run It Anyway');
    const yes = await window.showWarningMessage(
      l10n.t('Run “{0}” without protection?', visibleLine(called)),
      {
        modal: true,
        detail: `${visibleLine(answer.message)} ${l10n.t('It would run on a copy of the folder, but could reach the rest of the machine and the network, as when you run it yourself.')}`,
      },
      run,
    );
    if (yes !== run) throw new Cancelled();
    answer = await askWithProgress(context, NAME, RunAndHeal.type, { command, unprotected: true });
  }
  const plan = answerOrThrow(answer);
  const details = report(command.line, plan);
  context.log.info(details);
  if (plan.files.length === 0) {
    if (plan.rounds.length > 0 || plan.tried.length > 0 || plan.left)
      tellWithReport(context, NAME, plan.why, details, plan.model?.setting === undefined ? undefined : openSetting(plan.model.setting));
    else showMessage(context.log, 'info', plan.why);
    return;
  }
  const healed = await reviewAndApply(context, {
    name: NAME,
    headline: plan.runs
      ? l10n.t('“{0}” ends without an error after {1}', called, counted.fixes(plan.rounds.length))
      : l10n.t('{0}, and “{1}” still fails', fixesIn(plan.files), called),
    partly: l10n.t('It was run with all fixes, not with these alone.'),
    files: plan.files,
    left: plan.left ? [{ ...plan.left, why: plan.why }] : [],
    tests: plan.tests,
  });
  if (healed.length === 0) return;
  const all = fixesIn(healed) === fixesIn(plan.files);
  const said = !all
    ? l10n.t('It was run with all fixes, not with these alone.')
    : plan.runs
      ? l10n.t('“{0}” was run on a copy: {1}', called, plan.why)
      : plan.why;
  tellWithReport(
    context,
    NAME,
    l10n.t('Healed: {0}. {1} One undo takes it back.', fixesIn(healed), said),
    details,
    all && plan.runs ? { title: l10n.t('Save and Run in Terminal'), run: () => runInTerminal(context, command) } : undefined,
  );
}

async function runInTerminal({ lastCommand }: ClientContext, { line, cwd }: TypedCommand): Promise<void> {
  // As before a task: the program was proved with what the editor shows. One by one: a file that was healed just now has no tab yet, and “save all” goes by tabs.
  for (const document of workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file')) {
    if (await document.save()) continue;
    void window.showWarningMessage(l10n.t('{0} could not be saved, so nothing was run.', nameOf(document.uri)));
    return;
  }
  const terminal = lastCommand.idleIn(cwd) ?? window.createTerminal({ cwd });
  terminal.show();
  terminal.sendText(line);
}

function report(line: string, plan: RunAndHeal.Plan): string {
  const placeOf = ({ id, line: at }: OfferedPatch): string => {
    const file = plan.files.find(({ healed }) => healed.some((patch) => patch.id === id));
    return file ? placeLink(file.edit.textDocument.uri, at) : l10n.t('line {0}', at + 1);
  };
  return page(
    `# ${NAME}`,
    `**${escaped(line)}**: ${escaped(plan.why)} ${l10n.t('It was run on a copy, in {0}.', escaped(plan.sandbox))}`,
    plan.tests && escaped(plan.tests.sentence),
    section(
      l10n.t('{0}, one a run', counted.fixes(plan.rounds.length)),
      plan.rounds.map((round) => healedItem(round, placeOf(round))),
    ),
    plan.left && section(l10n.t('Left'), [`- ${placeLink(plan.left.uri, plan.left.line)}: ${escaped(plan.left.problem)}`]),
    section(
      l10n.t('Tried, and why it did not hold'),
      plan.tried.map(({ title, why, diff }) => `- ${escaped(title)}: ${escaped(why)}\n\n${codeInItem('diff', diff)}`),
    ),
  );
}
