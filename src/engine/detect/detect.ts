// Text in, problems out: what a terminal command printed, a log, a pasted traceback. All dialects read along.

import { stripVTControlCharacters } from 'node:util';
import type { Problem } from '../problem';
import { folderOf } from './command-folder';
import type { DialectContext } from './dialects/dialect';
import { LineStream, MAX_LINE } from './dialects/line-stream';
import type { KnownFiles } from './dialects/own-code';
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
  /** Paths of other machines and folders are led to the workspace's own files, and generated places to their sources, where files can be looked up. */
  readonly files?: KnownFiles;
  /** `task` where the output is a task's. `log`: what is read is a log; it has no command, and no end that says how the program fared. */
  readonly origin?: 'terminal' | 'task' | 'log';
  readonly caps?: Partial<DetectorCaps>;
  /**
   * A program that watches files says that it is done and waits for changes: takes the failures since it said so last, none where there were none. Such a
   * program ends by Ctrl+C alone.
   */
  readonly onRound?: (problems: readonly Problem[]) => void;
  /** Also the errors of a program that ended well all the same: ignored ones, those of threads and callbacks, those that it caught and printed. */
  readonly survived?: boolean;
  /** Also errors whose traceback names no line of the user's own: the caller looks for the line (`placedInScript`). */
  readonly strays?: boolean;
}

/** What a program prints once it is told to stop. In UTF-16 code units. */
const MAX_FAREWELL = 2_000;

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
    const { origin = 'terminal', line, roots, files } = command;
    const reader = new Reader({ origin, cwd: folderOf(line, command.cwd), roots, ignored, ...(files ? { files } : {}) }, caps);
    this.reader = reader;
    const { onRound } = command;
    const rounds = onRound && { endsAt: waitsForChanges, onEnd: () => onRound(this.told(reader.round(), undefined)) };
    this.lines = new LineStream((portions) => reader.read(portions), caps.line, rounds);
  }

  /**
   * A chunk of decoded output, escape sequences and all. Gives no problems yet, always an empty list: whether a traceback was
   * the end of the program or one it logged and survived, only the exit code tells.
   */
  write(chunk: string): readonly Problem[] {
    this.lines.write(chunk);
    return [];
  }

  /**
   * What it printed since the last look, of a program that goes on: a server shows its errors and is never done. `isQuiet`: it has printed nothing for a
   * while, so that what it shows is whole; else only what was there at the last look. `startedOver`: it said meanwhile that it begins anew, and what was seen
   * of it before is over.
   */
  look(isQuiet: boolean): { readonly startedOver: boolean; readonly problems: readonly Problem[] } {
    const { startedOver, problems } = this.reader.look(this.lines.waiting(), isQuiet);
    return { startedOver, problems: this.told(problems, undefined) };
  }

  /** Whether Ctrl+C was typed into it last, as its output shows. */
  get wasInterrupted(): boolean {
    return /(?:^|\n)\^C/.test(this.lines.tail(MAX_FAREWELL));
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
   * The command has ended: the failures it printed, in order, each once, those alone that point into the user's own code, unless strays are asked for.
   * None where it was stopped by the user, or succeeded, unless those that it survived are asked for. Where the shell gave no exit code, the last one alone, and only if nothing was printed after it.
   */
  end(exitCode: number | undefined): readonly Problem[] {
    this.lines.end();
    this.reader.end();
    if (this.command.origin === 'log') return this.reader.all().filter(pointsToOwnCode);
    if ((exitCode === 0 && !this.command.survived) || (exitCode !== undefined && STOPPED.has(exitCode))) return [];
    const found = exitCode === undefined ? this.reader.last() : this.reader.all();
    return this.told(found, exitCode);
  }

  private told(found: readonly Problem[], exitCode: number | undefined): readonly Problem[] {
    const command = { line: this.command.line, cwd: this.command.cwd, ...(exitCode === undefined ? {} : { exitCode }) };
    return found
      .filter((problem) => this.command.strays || pointsToOwnCode(problem))
      .map((problem) => ({ ...problem, command, causes: problem.causes.map((cause) => ({ ...cause, command })) }));
  }
}

/** `Found 2 errors. Watching for file changes.`: tsc, Vitest, nodemon, node --watch, Mocha, Rollup and tsup when a round is over. */
function waitsForChanges(units: Uint16Array, begin: number, end: number): boolean {
  let last = end - 1;
  for (let dots = 0; dots < 3 && units[last] === 0x2e; dots++) last--;
  // `changes`, `starting` or `start`: most lines have none of their last letters in these places.
  const at = units[last];
  if ((at !== 0x73 && at !== 0x67 && at !== 0x74) || last - begin < SHORTEST_WAITS) return false;
  const before = units[last - 1];
  if (before !== 0x65 && before !== 0x6e && before !== 0x72) return false;
  return WAITS.test(String.fromCharCode(...units.subarray(Math.max(begin, end - LONGEST_WAITS), end)));
}

const WAITS = /\b[Ww]a(?:tch|it)ing for (?:file )?changes(?:\.{1,3}| before (?:re)?start(?:ing)?(?:\.{3})?)$/;
/** No match is shorter or longer, the character before it included; its last dots do not count. */
const SHORTEST_WAITS = 18;
const LONGEST_WAITS = 64;

export interface TextSource {
  readonly cwd: string;
  /** The command line that printed the text: it may go to another folder first. */
  readonly line?: string;
  readonly roots: readonly string[];
  /** As in `TerminalCommand`. */
  readonly files?: KnownFiles;
  readonly origin: 'pasted' | 'log' | 'debugger' | 'terminal' | 'task' | 'notebook';
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
  const { origin, line = '', roots, files, ignored = false } = source;
  const context: DialectContext = { origin, cwd: folderOf(line, source.cwd), roots, ignored, ...(files ? { files } : {}) };
  const reader = new Reader(context, caps);
  const value = jsonOf(text);
  if (value !== undefined) {
    reader.data(value);
    if (reader.all().length > 0) return reader.all();
  }
  const lines = new LineStream((portions) => reader.read(portions), caps.line);
  lines.write(text);
  lines.end();
  reader.end();
  return reader.all();
}

/** Longer than any event that a service shows. In UTF-16 code units. */
const MAX_JSON = 8_000_000;

/** A text that is one JSON object or list, as services give the event of an error. */
function jsonOf(text: string): object | undefined {
  if (text.length > MAX_JSON || !/^\s*[{[]/.test(text) || !/[}\]]\s*$/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
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
