// The rung `reruns`: the failing command in the sandbox, before and after the patch. What is asked, what is seen on the way, and the answer.

import type { RungResult } from '../../patch';
import type { FailedCommand, Problem, Range } from '../../problem';
import type { Sandbox, SandboxLimits, SandboxRun } from '../sandbox/sandbox';
import type { Runnable } from './command';
import type { InconclusiveReason } from './inconclusive';
import type { LineMap } from './line-map';
import type { Operation } from './operation';
import type { Statement } from './statement';
import type { StatementCoverage } from './statement-coverage';

export interface RerunRequest {
  /** The problem as it was seen; its `location` is the place that must be reached again. */
  readonly problem: Problem;
  readonly command: FailedCommand;
  /** The workspace folder; where it is not on the disk, `before` and `after` hold all its files. */
  readonly root: string;
  /** Texts as they are where they differ from the disk (open documents, a case's own files), by absolute path. */
  readonly before: ReadonlyMap<string, string>;
  /** The same with the patch applied. */
  readonly after: ReadonlyMap<string, string>;
  /**
   * Where the statement that failed lies in the patched text of `problem.location.path`; undefined where the patch left nothing of it:
   * then reaching the end proves nothing.
   */
  readonly statement: Range | undefined;
  readonly sandbox: Sandbox;
  readonly limits?: Partial<SandboxLimits>;
  readonly network?: boolean;
  readonly signal: AbortSignal;
}

export interface Rerun {
  /** `passed`: the error is gone, no other came, and the program got at least as far. `skipped`: nothing is known, `why` says it. */
  readonly rung: RungResult;
  /** What the patched program died of, where it died: the next problem, in the coordinates of the patched texts. */
  readonly next?: Problem;
  /** It was not the problem itself that stopped the patched program: the patch may be right and something behind it wrong. */
  readonly stoppedByOther?: boolean;
  /**
   * The program ends without an error, and that is all: the patch decides what the program means, so it says nothing of the patch.
   * `unreached`: and it did not come to the mended line.
   */
  readonly endsWell?: 'reached' | 'unreached';
  /** What worked before does not any more: the program stops earlier, or a test fails that did not. */
  readonly regressed?: true;
  /** Running it tells nothing here, of this candidate or any other: it waits for input, is refused, fails otherwise already, … */
  readonly inconclusive?: boolean;
}

/** A command line that may be run. */
export type Command = Extract<Runnable, { ok: true }>;

/** What one run showed. */
export interface ObservedRun {
  readonly run: SandboxRun;
  /** All errors that it shows, also those that it survived; the one that it died of is the last. */
  readonly problems: readonly Problem[];
  /** Lines by which the runtime says that an error was handled by nobody; some name no place. */
  readonly unhandled: readonly string[];
  /** Source files of the user's own that it loaded, relative to its folder, as far as the probe could tell. */
  readonly loaded: readonly string[];
  readonly inconclusive: InconclusiveReason | undefined;
  /** Undefined where the statement was not watched, or could not be. */
  readonly coverage: StatementCoverage | undefined;
}

/** How the unpatched program behaves here. */
export interface Baseline {
  /** Why nothing can be proved: the failure does not show itself. */
  readonly refused?: string;
  readonly observed: ObservedRun;
  /** It did not fail every time. */
  readonly flaky: boolean;
}

/** The statement that is watched, before and after; a side is undefined where its text has none. */
export interface WatchedStatement {
  readonly path: string;
  readonly before: Statement | undefined;
  readonly after: Statement | undefined;
  /** What the error points to, in the text before the patch. */
  readonly range: Range;
  /** Line of the problem in the patched text. */
  readonly line: number;
  /** The expression of it that failed; undefined where none is known. */
  readonly operation?: WatchedOperation;
}

/** The expression that failed, and what the patch put in its place. */
export interface WatchedOperation {
  readonly before: Operation;
  /** Undefined where it is no one expression any more. */
  readonly after: Operation | undefined;
  /** Why a run could end well without it, as the end of a sentence. */
  readonly hidden?: string;
  /** Why its value is worth nothing, as the end of a sentence. */
  readonly dead?: string;
  /** The loops around it run over something else now. */
  readonly runsOverOther?: boolean;
}

/** All that the verdict on one run of the patched program is made from. */
export interface Comparison {
  readonly request: RerunRequest;
  readonly command: Command;
  readonly problem: Problem;
  readonly watched: WatchedStatement | undefined;
  /** What the patch did to the lines, by path of the files that it changes. */
  readonly lines: ReadonlyMap<string, LineMap>;
  readonly before: Baseline;
  readonly after: ObservedRun;
}
