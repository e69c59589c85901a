// Train Adapter: what it would take first, then the training as a task with its progress in a terminal and in a notification that ends it.

import {
  CustomExecution,
  Disposable,
  ProgressLocation,
  QuickPickItemKind,
  Task,
  TaskPanelKind,
  TaskRevealKind,
  Uri,
  commands,
  l10n,
  tasks,
  window,
  workspace,
  type CancellationToken,
  type QuickPickItem,
  type WorkspaceFolder,
} from 'vscode';
import { PlanTraining, TrainAdapter, TrainingDue, type AskedTraining, type Refusal } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import type { ClientContext, Feature } from '../session/context';
import { showLog, showMessage, visibleItem, type Button } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { openSetting } from '../views/open-setting';
import { trainingTerminal, type TrainingEnd } from '../views/training-terminal';
import type { WorkTerminal } from '../views/work-terminal';
import { planLine, planLines, planTooFew, progressLine, trainedSentence } from '../views/training-words';
import { askWithProgress } from '../views/with-progress';
import { chooseAdapterFolder } from './choose-adapter';
import { requireEnabled } from './require-enabled';

export async function trainAdapter(context: ClientContext): Promise<void> {
  requireEnabled(context);
  const folder = await chooseAdapterFolder(l10n.t('Train on the pairs of which folder?'));
  if (!folder) throw new Cancelled();
  let asked: AskedTraining = { folder: folder.toString() };
  if (!context.settings.current.folders[folder.toString()]?.training.base) {
    const base = await askBase('');
    if (base === undefined) throw new Cancelled();
    asked = { ...asked, base };
  }
  for (;;) {
    const plan = answerOrThrow(
      await askWithProgress(context, l10n.t('Self-Heal: counting what a training would take'), PlanTraining.type, asked),
    );
    const chosen = await window.showQuickPick(itemsOf(plan).map(visibleItem), {
      title: l10n.t('Train Adapter: what it would take'),
      placeHolder:
        plan.refusals.length > 0 ? l10n.t('It can’t be begun like this') : l10n.t('Enter begins; nothing has been started or written yet'),
      ignoreFocusOut: true,
    });
    if (!chosen) throw new Cancelled();
    const next = await chosen.does?.(asked, context, plan);
    if (next === 'end') return;
    if (next) asked = next;
  }
}

interface PlanItem extends QuickPickItem {
  /** @returns what to plan next, `end` where all is done, undefined where the list is shown again. */
  readonly does?: (asked: AskedTraining, context: ClientContext, plan: PlanTraining.Answer) => Promise<AskedTraining | 'end' | undefined>;
}

function itemsOf(plan: PlanTraining.Answer): PlanItem[] {
  const { refusals, warnings, request, preset } = plan;
  const tooFew = planTooFew(plan);
  const begins = refusals.length === 0;
  return [
    begins
      ? {
          label: `$(play) ${l10n.t('Train')}`,
          description: planLine(plan),
          detail: l10n.t('It becomes the adapter {0}.', plan.id),
          does: begin,
        }
      : {
          label: tooFew ? `$(circle-slash) ${l10n.t('Too few pairs')}` : `$(circle-slash) ${l10n.t('It can’t be begun')}`,
          detail: refusals[0]?.message ?? '',
          does: (_, context) => wayOn(context, plan),
        },
    ...refusals.slice(1).map(({ message }): PlanItem => ({ label: '$(circle-slash)', detail: message })),
    ...(tooFew && refusals.length === 1 && plan.pairs.train > 0
      ? [
          {
            label: `$(play) ${l10n.t('Train All the Same')}`,
            description: l10n.t('it will learn these by heart rather than what they have in common'),
            does: (asked: AskedTraining) => Promise.resolve({ ...asked, force: true }),
          },
        ]
      : []),
    { label: l10n.t('What it is made of'), kind: QuickPickItemKind.Separator },
    {
      label: `$(edit) ${l10n.t('Base')}`,
      description: request.base,
      detail: l10n.t('The model that it is trained on top of.'),
      does: changeBase,
    },
    { label: `$(edit) ${l10n.t('Preset')}`, description: preset, detail: PRESETS[preset], does: changePreset },
    { label: l10n.t('What it would take'), kind: QuickPickItemKind.Separator },
    ...planLines(plan).map(([label, description]): PlanItem => ({ label, description })),
    ...(warnings.length > 0 ? [{ label: l10n.t('To be known'), kind: QuickPickItemKind.Separator }] : []),
    ...warnings.map((warning): PlanItem => ({ label: '$(warning)', detail: warning })),
  ];
}

