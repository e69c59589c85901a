// What a dialect is: a recogniser of one way to print errors. A dialect is one file here and one line in registry.ts.

import type { FailedCommand, Frame, LanguageId, Location, Problem, ProblemOrigin } from '../../problem';
import { isPlace } from '../settle-columns';
import { signatureOf } from '../signature';
import type { KnownFiles } from './own-code';

/** What is known of the text before it is read. */
export interface DialectContext {
  readonly origin: ProblemOrigin;
  /** Folder that relative paths start from; empty where unknown. */
  readonly cwd: string;
  /** Absolute paths of the workspace's folders. */
  readonly roots: readonly string[];
  /** The files that are there; absent where paths are all that is known. */
  readonly files?: KnownFiles;
  readonly command?: FailedCommand;
  /** Also errors that the interpreter itself reports and ignores (`Exception ignored in …`). */
  readonly ignored?: boolean;
}

/**
 * Takes a problem that is complete. It is made only where it is kept: of a flood of failures that is the last ones. Undefined where what was printed
 * turns out to be none. `endLine` is the number of the last line that belongs to it; `survived`: the interpreter or a library reported it and the
 * program went on, so it is not what the program died of.
 */
export type Emit = (problem: () => Problem | undefined, endLine: number, survived?: boolean) => void;

/** Emitted in place of a problem where a program says that it starts over: what it printed above is of the time before. */
export const beginsAnew = (): undefined => undefined;

/** What stood directly above the line that is read. */
export interface LinesAbove {
  /** How many lines are remembered: those directly above, 64 at most. */
  readonly size: number;
  /** The line that stands so many lines above; empty beyond what is remembered. */
  at(distance: number): string;
  /** The distance of the nearest line that passes, beyond `from` and within `reach`; 0 where none does. A line that is kept is asked for by `at`. */
  nearest(passes: (line: string) => boolean, reach: number, from?: number): number;
}

/**
 * Reads one text, line by line, and emits each problem once, in the order of the text; a problem may be emitted some lines
 * after its last, since what follows may still belong to it. Others' lines stand before, after and between: a recogniser is fed the
 * whole output of a command and must not take what only looks like an error. Never throws, whatever it is fed. Takes time linear in
 * the text and keeps a bounded number of lines.
 */
export interface Recogniser {
  /**
   * A complete line without line end, escape sequences and trailing spaces, of at most `MAX_LINE` units; `number` counts from 0. While idle
   * a recogniser is given the lines alone that hold a word of some dialect (`Dialect.words`), so `number` may jump.
   */
  line(text: string, number: number, above: LinesAbove): void;
  /** Nothing is under way: the next line that matters holds a word of the dialect. */
  readonly isIdle: boolean;
  /** What is complete and only waits for what may still belong to it is emitted now, for nothing of that came for long; reading goes on. */
  settle?(): void;
  /** No more lines: what is complete is emitted now. Nothing is read after it. */
  end(): void;
}

export interface Dialect {
  /** Unique among the dialects: `python`. */
  readonly id: string;
  /**
   * Words, one of which stands in every line that an idle recogniser has use for; plain text, not patterns. All lines are searched for all dialects' words
   * at once: the longer and rarer they are the faster (four characters or more, best with a capital letter or a sign). A dialect without words reads every
   * line. What stands above a line is in `LinesAbove`.
   */
  readonly words: readonly string[];
  /** A recogniser of its own for one text. */
  readonly start: (context: DialectContext, emit: Emit) => Recogniser;
}

/** Frames kept of one traceback: outermost and innermost; those between are recursion or a framework. */
const MAX_FRAMES = 64;
/** Lines of one message. */
export const MAX_MESSAGE_LINES = 40;
/** Chained exceptions kept of one problem, the nearest first, and the UTF-16 units of their texts together. */
const MAX_CAUSES = 8;
const MAX_CAUSES_LENGTH = 500_000;

/** An exception as printed, before it is known whether it is a problem or another's cause. */
export interface Exception {
  readonly source: string;
  readonly errorType: string;
  readonly message: string;
  /** Outermost call first. */
  readonly frames: readonly Frame[];
  readonly causes: readonly Problem[];
}

/**
 * The problem of an exception; undefined where no frame names a file: there is no place to show it. Its location is the last
 * frame of the user's own code, else of a cause's own code, else the last frame at all.
 */
export function toProblem(exception: Exception, context: DialectContext, languageOf: (path: string) => LanguageId): Problem | undefined {
  const located = exception.frames.filter((frame) => frame.location.path !== '' && isPlace(frame.location.range));
  const own = located.findLast((frame) => frame.own);
  const location: Location | undefined =
    own?.location ??
    exception.causes.find((cause) => cause.frames.some((frame) => frame.own))?.location ??
    located.at(-1)?.location ??
    exception.causes[0]?.location;
  if (!location) return undefined;
  return {
    origin: context.origin,
    language: languageOf(location.path),
    source: exception.source,
    errorType: exception.errorType,
    message: exception.message,
    signature: signatureOf(exception.errorType, exception.message),
    location,
    severity: 'error',
    frames: located,
    causes: keptCauses(exception.causes),
    ...(context.command ? { command: context.command } : {}),
    related: [],
  };
}

function keptCauses(causes: readonly Problem[]): readonly Problem[] {
  let length = 0;
  const kept = causes.slice(0, MAX_CAUSES);
  const tooMany = kept.findIndex((cause) => (length += textLength(cause)) > MAX_CAUSES_LENGTH);
  return tooMany < 0 ? kept : kept.slice(0, tooMany);
}

/** UTF-16 units of the texts that a problem keeps, its causes' included. */
export function textLength(problem: Problem): number {
  let length = problem.message.length;
  for (const { location, name, code } of problem.frames) length += location.path.length + (name?.length ?? 0) + (code?.length ?? 0);
  for (const cause of problem.causes) length += textLength(cause);
  return length;
}

/** Adds a frame, dropping from the middle when there are too many. */
export function pushFrame<T>(frames: T[], frame: T): void {
  frames.push(frame);
  if (frames.length > MAX_FRAMES) frames.splice(MAX_FRAMES / 2, 1);
}
