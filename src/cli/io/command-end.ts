// When a command has ended: with its output, or, where something that it left behind holds that open, when there is nothing more to wait for.

import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

/** Between two looks. In ms. */
const LOOK_EVERY_MS = 200;
/** What stands in the pipes is read by then. In ms. */
const GRACE_MS = 1_000;

/** A command with pipes for its output. Whoever holds them after the end is read on, without a word, and keeps nobody from ending. */
export class CommandEnd {
  private exited: { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly at: number } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private heard = 0;
  private isTold = false;

  /**
   * @param isOver asked after the command itself has exited, while something holds its output: nothing is waited for any more, a second after it said
   *   so first. `quietMs`: since the exit and the last output.
   * @param ended called once, unless the command can't be started.
   */
  constructor(
    private readonly child: ChildProcess,
    private readonly isOver: (quietMs: number) => boolean,
    private readonly ended: (code: number | null, signal: NodeJS.Signals | null) => void,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', () => (this.heard = performance.now()));
    child.on('close', (code, signal) => this.tell(code, signal));
    child.on('exit', (code, signal) => {
      this.exited = { code, signal, at: performance.now() };
      let since: number | undefined;
      this.timer = setInterval(() => {
        const now = performance.now();
        // Who is slow to take the output, is waited for.
        if (child.stdout?.isPaused() || child.stderr?.isPaused()) return;
        if (!this.isOver(now - Math.max(this.heard, this.exited?.at ?? 0))) return;
        since ??= now;
        if (now - since >= GRACE_MS) this.tell(code, signal);
      }, LOOK_EVERY_MS);
    });
  }

  /** Ctrl+C: where the command itself has exited, what holds its output is not waited for. */
  interrupt(): void {
    if (this.exited) this.tell(this.exited.code, this.exited.signal);
  }

  private tell(code: number | null, signal: NodeJS.Signals | null): void {
    clearInterval(this.timer);
    if (this.isTold) return;
    this.isTold = true;
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.removeAllListeners('data').resume();
      if (stream instanceof Socket) stream.unref();
    }
    this.ended(code, signal);
  }
}
