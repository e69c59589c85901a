// One command of a terminal: its output is gathered and sent on in batches, once the server is told of it. A server that does not run yet is
// started only for a failure, in a folder that has something to heal; until then the end of the output is kept.

import { TerminalCommandEnded, TerminalCommandStarted, TerminalOutput } from '../../protocol';
import { isInterrupt } from '../session/last-command';
import type { ServerSession } from '../session/server-session';

const FLUSH_MS = 100;
/** The last output may come a little after the end event. */
const AFTER_END_MS = 200;
/** What is kept of the output between two flushes; of a flood the end is kept, where a traceback stands. */
const MAX_PENDING = 256 * 1024;
/** A line is at most that long where a traceback is looked for across two chunks. */
const MAX_OVERLAP = 500;

/** How a traceback of Python, a stack of JavaScript and what watching compilers and bundlers say look. Whether it is one, the server finds out. */
const TRACEBACK =
  /Traceback \(most recent call last\)|^[ \t]*File "[^"\n]+", line \d+|^[ \t]+at .{0,400}:\d+:\d+\)?\r?$|error.{0,20} TS\d{3,6}: |(?:Internal server|Pre-transform) error: |ERROR.{0,20} in \S|^Module not found: /m;

export class FollowedCommand {
  private reading: Promise<void> = Promise.resolve();
  private telling: Promise<boolean> | undefined;
  private considering: Promise<void> | undefined;
  private pending = '';
  /** The end of what was looked at already: a traceback may begin in one chunk and end in the next. */
  private overlap = '';
  private timer: NodeJS.Timeout | undefined;
  private isOpen = false;
  private isClosed = false;

  /** @param isWorthwhile whether a failure of this command is worth starting the server. */
  constructor(
    readonly about: TerminalCommandStarted.Params,
    private readonly server: Pick<ServerSession, 'start' | 'notify'>,
    private readonly isWorthwhile: () => Promise<boolean>,
  ) {}

  /** Resolves at the end of the output. */
  read(output: AsyncIterable<string>): Promise<void> {
    const reading = (async () => {
      for await (const chunk of output) this.add(chunk);
    })();
    // `end` waits for it, and is not to fail with it.
    this.reading = reading.catch(() => undefined);
    return reading;
  }

  /** Tells the server of the command and lets its output flow; starts the server if it does not run. @returns whether it knows. */
  tell(): Promise<boolean> {
    return (this.telling ??= this.open());
  }

  /** @returns whether the server knows of the command, and so of its end. */
  async end(exitCode: number | undefined): Promise<boolean> {
    await Promise.race([this.reading, pause(AFTER_END_MS)]);
    if (exitCode !== undefined && exitCode !== 0 && !isInterrupt(exitCode)) this.consider();
    await this.considering;
    const isTold = (await this.telling) ?? false;
    this.close();
    if (isTold) this.server.notify(TerminalCommandEnded.type, { id: this.about.id, ...(exitCode !== undefined && { exitCode }) });
    return isTold;
  }

  close(): void {
    this.flush();
    this.isClosed = true;
    this.pending = '';
  }

  private async open(): Promise<boolean> {
    try {
      await this.server.start();
    } catch {
      this.close(); // without a server there is nobody to tell; the session has said so
      return false;
    }
    if (this.isClosed) return false;
    this.server.notify(TerminalCommandStarted.type, this.about);
    this.isOpen = true;
    this.flush();
    return true;
  }

  private add(chunk: string): void {
    if (this.isClosed) return;
    this.pending += chunk;
    if (this.pending.length > 2 * MAX_PENDING) this.pending = this.pending.slice(-MAX_PENDING);
    if (this.isOpen) this.timer ??= setTimeout(() => this.flush(), FLUSH_MS);
    if (this.telling || this.considering) return;
    const text = this.overlap + chunk;
    if (TRACEBACK.test(text)) this.consider();
    this.overlap = text.slice(-MAX_OVERLAP);
  }

  /** It fails, or shows a failure. */
  private consider(): void {
    if (this.telling) return;
    this.considering ??= this.isWorthwhile().then(
      (isWorthwhile) => void (isWorthwhile && this.tell()),
      () => undefined, // a folder that can't be looked into has nothing to heal
    );
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.isOpen || this.isClosed || this.pending === '') return;
    this.server.notify(TerminalOutput.type, { id: this.about.id, chunk: this.pending.slice(-MAX_PENDING) });
    this.pending = '';
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
