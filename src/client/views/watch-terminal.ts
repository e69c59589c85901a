// The terminal of a watch: each time one line says what is so, and below it the places. Ctrl+C and closing it end the watch.

import { CancellationTokenSource, EventEmitter, Uri, l10n, workspace, type CancellationToken, type Pseudoterminal } from 'vscode';
import { visibleLine } from '../../engine/visible-text';
import type { Watch } from '../../protocol';
import { stateWords } from '../session/watch-words';

const CTRL_C = '\x03';
/** Of a line that quotes others. */
const MAX_LINE = 400;

export class WatchTerminal implements Pseudoterminal {
  private readonly wrote = new EventEmitter<string>();
  private readonly closed = new EventEmitter<number>();
  private readonly cancelling = new CancellationTokenSource();
  private isOver = false;

  readonly onDidWrite = this.wrote.event;
  readonly onDidClose = this.closed.event;

  /** @param run the watch itself; never rejects. @returns why it ended, and empty where the person ended it. */
  constructor(
    private readonly heading: readonly string[],
    private readonly run: (token: CancellationToken, terminal: WatchTerminal) => Promise<string>,
  ) {}

  open(): void {
    for (const line of this.heading) this.line(line);
    this.line('');
    void this.run(this.cancelling.token, this).then((why) => {
      if (this.isOver) return;
      if (why !== '') this.line(why);
      this.isOver = true;
      // After a failure the terminal stays as it is: its last line says why.
      this.closed.fire(why === '' ? 0 : 1);
    });
  }

  /** The person closed it, or ended the task. */
  close(): void {
    this.cancel();
    this.isOver = true;
    this.wrote.dispose();
    this.closed.dispose();
  }

  handleInput(data: string): void {
    if (data !== CTRL_C || this.isOver || this.cancelling.token.isCancellationRequested) return;
    this.line(l10n.t('Ending the watch…'));
    this.cancel();
  }

  cancel(): void {
    this.cancelling.cancel();
  }

  tell(state: Watch.State): void {
    const time = new Date().toLocaleTimeString();
    const of = state.of === 'night' ? l10n.t('night scan: {0}', stateWords(state)) : stateWords(state);
    this.line(`${time}  ${of}${state.why === '' ? '' : `: ${state.why}`}`);
    // Their paths and lines are links in a terminal.
    for (const { uri, line, text } of state.places) this.line(`    ${workspace.asRelativePath(Uri.parse(uri, true))}:${line + 1}  ${text}`);
  }

  line(text: string): void {
    if (!this.isOver) this.wrote.fire(`${visibleLine(text).slice(0, MAX_LINE)}\r\n`);
  }
}
