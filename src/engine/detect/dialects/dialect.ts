// What a dialect is: a recogniser of one way to print errors. One file a dialect, one line in dialects.ts.

import type { FailedCommand, Frame, LanguageId, Location, Problem, ProblemOrigin } from '../../problem';
import { signatureOf } from '../signature';

/** What is known of the text before it is read. */
export interface DialectContext {
  readonly origin: ProblemOrigin;
  /** Folder that relative paths start from; empty where unknown. */
  readonly cwd: string;
  /** Absolute paths of the workspace's folders. */
  readonly roots: readonly string[];
  readonly command?: FailedCommand;
}

/** Takes a problem that is complete. `endLine` is the number of the last line that belongs to it. */
export type Emit = (problem: Problem, endLine: number) => void;

/** Reads one text, line by line. Never throws, whatever it is fed; keeps a bounded amount of it. */
export interface Recogniser {
  /** A complete line without line end, escape sequences and endless tails; `number` counts from 0. */
  line(text: string, number: number): void;
  /** No more lines: what is complete is emitted now. */
  end(): void;
}

export interface Dialect {
  readonly id: string;
  start(context: DialectContext, emit: Emit): Recogniser;
}

/** Frames kept of one traceback: outermost and innermost; those between are recursion or a framework. */
export const MAX_FRAMES = 64;
/** Lines of one message. */
export const MAX_MESSAGE_LINES = 40;
/** Chained exceptions kept of one problem. */
export const MAX_CAUSES = 8;

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
  const located = exception.frames.filter((frame) => frame.location.path !== '');
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
    causes: exception.causes.slice(0, MAX_CAUSES),
    ...(context.command ? { command: context.command } : {}),
    related: [],
  };
}

/** Adds a frame, dropping from the middle when there are too many. */
export function pushFrame<T>(frames: T[], frame: T): void {
  frames.push(frame);
  if (frames.length > MAX_FRAMES) frames.splice(MAX_FRAMES / 2, 1);
}
