// The terminal of a training: what goes on, line by line, the present step on a line of its own that is written over. Ctrl+C and closing it end the training.

import { CancellationTokenSource, EventEmitter, l10n, type CancellationToken, type Pseudoterminal } from 'vscode';
import { visibleLine } from '../../engine/visible-text';
import type { TrainAdapter } from '../../protocol';
import { timeWords } from './training-words';

/** How it ended, and the sentence that says so. */
export interface TrainingEnd {
  readonly ok: boolean;
  readonly message: string;
}

const CTRL_C = '\x03';
const CLEAR_LINE = '\r\x1b[2K';
const BAR = 20;
/** Of a line that a program wrote. */
const MAX_LINE = 400;

export class TrainingTerminal implements Pseudoterminal {
  private readonly wrote = new EventEmitter<string>();
  private readonly closed = new EventEmitter<number>();
  private readonly cancelling = new CancellationTokenSource();
  /** A step stands on the last line. */
  private isOnStep = false;
  private text = '';
  private evalLoss: number | undefined;
  private isOver = false;

  readonly onDidWrite = this.wrote.event;
  readonly onDidClose = this.closed.event;

  /** @param run the training itself; never rejects. */
  constructor(
    private readonly heading: readonly string[],
    private readonly run: (token: CancellationToken, tell: (progress: TrainAdapter.Progress) => void) => Promise<TrainingEnd>,
  ) {}

  open(): void {
    for (const line of this.heading) this.line(line);
    this.line(l10n.t('Ctrl+C ends it; nothing is registered then.'));
    this.line('');
    void this.run(this.cancelling.token, (progress) => this.tell(progress)).then(({ ok, message }) => {
      if (this.isOver) return;
      this.line('');
      this.line(message);
      this.isOver = true;
      // After a failure the terminal stays as it is: its last lines say why.
      this.closed.fire(ok ? 0 : 1);
    });
  }

  /** The person closed it. */
  close(): void {
    this.cancel();
    this.isOver = true;
    this.wrote.dispose();
    this.closed.dispose();
  }

  handleInput(data: string): void {
    if (data !== CTRL_C || this.isOver || this.cancelling.token.isCancellationRequested) return;
    this.line('');
    this.line(l10n.t('Ending it…'));
    this.cancel();
  }

  cancel(): void {
    this.cancelling.cancel();
  }

  private tell(progress: TrainAdapter.Progress): void {
    if (this.isOver) return;
    if ('log' in progress) {
      this.line(`  ${progress.log.slice(0, MAX_LINE)}`);
      return;
    }
    const { text, step, steps, evalLoss } = progress;
    if (step === undefined || steps === undefined) {
      if (text !== this.text) this.line(`${text.charAt(0).toUpperCase()}${text.slice(1)}`);
      this.text = text;
      return;
    }
    // What is measured on held-out pairs stays; the steps between are written over.
    const isMeasured = evalLoss !== undefined && evalLoss !== this.evalLoss;
    this.evalLoss = evalLoss;
    this.wrote.fire(`${CLEAR_LINE}${stepLine(step, steps, progress)}${isMeasured ? '\r\n' : ''}`);
    this.isOnStep = !isMeasured;
  }

  private line(text: string): void {
    this.wrote.fire(`${this.isOnStep ? '\r\n' : ''}${visibleLine(text)}\r\n`);
    this.isOnStep = false;
  }
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
