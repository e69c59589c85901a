// What can be done with rows of the view "Runs": a step's change looked at and gone to, a run shown as a page, run again, deleted.

import { Uri, env, l10n, window, workspace } from 'vscode';
import { ClearRuns, RunStepTexts, type Refusal, type ShownRun } from '../../protocol';
import type { ClientContext } from '../session/context';
import { showMessage } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { escaped } from '../views/markdown';
import { page, section, showPage } from '../views/report-page';
import { runOf, stepOf, type StepNode } from '../views/runs-view';
import { rowsOf } from '../views/server-list';
import { longTime } from '../views/when';
import { runCommandAndHeal } from './run-and-heal';
import { goToChange, showChange } from './show-change';

export async function openRunStep(context: ClientContext, given: unknown): Promise<void> {
  await showChange(context, answerOrThrow(await textsOf(context, stepFrom(given))));
}

export async function goToRunStep(context: ClientContext, given: unknown): Promise<void> {
  const node = stepFrom(given);
  const shown = node.run.steps[node.step];
  if (shown?.file === undefined) throw new UserError(l10n.t('Which file it was is not known.'));
  const texts = shown.hasTexts ? await textsOf(context, node) : undefined;
  await goToChange(node.run.folder, shown.file, shown.line ?? 0, texts && !('reason' in texts) ? texts : undefined);
}

/** The whole run on a page. */
export async function showRun(context: ClientContext, given: unknown): Promise<void> {
  const run = runFrom(given);
  const steps = (held: boolean): string[] =>
    run.steps
      .filter((step) => step.held === held)
      .map(({ title, why, error, file, line }) => {
        const place = file === undefined ? '' : `${escaped(file)}${line === undefined ? '' : l10n.t(', line {0}', line + 1)}: `;
        return `- ${place}**${escaped(title)}**${error === undefined ? '' : `\n  - ${escaped(error)}`}${why === '' ? '' : `\n  - ${escaped(why)}`}`;
      });
  await showPage(
    context,
    l10n.t('Run'),
    page(
      `# ${escaped(run.title)}`,
      `${longTime(run.at)}. ${escaped(run.why)}`,
      section(l10n.t('Fixes that held'), steps(true)),
      section(run.kind === 'model' ? l10n.t('Steps that did not hold') : l10n.t('Tried, and did not hold'), steps(false)),
      run.left !== undefined && section(l10n.t('Left'), [`- ${escaped(run.left)}`]),
    ),
  );
}

export async function runAgain(context: ClientContext, given: unknown): Promise<void> {
  const run = runFrom(given);
  if (run.kind !== 'command') throw new UserError(l10n.t('Only a command can be run again.'));
  const cwd = run.cwd ?? Uri.parse(run.folder, true).fsPath;
  await runCommandAndHeal(context, { command: { line: run.title, cwd }, called: run.title });
}

export async function copyCommand(_: ClientContext, given: unknown): Promise<void> {
  await env.clipboard.writeText(runFrom(given).title);
}

export async function deleteRun(context: ClientContext, given: unknown, selected: unknown): Promise<void> {
  const runs = rowsOf(given, selected, (node) => (stepOf(node) ? undefined : runOf(node))).filter(({ kind }) => kind === 'command');
  for (const { folder, id } of runs) answerOrThrow(await context.session.ask(ClearRuns.type, { folder, id }));
  context.runs.refresh();
}

export async function clearRuns(context: ClientContext): Promise<void> {
  const title = l10n.t('Clear Runs');
  const answer = await window.showWarningMessage(
    l10n.t('Delete the records of all runs?'),
    {
      modal: true,
      detail: l10n.t(
        'What was tried and why it did not hold is forgotten. The fixes that you took stay, and what models did stays counted.',
      ),
    },
    title,
  );
  if (answer !== title) throw new Cancelled();
  let removed = 0;
  for (const { uri } of workspace.workspaceFolders ?? [])
    removed += answerOrThrow(await context.session.ask(ClearRuns.type, { folder: uri.toString() })).removed;
  context.runs.refresh();
  showMessage(context.log, 'info', removed === 1 ? l10n.t('1 run deleted.') : l10n.t('{0} runs deleted.', removed));
}

const textsOf = ({ session }: ClientContext, { run: { folder, id }, step }: StepNode): Promise<RunStepTexts.Answer | Refusal> =>
  session.ask(RunStepTexts.type, { folder, id, step });

function runFrom(given: unknown): ShownRun {
  const run = runOf(given);
  if (!run) throw new UserError(l10n.t('Choose a row of the view Runs first.'));
  return run;
}

function stepFrom(given: unknown): StepNode {
  const step = stepOf(given);
  if (!step) throw new UserError(l10n.t('Choose a fix in the view Runs first.'));
  return step;
}
