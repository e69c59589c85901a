// Text in, problems out: what a terminal command printed, a log, a pasted traceback. All dialects read along.

import { stripVTControlCharacters } from 'node:util';
import type { Problem } from '../problem';
import { folderOf } from './command-folder';
import { textLength, type DialectContext } from './dialects/dialect';
import { errorsIn } from './dialects/error-events';
import { Feed } from './dialects/feed';
import type { KnownFiles } from './dialects/own-code';
import { dialects } from './dialects/registry';
import { LineStream, MAX_LINE } from './dialects/line-stream';
import { atSources } from './source-maps';

export interface DetectorCaps {
  /** UTF-16 code units of a line that are kept. */
  readonly line: number;
  /** Different problems of one command; the last ones count, they ended it. */
  readonly problems: number;
  /** UTF-16 code units of the problems' texts together; the last problem stays, however long it is. */
  readonly text: number;
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
    this.lines = new LineStream((line) => {
      reader.line(line);
      if (command.onRound && waitsForChanges(line)) command.onRound(this.told(reader.round(), undefined));
    }, caps.line);
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
function waitsForChanges(line: string): boolean {
  const last = line.charCodeAt(line.length - 1);
  return (
    (last === 0x2e || last === 0x74) &&
    /\b[Ww]a(?:tch|it)ing for (?:file )?changes(?:\.{1,3}| before (?:re)?start(?:ing)?(?:\.{3})?)$/.test(line)
  );
}

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
  const lines = new LineStream((line) => reader.line(line), caps.line);
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

/** Feeds every dialect and keeps what they find: bounded, each once, in the order of the text. */
class Reader {
  private feed: Feed;
  private readonly found = new Map<
    string,
    { readonly problem: Problem; readonly endLine: number; readonly length: number; readonly survived: boolean }
  >();
  /** UTF-16 code units of all that was found. */
  private length = 0;
  private number = 0;
  private lastPrinted = -1;

  constructor(
    private readonly context: DialectContext,
    private readonly caps: DetectorCaps,
  ) {
    this.feed = this.begin();
  }

  private begin(): Feed {
    const { context } = this;
    return new Feed(dialects, context, (problem, endLine, survived = false) => this.keep(atSources(problem, context), endLine, survived));
  }

  /** What was found since the last round, which is over. */
  round(): Problem[] {
    this.feed.end();
    const found = this.all();
    this.feed = this.begin();
    this.found.clear();
    this.length = this.number = 0;
    this.lastPrinted = -1;
    return found;
  }

  line(text: string): void {
    if (text !== '' && (text.charCodeAt(0) > 0x20 || /\S/.test(text))) this.lastPrinted = this.number;
    this.feed.line(text);
    this.number++;
  }

  /** What is no lines, but data. */
  data(value: object): void {
    errorsIn(
      value,
      this.context,
      (problem, endLine, survived = false) => this.keep(atSources(problem, this.context), endLine, survived),
      0,
    );
  }

  end(): void {
    this.feed.end();
  }

  /** In the order of the text, but those that the program survived first: what it died of is the last. */
  all(): Problem[] {
    return [...this.found.values()]
      .sort((a, b) => Number(b.survived) - Number(a.survived) || a.endLine - b.endLine)
      .map((entry) => entry.problem);
  }

  /** The problem that was the last thing printed. */
  last(): Problem[] {
    return [...this.found.values()].filter((entry) => entry.endLine >= this.lastPrinted).map((entry) => entry.problem);
  }

  private keep(problem: Problem, endLine: number, survived: boolean): void {
    const { path, range } = problem.location;
    const key = `${problem.errorType}\0${path}\0${String(range.start.line)}:${String(range.start.character)}\0${problem.message}`;
    // Printed twice (logged, then raised): the later one counts.
    this.drop(key);
    const length = textLength(problem);
    this.found.set(key, { problem, endLine, length, survived });
    this.length += length;
    while (this.found.size > 1 && (this.found.size > this.caps.problems || this.length > this.caps.text)) this.drop(this.oldest(key));
  }

  /** The problem that stands first in the text, `but` the one that was just found. */
  private oldest(but: string): string {
    let oldest = '';
    let line = Infinity;
    for (const [key, { endLine }] of this.found) {
      if (key === but || endLine >= line) continue;
      oldest = key;
      line = endLine;
    }
    return oldest;
  }

  private drop(key: string): void {
    this.length -= this.found.get(key)?.length ?? 0;
    this.found.delete(key);
  }
}
