// What went wrong, wherever it was seen. The first contract of the house: plain, serialisable, no editor types.

import type { LanguageId } from './language';

/** Zero-based line and UTF-16 code unit, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Zero-based, UTF-16, end exclusive. `start` equal to `end` is a caret. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export type { LanguageId } from './language';

/** A place in a document. `path` is an absolute file path, or the URI of a document that has none (`untitled:…`). */
export interface Location {
  readonly path: string;
  readonly range: Range;
}

/** One line of a traceback, outermost call first in `Problem.frames`. */
export interface Frame {
  readonly location: Location;
  /** The function the frame is in; absent at module level. */
  readonly name?: string;
  /** The source line as the interpreter printed it. */
  readonly code?: string;
  /** Written by the user: inside the workspace, not in a library, an interpreter or a dependency folder. */
  readonly own: boolean;
}

export type ProblemOrigin = 'diagnostic' | 'terminal' | 'task' | 'debugger' | 'notebook' | 'log' | 'pasted';

/**
 * A message with its variable parts replaced by named holes, `name '‹name›' is not defined` + `{name: 'np'}`.
 * The same mistake in another file has the same `shape`; wordings of different interpreter versions fold into one.
 */
export interface Signature {
  readonly shape: string;
  readonly holes: Readonly<Record<string, string>>;
}

/** What to run to see the problem again. */
export interface FailedCommand {
  readonly line: string;
  readonly cwd: string;
  readonly exitCode?: number;
}

export interface Problem {
  readonly origin: ProblemOrigin;
  readonly language: LanguageId;
  /** Who says so, as diagnostics name it: `Pyright`, `ts`, `eslint`; `python` and `node` for tracebacks. */
  readonly source: string;
  /** `NameError`, `reportUndefinedVariable`, `TS2304`, an eslint rule's name. */
  readonly errorType: string;
  /** The message alone, without the error type in front, on as many lines as it was printed. */
  readonly message: string;
  readonly signature: Signature;
  /** The first place to look: the last frame of the user's own code, not of a library. */
  readonly location: Location;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly frames: readonly Frame[];
  /** Chained exceptions, nearest first. */
  readonly causes: readonly Problem[];
  readonly command?: FailedCommand;
  readonly related: readonly { readonly location: Location; readonly message: string }[];
}
