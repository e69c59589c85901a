// The terminal of work that goes on for long, a training or a watch: what it says, line by line. Ctrl+C and closing it end the work.

import { CancellationTokenSource, EventEmitter, type CancellationToken, type Pseudoterminal } from 'vscode';
import { visibleLine } from '../../engine/visible-text';

/** How it ended, and the lines that say so. */
export interface WorkEnd {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

export interface WorkWords {
  /** Its first lines. */
  readonly heading: readonly string[];
  /** Said once Ctrl+C is typed. */
  readonly ending: readonly string[];
}

const CTRL_C = '\x03';
const CLEAR_LINE = '\r\x1b[2K';

export class WorkTerminal implements Pseudoterminal {
  private readonly wrote = new EventEmitter<string>();
  private readonly closed = new EventEmitter<number>();
  private readonly cancelling = new CancellationTokenSource();
  /** Its last line is written over by the next one of its kind. */
  private isOnStep = false;
  private isOver = false;

  readonly onDidWrite = this.wrote.event;
  readonly onDidClose = this.closed.event;

  /** @param run the work itself; never rejects. */
  constructor(
    private readonly words: WorkWords,
    private readonly run: (token: CancellationToken, terminal: WorkTerminal) => Promise<WorkEnd>,
  ) {}

  open(): void {
    for (const line of [...this.words.heading, '']) this.line(line);
    void this.run(this.cancelling.token, this).then(({ ok, lines }) => {
      if (this.isOver) return;
      for (const line of lines) this.line(line);
      this.isOver = true;
      // After a failure the terminal stays as it is: its last lines say why.
      this.closed.fire(ok ? 0 : 1);
    });
  }

  /** The person closed it, or ended its task. */
  close(): void {
    this.cancel();
    this.isOver = true;
    this.wrote.dispose();
    this.closed.dispose();
  }

  handleInput(data: string): void {
    if (data !== CTRL_C || this.isOver || this.cancelling.token.isCancellationRequested) return;
    for (const line of this.words.ending) this.line(line);
    this.cancel();
  }

  cancel(): void {
    this.cancelling.cancel();
  }

  line(text: string): void {
    if (this.isOver) return;
    this.wrote.fire(`${this.isOnStep ? '\r\n' : ''}${visibleLine(text)}\r\n`);
    this.isOnStep = false;
  }

  /** Over the step before. @param stays the next step is written below it. */
  step(text: string, stays: boolean): void {
    if (this.isOver) return;
    this.wrote.fire(`${CLEAR_LINE}${visibleLine(text)}${stays ? '\r\n' : ''}`);
    this.isOnStep = !stays;
  }
}
