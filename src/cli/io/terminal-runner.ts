// Runs the user's own command in the user's own terminal, its output passed on as it comes. With `--apply` fixes are written for it, and
// put back where they did not help.

import { spawn } from 'node:child_process';
import * as os from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import {
  FilesByName,
  judgesItself,
  languageOf,
  placedInScript,
  pointsToOwnCode,
  readSource,
  runnable,
  scriptOf,
  TerminalDetector,
  unhandledLines,
  visibleLine,
  writeSources,
  type ChangedText,
  type CommandRun,
  type CommandRunner,
  type Problem,
} from '../../engine';
import { UsageError } from './exit-codes';
import { note } from './say';
import { boundGroup } from './bound-group';
import { CommandEnd } from './command-end';
import { onReaderGone } from './output-reader';
import { shellLine } from './shell-line';
import { GuardedWrites } from './write-guard';

export interface TerminalRunnerOptions {
  readonly command: readonly string[];
  /** The workspace folder. */
  readonly root: string;
  /** Fixes may be written. */
  readonly apply: boolean;
  /** Fixes stay that end the error in a run of the person's, proved or not. */
  readonly keep: boolean;
  /** Nobody sits at the terminal. */
  readonly unattended?: Unattended;
}

/** A command that nobody waits for: it gets no input, has a limit, goes with all that it started, and standard output is not for what it prints. */
export interface Unattended {
  readonly signal: AbortSignal;
  readonly limitMs: number;
  /** Asked before fixes are written. */
  readonly mayWrite: () => boolean;
  /** The command was run with the files as they are, and took so many ms. */
  readonly onRun?: ((ms: number, run: CommandRun) => void) | undefined;
}

/** Output beyond this is passed on but no longer looked at: an endless loop must not fill the memory. */
const MAX_WATCHED_BYTES = 64 * 1024 * 1024;
/** The end of the output, in which a runtime's last words stand. In UTF-16 units. */
const MAX_TAIL = 64 * 1024;
/** What ends a program and is no failure of it: Ctrl+C, `kill`, the terminal that was closed. */
const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Something that a command left behind may still say what comes of it; whoever is silent as long after its end is a daemon. */
const MAX_SILENCE_MS = 2_000;
/** Who has gone away answers no question. */
const MAX_THINKING_MS = 10 * 60_000;
/** By these a program was ended from outside, whoever sent them. */
const ENDED_FROM_OUTSIDE: readonly NodeJS.Signals[] = [...INTERRUPTIONS, 'SIGQUIT', 'SIGKILL'];

export class TerminalRunner implements CommandRunner {
  readonly decides = true;
  readonly confirm?: (why: string) => Promise<boolean>;
  /** What was written since something was kept last. */
  private written: readonly ChangedText[] = [];
  private readonly guard = new GuardedWrites();
  private running = false;

  constructor(private readonly options: TerminalRunnerOptions) {
    if (options.apply && options.keep) this.confirm = () => Promise.resolve(true);
    else if (options.apply && !options.unattended && process.stdin.isTTY && process.stderr.isTTY) this.confirm = ask;
  }

  /** The command is running: Ctrl+C is for it. */
  get isRunning(): boolean {
    return this.running;
  }

  /** Something stands in the files that is not kept yet. */
  get hasWritten(): boolean {
    return this.written.length > 0;
  }

  async run(files: readonly ChangedText[]): Promise<CommandRun> {
    if (files.some(({ before, after }) => before !== after) && !this.options.apply)
      return notRun('Nothing was written; --apply writes the fix and runs the program again.');
    if (files.some(({ before, after }) => before !== after) && this.options.unattended?.mayWrite() === false)
      return notRun('Nothing was written: the fix is not sure and proved.');
    const trouble = this.write(files);
    if (trouble !== undefined) return notRun(`Nothing was written: ${trouble}`);
    this.running = true;
    const began = performance.now();
    try {
      const ran = await runInTerminal(this.options);
      if (this.written.length === 0) this.options.unattended?.onRun?.(performance.now() - began, ran);
      return ran;
    } finally {
      this.running = false;
    }
  }

  /** These stay. Returns why not, one sentence, where they are not in the files and can't be written. */
  keep(files: readonly ChangedText[]): string | undefined {
    const trouble = this.write(files);
    if (trouble !== undefined) return trouble;
    this.forget();
    return undefined;
  }

  /** The files are again what they were when something was kept last. Returns why not, one sentence, where one of them was changed meanwhile. */
  takeBack(): string | undefined {
    if (this.written.length === 0) return undefined;
    const back = writeSources(this.written.map(({ path, before, after }) => ({ path, before: after, after: before })));
    this.forget();
    return back.ok ? undefined : `The fix could not be taken back: ${back.message}`;
  }

  /** The files hold these texts, and those written before that are not among them what they held first. Returns why not, if so. */
  private write(files: readonly ChangedText[]): string | undefined {
    const now = new Map(this.written.map(({ path, after }) => [path, after]));
    const wanted = new Map(
      [...this.written.map(({ path, before }) => ({ path, before, after: before })), ...files].map((file) => [file.path, file]),
    );
    const changes = [...wanted.values()]
      .map(({ path, before, after }) => ({ path, before: now.get(path) ?? before, after }))
      .filter(({ before, after }) => before !== after);
    if (changes.length === 0) return undefined;
    const standing = [...wanted.values()].filter(({ before, after }) => before !== after);
    const trouble = this.guard.write(changes, standing);
    if (trouble !== undefined) return trouble;
    this.written = standing;
    return undefined;
  }

