// The terminal of a training: what goes on, line by line, the present step on a line of its own that is written over.

import { l10n, type CancellationToken } from 'vscode';
import type { TrainAdapter } from '../../protocol';
import { timeWords } from './training-words';
import { WorkTerminal } from './work-terminal';

/** How it ended, and the sentence that says so. */
export interface TrainingEnd {
  readonly ok: boolean;
  readonly message: string;
}

const BAR = 20;
/** Of a line that a program wrote. */
const MAX_LINE = 400;

/** @param run the training itself; never rejects. */
export const trainingTerminal = (
  heading: string,
  run: (token: CancellationToken, tell: (progress: TrainAdapter.Progress) => void) => Promise<TrainingEnd>,
): WorkTerminal =>
  new WorkTerminal(
    { heading: [heading, l10n.t('Ctrl+C ends it; nothing is registered then.')], ending: ['', l10n.t('Ending it…')] },
    async (token, terminal) => {
      const { ok, message } = await run(token, tellerTo(terminal));
      return { ok, lines: ['', message] };
    },
  );

function tellerTo(terminal: WorkTerminal): (progress: TrainAdapter.Progress) => void {
  let told = '';
  let measured: number | undefined;
  return (progress) => {
    if ('log' in progress) {
      terminal.line(`  ${progress.log.slice(0, MAX_LINE)}`);
      return;
    }
    const { text, step, steps, evalLoss } = progress;
    if (step === undefined || steps === undefined) {
      if (text !== told) terminal.line(`${text.charAt(0).toUpperCase()}${text.slice(1)}`);
      told = text;
      return;
    }
    // What is measured on held-out pairs stays; the steps between are written over.
    const isMeasured = evalLoss !== undefined && evalLoss !== measured;
    measured = evalLoss;
    terminal.step(stepLine(step, steps, progress), isMeasured);
  };
}

function stepLine(step: number, steps: number, { loss, evalLoss, eta }: Exclude<TrainAdapter.Progress, { readonly log: string }>): string {
  const done = Math.max(0, Math.min(BAR, Math.round((BAR * step) / Math.max(1, steps))));
  return [
    `${'█'.repeat(done)}${'░'.repeat(BAR - done)}  ${l10n.t('step {0} of {1}', String(step).padStart(String(steps).length), steps)}`,
    loss === undefined ? '' : l10n.t('loss {0}', loss.toFixed(3)),
    evalLoss === undefined ? '' : l10n.t('held-out {0}', evalLoss.toFixed(3)),
    eta === undefined ? '' : l10n.t('{0} left', timeWords(eta)),
  ]
    .filter(Boolean)
    .join('   ');
}
