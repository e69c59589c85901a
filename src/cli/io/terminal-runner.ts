// Runs the user's own command in the user's own terminal, its output passed on as it comes. With `--apply` fixes are written for it, and
// put back where they did not help.

import { spawn } from 'node:child_process';
import * as os from 'node:os';
import { languageOf, TerminalDetector, type ChangedText, type CommandRun, type CommandRunner } from '../../engine';
import { UsageError } from './exit-codes';
import { shellLine } from './shell-line';
import { writeSources } from './source-file';

export interface TerminalRunnerOptions {
  readonly command: readonly string[];
  /** The workspace folder. */
  readonly root: string;
  /** Fixes may be written. */
  readonly apply: boolean;
}

/** Output beyond this is passed on but no longer looked at: an endless loop must not fill the memory. */
const MAX_WATCHED_BYTES = 64 * 1024 * 1024;
/** What ends a program and is no failure of it: Ctrl+C, `kill`, the terminal that was closed. */
const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export class TerminalRunner implements CommandRunner {
  readonly decides = true;
  /** What was written since something was kept last. */
  private written: readonly ChangedText[] = [];
  private running = false;

  constructor(private readonly options: TerminalRunnerOptions) {}

  /** The command is running: Ctrl+C is for it. */
  get isRunning(): boolean {
    return this.running;
  }

  async run(files: readonly ChangedText[]): Promise<CommandRun> {
    const changes = files.filter(({ before, after }) => before !== after);
    if (changes.length > 0) {
      if (!this.options.apply) return notRun('Nothing was written; --apply writes the fix and runs the program again.');
      const written = writeSources(changes);
      if (!written.ok) return notRun(`Nothing was written: ${written.message}`);
      this.written = changes;
    }
    this.running = true;
    try {
      return await runInTerminal(this.options);
    } finally {
      this.running = false;
    }
  }

  /** What was written stays. */
  keep(): void {
    this.written = [];
  }

  /** The files are again what they were when something was kept last. Returns why not, one sentence, where one of them was changed meanwhile. */
  takeBack(): string | undefined {
    if (this.written.length === 0) return undefined;
    const back = writeSources(this.written.map(({ path, before, after }) => ({ path, before: after, after: before })));
    this.written = [];
    return back.ok ? undefined : `The fix could not be taken back: ${back.message}`;
  }
}

const notRun = (why: string): CommandRun => ({ ended: 'unknown', exitCode: null, problems: [], why });

/** The program stands in our process group, so Ctrl+C reaches it by itself. */
function runInTerminal({ command, root }: TerminalRunnerOptions): Promise<CommandRun> {
  const [program = '', ...args] = command;
  const detector = new TerminalDetector({ line: shellLine(command), cwd: process.cwd(), roots: [root] });
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'pipe'] });
    let interruption: NodeJS.Signals | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      interruption = signal;
      if (signal !== 'SIGINT') child.kill(signal);
    };
    for (const signal of INTERRUPTIONS) process.on(signal, onSignal);
    const finish = (): void => {
      for (const signal of INTERRUPTIONS) process.removeListener(signal, onSignal);
    };
    let watched = 0;
    for (const [stream, out] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      const decoder = new TextDecoder();
      stream.on('data', (chunk: Buffer) => {
        if (!out.write(chunk)) {
          stream.pause();
          out.once('drain', () => stream.resume());
        }
        if ((watched += chunk.length) <= MAX_WATCHED_BYTES) detector.write(decoder.decode(chunk, { stream: true }));
      });
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      finish();
      reject(
        new UsageError(
          error.code === 'ENOENT' ? `there is no program '${program}'.` : `'${program}' could not be started (${error.code ?? 'unknown'}).`,
        ),
      );
    });
    child.on('close', (code, signal) => {
      finish();
      const exitCode = code ?? 128 + (signal ? (os.constants.signals[signal] ?? 0) : 0);
      // A program may answer the signal and end well all the same.
      const isInterrupted = exitCode === 130 || (interruption !== undefined && exitCode === 128 + os.constants.signals[interruption]);
      const problems = detector.end(exitCode).filter(({ location }) => languageOf(location.path));
      resolve({ ended: isInterrupted ? 'interrupted' : 'exited', exitCode, problems });
    });
  });
}