  private forget(): void {
    this.written = [];
    this.guard.end();
  }
}

/** A question in the terminal; anything but yes is no: Ctrl+C, the end of the input, no answer. */
function ask(why: string): Promise<boolean> {
  note(`self-heal: ${visibleLine(why)} Keep it? [y/N] `);
  const lines = createInterface({ input: process.stdin, terminal: false });
  return new Promise((resolve) => {
    const answer = (text: string): void => {
      clearTimeout(timer);
      process.removeListener('SIGINT', no);
      // Closing counts as an answer, too: the first one holds.
      resolve(/^\s*y(?:es)?\s*$/i.test(text));
      lines.close();
      process.stdin.pause();
    };
    const no = (): void => {
      note('\n');
      answer('');
    };
    const timer = setTimeout(no, MAX_THINKING_MS);
    process.once('SIGINT', no);
    lines.once('line', answer).once('close', () => answer(''));
  });
}

const notRun = (why: string): CommandRun => ({ ended: 'unknown', exitCode: null, problems: [], why });

/** An error that names no line of the user's own, at the line of the script that led to it. */
function inScript(problem: Problem, line: string): Problem | undefined {
  const script = scriptOf(line);
  const source = script === undefined ? undefined : readSource(path.resolve(script));
  return source?.ok ? placedInScript(problem, source.value.path, source.value.text) : undefined;
}

/** The program stands in our process group, so Ctrl+C reaches it by itself; one that nobody waits for leads a group of its own. */
function runInTerminal({ command, root, unattended }: TerminalRunnerOptions): Promise<CommandRun> {
  const [program = '', ...args] = command;
  const line = shellLine(command);
  const detector = new TerminalDetector({
    line,
    cwd: process.cwd(),
    roots: [root],
    files: new FilesByName([root]),
    survived: true,
    strays: true,
  });
  return new Promise((resolve, reject) => {
    const child = unattended
      ? spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
      : spawn(program, args, { stdio: ['inherit', 'pipe', 'pipe'] });
    const bounds = unattended && boundGroup(child, unattended);
    let interruption: NodeJS.Signals | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      interruption = signal;
      if (bounds) bounds.end();
      else if (signal !== 'SIGINT') child.kill(signal);
      if (!bounds) end.interrupt();
    };
    for (const signal of INTERRUPTIONS) process.on(signal, onSignal);
    let isUnheard = false;
    // To the command it is as if it stood in our place: it can't write to who is gone, and goes by that as it would without us.
    const hear = unattended
      ? undefined
      : onReaderGone((out) => {
          isUnheard ||= child.exitCode === null && child.signalCode === null;
          (out === process.stdout ? child.stdout : child.stderr)?.destroy();
        });
    const finish = (): void => {
      hear?.();
      for (const signal of INTERRUPTIONS) process.removeListener(signal, onSignal);
      bounds?.dispose();
    };
    let watched = 0;
    let tail = '';
    for (const [stream, out] of [
      [child.stdout, unattended ? process.stderr : process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      const decoder = new TextDecoder();
      stream.on('data', (chunk: Buffer) => {
        if (!out.write(chunk)) {
          stream.pause();
          out.once('drain', () => stream.resume());
        }
        const text = decoder.decode(chunk, { stream: true });
        tail = `${tail}${text}`.slice(-MAX_TAIL);
        if ((watched += chunk.length) <= MAX_WATCHED_BYTES) detector.write(text);
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
    const onEnd = (code: number | null, signal: NodeJS.Signals | null): void => {
      finish();
      if (bounds?.ranOut)
        return resolve(notRun(`It was ended after ${Math.round((unattended?.limitMs ?? 0) / 1_000)} seconds, as long as a run may take.`));
      if (unattended?.signal.aborted) return resolve({ ended: 'interrupted', exitCode: null, problems: [] });
      const exitCode = code ?? 128 + (signal ? (os.constants.signals[signal] ?? 0) : 0);
      // A shell in between tells its program's signal by its own exit code.
      const by = ENDED_FROM_OUTSIDE.find((one) => exitCode === 128 + os.constants.signals[one]);
      if (isUnheard) return resolve({ ended: 'interrupted', exitCode, problems: [] });
      if (by !== undefined || (interruption !== undefined && interruption !== 'SIGINT'))
        return resolve({
          ended: 'interrupted',
          exitCode,
          problems: [],
          ...(by === 'SIGINT' ? {} : { why: `It was ended by ${by ?? interruption ?? ''}.` }),
        });
      const trusted = exitCode === 0 && judgesItself(runnable(line));
      const found = trusted
        ? []
        : detector.end(exitCode).flatMap((problem) => (pointsToOwnCode(problem) ? problem : (inScript(problem, line) ?? [])));
      const problems = found.filter(({ location }) => languageOf(location.path));
      const listed = found.filter(({ location, severity }) => !languageOf(location.path) && severity === 'error');
      const [unhandled] = trusted ? [] : unhandledLines(tail);
      resolve({
        ended: 'exited',
        exitCode,
        problems,
        listed,
        ...(unhandled === undefined ? {} : { unhandled }),
        // A program may answer Ctrl+C and end well all the same.
        ...(interruption === undefined ? {} : { stopped: true }),
      });
    };
    const end = new CommandEnd(child, (quietMs) => (bounds ? bounds.isGone : quietMs >= MAX_SILENCE_MS), onEnd);
  });
}
