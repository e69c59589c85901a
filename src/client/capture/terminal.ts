// Forwards commands typed into terminals with shell integration, and what they write. The server finds the failures.
// Output is read from the start event on: read later, its beginning would be lost.

import { Disposable, window, type Terminal, type TerminalShellExecution } from 'vscode';
import { TerminalCommandEnded, TerminalCommandStarted, TerminalOutput } from '../../protocol';
import { healAfterRun } from '../commands/auto-apply';
import type { Feature } from '../session/context';
import { folderOf } from '../session/last-command';

/** The last output may come a little after the end event. */
const AFTER_END_MS = 200;
const FLUSH_MS = 100;
/** What is kept of the output between two flushes; of a flood the end is kept, where a traceback stands. */
const MAX_PENDING = 256 * 1024;
const MAX_LINE = 4_000;
/** Commands followed at once: servers and watchers in other terminals run for days. */
const MAX_RUNNING = 50;

export const watchTerminals: Feature = (context) => {
  const { session, settings, log, lastCommand } = context;
  const running = new Map<TerminalShellExecution, Followed>();
  let next = 1;

  const started = (execution: TerminalShellExecution, terminal: Terminal): void => {
    lastCommand.started(execution, terminal, undefined);
    if (!settings.current.enabled || !settings.current.terminal || running.size >= MAX_RUNNING) return;
    const followed = new Followed(next++, (chunk) => session.notify(TerminalOutput.type, { id: followed.id, chunk }));
    running.set(execution, followed);
    const about = { id: followed.id, line: execution.commandLine.value.slice(0, MAX_LINE), cwd: folderOf(execution, terminal) };
    if (about.line !== '' && about.cwd !== '') lastCommand.started(execution, terminal, { line: about.line, cwd: about.cwd });
    // The stream is opened before anything is awaited.
    const output = execution.read();
    session
      .start()
      .then(() => {
        session.notify(TerminalCommandStarted.type, about);
        followed.open();
      })
      .catch(() => running.delete(execution)); // without a server there is nobody to tell
    followed.reading = (async () => {
      for await (const chunk of output) followed.add(chunk);
    })().catch((error: unknown) => log.debug(`Reading a terminal ended: ${String(error)}`));
  };

  const ended = async (execution: TerminalShellExecution, exitCode: number | undefined): Promise<void> => {
    lastCommand.ended(execution, exitCode);
    const followed = running.get(execution);
    if (!followed) return;
    running.delete(execution);
    await Promise.race([followed.reading, pause(AFTER_END_MS)]);
    await followed.opened;
    followed.close();
    session.notify(TerminalCommandEnded.type, { id: followed.id, ...(exitCode !== undefined && { exitCode }) });
    if (exitCode !== undefined && exitCode !== 0) await healAfterRun(context, followed.id);
  };

  return Disposable.from(
    window.onDidStartTerminalShellExecution(({ execution, terminal }) => started(execution, terminal)),
    window.onDidEndTerminalShellExecution(({ execution, exitCode }) => {
      ended(execution, exitCode).catch((error: unknown) => log.warn(`The end of a command was not forwarded: ${String(error)}`));
    }),
    {
      dispose: () => {
        for (const followed of running.values()) followed.close();
        running.clear();
      },
    },
  );
};

/** One command's output, gathered and sent on in batches. */
class Followed {
  reading: Promise<void> = Promise.resolve();
  readonly opened: Promise<void>;
  private markOpened: () => void = () => undefined;
  private pending = '';
  private timer: NodeJS.Timeout | undefined;
  private isOpen = false;
  private isClosed = false;

  constructor(
    readonly id: number,
    private readonly send: (chunk: string) => void,
  ) {
    this.opened = new Promise((resolve) => (this.markOpened = resolve));
  }

  /** The server knows of the command: output may flow. */
  open(): void {
    this.isOpen = true;
    this.markOpened();
    this.flush();
  }

  add(chunk: string): void {
    if (this.isClosed) return;
    this.pending += chunk;
    if (this.pending.length > 2 * MAX_PENDING) this.pending = this.pending.slice(-MAX_PENDING);
    if (this.isOpen) this.timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  close(): void {
    this.flush();
    this.isClosed = true;
    this.markOpened();
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.isOpen || this.isClosed || this.pending === '') return;
    this.send(this.pending.slice(-MAX_PENDING));
    this.pending = '';
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