const PRESETS: Readonly<Record<PlanTraining.Answer['preset'], string>> = {
  default: l10n.t('All linear layers, rank 8, at most 3 epochs; ends when held-out pairs get no better.'),
  saplings: l10n.t('As Saplings’ documents have it: q_proj and v_proj, a learning rate of 0.00005.'),
  gasa: l10n.t('The four projections of attention.'),
};

async function changePreset(asked: AskedTraining, _: ClientContext, plan: PlanTraining.Answer): Promise<AskedTraining> {
  const chosen = await window.showQuickPick(
    (Object.keys(PRESETS) as PlanTraining.Answer['preset'][]).map((preset) => ({
      label: preset,
      description: preset === plan.preset ? l10n.t('now') : '',
      detail: PRESETS[preset],
      preset,
    })),
    {
      title: l10n.t('Train Adapter: Preset'),
      placeHolder: l10n.t('More options are in the setting selfHeal.lora.options'),
      ignoreFocusOut: true,
    },
  );
  return chosen ? { ...asked, preset: chosen.preset } : asked;
}

async function changeBase(asked: AskedTraining, _: ClientContext, plan: PlanTraining.Answer): Promise<AskedTraining> {
  const base = await askBase(plan.request.base);
  return base === undefined ? asked : { ...asked, base };
}

/** undefined: the person left. */
async function askBase(value: string): Promise<string | undefined> {
  const typed = await window.showInputBox({
    title: l10n.t('Train Adapter: Base'),
    prompt: l10n.t(
      'The model to train on top of: its name on the Hugging Face hub, from where it is downloaded, or a folder or .gguf file of this machine. The setting selfHeal.lora.model keeps it.',
    ),
    placeHolder: 'Qwen/Qwen2.5-Coder-1.5B-Instruct, /models/coder',
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? l10n.t('A name, or a path.') : undefined),
  });
  return typed?.trim();
}

/** What helps where a training is not begun. */
async function wayOn({ log }: ClientContext, { refusals }: PlanTraining.Answer): Promise<'end'> {
  const [first] = refusals;
  if (first) showMessage(log, first.reason === 'too-few' ? 'info' : 'warning', first.message, ...buttonsFor(first.reason));
  return Promise.resolve('end' as const);
}

const command = (title: string, id: string): Button => ({ title, run: () => commands.executeCommand(id) });

function buttonsFor(reason: string): readonly Button[] {
  switch (reason) {
    case 'too-few':
      return [command(l10n.t('Import Pairs…'), 'selfHeal.importPairs'), command(l10n.t('Set Up Model…'), 'selfHeal.setUpModel')];
    case 'no-python':
    case 'no-packages':
      return [openSetting('selfHeal.lora.python'), command(l10n.t('Export Pairs…'), 'selfHeal.exportPairs')];
    case 'no-hub':
    case 'gated':
    case 'wrong-base':
      return [openSetting('selfHeal.lora.model')];
    case 'invalid':
      return [openSetting('selfHeal.lora')];
    default:
      return [];
  }
}

/** Does not wait for its end: a training goes on while the person works. */
function begin(asked: AskedTraining, context: ClientContext, plan: PlanTraining.Answer): Promise<'end'> {
  void runTraining(context, asked, plan.id, TaskRevealKind.Always).then((end) => tellEnd(context, asked.folder, end));
  return Promise.resolve('end' as const);
}

type Ended = TrainingEnd & { readonly trained?: TrainAdapter.Answer; readonly refusal?: Refusal; readonly cancelled?: true };

let next = 1;

/** One that goes on in this window; a second one is refused by the server, whichever window it comes from. */
async function runTraining(
  context: ClientContext,
  asked: AskedTraining,
  id: string,
  reveal: TaskRevealKind,
  scheduled = false,
): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const terminal = trainingTerminal(l10n.t('Training the adapter {0}.', id), async (token, tell) => {
    const ended = await window.withProgress(
      { location: ProgressLocation.Notification, title: l10n.t('Self-Heal: training {0}', visibleLine(id)), cancellable: true },
      async (progress, cancelled) => {
        const listening = cancelled.onCancellationRequested(() => terminal.cancel());
        let done = 0;
        try {
          return await train(context, asked, scheduled, token, (said) => {
            tell(said);
            const message = progressLine(said);
            const far = 'log' in said || said.step === undefined || !said.steps ? done : Math.min(99, (100 * said.step) / said.steps);
            if (message !== undefined) progress.report({ message: visibleLine(message), ...(far > done && { increment: far - done }) });
            done = Math.max(done, far);
          });
        } finally {
          listening.dispose();
        }
      },
    );
    context.adapters.refresh();
    resolve(ended);
    return ended;
  });
  const folder = workspace.getWorkspaceFolder(Uri.parse(asked.folder));
  try {
    await tasks.executeTask(taskOf(folder, id, reveal, terminal));
  } catch (error) {
    resolve({
      ok: false,
      message: l10n.t('The training could not be started: {0}', error instanceof Error ? error.message : String(error)),
    });
  }
  return promise;
}

