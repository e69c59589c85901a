// Text in, problems out: what a terminal command printed, a log, a pasted traceback. All dialects read along.

import { stripVTControlCharacters } from 'node:util';
import type { Problem } from '../problem';
import { LineStream, MAX_LINE } from './dialects/line-stream';
import { Reader, type ReaderCaps } from './reader';

export interface DetectorCaps extends ReaderCaps {
  /** UTF-16 code units of a line that are kept. */
  readonly line: number;
}

const DEFAULT_CAPS: DetectorCaps = { line: MAX_LINE, problems: 50, text: 2_000_000 };

export interface TerminalCommand {
  /** The command as typed. */
  readonly line: string;
  /** Plain path; empty where unknown. */
  readonly cwd: string;
  /** Absolute paths of the workspace's folders. */
  readonly roots: readonly string[];
  /** `task` where the output is a task's. `log`: what is read is a log; it has no command, and no end that says how the program fared. */
  readonly origin?: 'terminal' | 'task' | 'log';
  readonly caps?: Partial<DetectorCaps>;
  /** Also the errors of a program that ended well all the same: ignored ones, those of threads and callbacks, those that it caught and printed. */
  readonly survived?: boolean;
}

/** Stopped by the user: Ctrl+C by signal number, and by Windows' STATUS_CONTROL_C_EXIT, unsigned and signed. */
const STOPPED: ReadonlySet<number> = new Set([130, 0xc000013a, -1073741510]);

/**
 * Reads the output of one command as it comes and tells at its end which failures it shows. Memory is bounded whatever is
 * written, time is linear in it; chunks may be cut anywhere. Never throws.
 */
export class TerminalDetector {
  private readonly lines: LineStream;
  private readonly reader: Reader;

  constructor(private readonly command: TerminalCommand) {
    const caps = { ...DEFAULT_CAPS, ...command.caps };
    const ignored = command.survived ?? command.origin === 'log';
    const reader = new Reader({ origin: command.origin ?? 'terminal', cwd: command.cwd, roots: command.roots, ignored }, caps);
    this.reader = reader;
    this.lines = new LineStream((portions) => reader.read(portions), caps.line);
  }

  /**
   * A chunk of decoded output, escape sequences and all. Gives no problems yet, always an empty list: whether a traceback was
   * the end of the program or one it logged and survived, only the exit code tells.
   */
  write(chunk: string): readonly Problem[] {
    this.lines.write(chunk);
    return [];
  }

  /** Bytes that are held for output that waits to be read. */
  get held(): number {
    return this.lines.held;
  }

  /** What waits is read now, so that it holds no memory: for a command that goes on beside many others. */
  release(): void {
    this.lines.release();
  }

  /**
   * The command has ended: the failures it printed, in order, each once, those alone that point into the user's own code.
   * None where it was stopped by the user, or succeeded, unless those that it survived are asked for. Where the shell gave no exit code, the last one alone, and only if nothing was printed after it.
   */
  end(exitCode: number | undefined): readonly Problem[] {
    this.lines.end();
    this.reader.end();
    if (this.command.origin === 'log') return this.reader.all().filter(pointsToOwnCode);
    if ((exitCode === 0 && !this.command.survived) || (exitCode !== undefined && STOPPED.has(exitCode))) return [];
    const found = exitCode === undefined ? this.reader.last() : this.reader.all();
    const command = { line: this.command.line, cwd: this.command.cwd, ...(exitCode === undefined ? {} : { exitCode }) };
    return found
      .filter(pointsToOwnCode)
      .map((problem) => ({ ...problem, command, causes: problem.causes.map((cause) => ({ ...cause, command })) }));
  }
}

export interface TextSource {
  readonly cwd: string;
  readonly roots: readonly string[];
  readonly origin: 'pasted' | 'log' | 'debugger' | 'terminal' | 'task';
  readonly caps?: Partial<DetectorCaps>;
  /** Also errors that the interpreter reported and ignored. */
  readonly ignored?: boolean;
}

/**
 * The problems that a whole text shows: a pasted traceback, a log, a program's stderr. All of them, in order, each once, also where no file of the user's own
 * is named (`frames` then say so): who pastes a traceback wants to know about it. Never throws.
 */
export function detectText(text: string, source: TextSource): readonly Problem[] {
  const caps = { ...DEFAULT_CAPS, ...source.caps };
  const reader = new Reader({ origin: source.origin, cwd: source.cwd, roots: source.roots, ignored: source.ignored ?? false }, caps);
  const lines = new LineStream((portions) => reader.read(portions), caps.line);
  lines.write(text);
  lines.end();
  reader.end();
  return reader.all();
}

/** Lines by which a runtime says that an error ended a program, or was handled by nobody, also where it names no place of it. */
const UNHANDLED =
  /^(?:\(node:\d+\) UnhandledPromiseRejectionWarning: |\[?UnhandledPromiseRejection: |Node\.js v\d+\.\d|Fatal Python error: )/;
const MAX_UNHANDLED = 50;

/** The lines of a text in which a runtime says so, without what differs from run to run. */
export function unhandledLines(text: string): readonly string[] {
  return stripVTControlCharacters(text)
    .split(/\r\n|\r|\n/)
    .filter((line) => UNHANDLED.test(line))
    .slice(0, MAX_UNHANDLED)
    .map((line) => line.slice(0, MAX_LINE).replace(/^\(node:\d+\)/, '(node)'));
}

/** Whether the place a problem points to is in the user's own code. */
export function pointsToOwnCode(problem: Problem): boolean {
  return [problem, ...problem.causes].some((one) => one.frames.some((frame) => frame.own && frame.location.path === problem.location.path));
}