function taskOf(folder: WorkspaceFolder | undefined, id: string, reveal: TaskRevealKind, terminal: WorkTerminal): Task {
  const task = new Task(
    { type: 'selfHeal', task: 'trainAdapter', adapter: id },
    folder ?? 1,
    l10n.t('train {0}', visibleLine(id)),
    'Self-Heal',
    new CustomExecution(() => Promise.resolve(terminal)),
  );
  task.presentationOptions = { reveal, panel: TaskPanelKind.Dedicated, clear: true, showReuseMessage: false, echo: false, focus: false };
  return task;
}

/** Never rejects: the terminal's last line is for every end. */
async function train(
  { session, log }: ClientContext,
  asked: AskedTraining,
  scheduled: boolean,
  token: CancellationToken,
  tell: (progress: TrainAdapter.Progress) => void,
): Promise<Ended> {
  const progressToken = `selfHeal-training-${next++}`;
  const gone: Ended = {
    ok: false,
    message: l10n.t('Cancelled. No adapter was made; what was done so far is gone on from the next time.'),
    cancelled: true,
  };
  try {
    await session.start();
    const listening = session.onValue(TrainAdapter.progress, progressToken, tell);
    try {
      const answer = await session.ask(TrainAdapter.type, { ...asked, progressToken, ...(scheduled && { scheduled }) }, token);
      if (!('reason' in answer)) return { ok: true, message: trainedSentence(answer), trained: answer };
      return answer.reason === 'cancelled' ? gone : { ok: false, message: answer.message, refusal: answer };
    } finally {
      listening.dispose();
    }
  } catch (error) {
    if (token.isCancellationRequested) return gone;
    log.error(error instanceof Error ? error : String(error), 'Training an adapter failed');
    return {
      ok: false,
      message:
        error instanceof UserError
          ? error.message
          : l10n.t(
              "The training ended with Self-Heal's server: {0}. No adapter was made.",
              error instanceof Error ? error.message : String(error),
            ),
    };
  }
}

/** @param notice of a training that nobody asked for just now: it can be hidden. */
function tellEnd(
  { log, notices }: ClientContext,
  folder: string,
  { ok, message, trained, refusal, cancelled }: Ended,
  notice?: string,
): void {
  log.info(message);
  if (cancelled) return; // whoever pressed Cancel knows
  if (ok && trained) {
    const node = { adapter: { folder, id: trained.id } };
    const sentence = `${message} ${l10n.t('It answers nothing until it is activated.')}`;
    const buttons = [
      { title: l10n.t('Compare with Its Base'), run: () => commands.executeCommand('selfHeal.compareAdapter', node) },
      { title: l10n.t('Show Record'), run: () => commands.executeCommand('selfHeal.showAdapter', node) },
    ];
    if (notice === undefined) showMessage(log, 'info', sentence, ...buttons);
    else notices.show(log, notice, 'info', sentence, ...buttons);
    return;
  }
  showMessage(log, 'warning', message, ...(refusal?.setting === undefined ? [] : [openSetting(refusal.setting)]), showLog(log));
}

/** The schedule's trainings: as a task like any other, that does not come to the front. Where there is no schedule the server never asks. */
export const trainWhenDue: Feature = (context) => {
  context.session.answer(TrainingDue.type, async ({ folder, id }): Promise<TrainingDue.Answer> => {
    if (!workspace.isTrusted || !context.settings.current.enabled) return { ok: false, message: l10n.t('This folder is not trusted.') };
    const ended = await runTraining(context, { folder }, id, TaskRevealKind.Never, true);
    // A night without an adapter is no matter to wake anybody for: the log says why.
    if (ended.ok) tellEnd(context, folder, ended, 'trained-by-schedule');
    return { ok: ended.ok, message: ended.message };
  });
  return Disposable.from();
};
