// The rung `reruns`: the failing command in the sandbox, before and after the patch. What it says and what it is asked.

import type { RungResult } from '../../patch';
import type { FailedCommand, Problem, Range } from '../../problem';
import type { Sandbox, SandboxLimits } from '../sandbox/sandbox';

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
  readonly place: Range | undefined;
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
  /** The failure was another error than the one before, or what can't be judged here: the patch may be right and something behind it wrong. */
  readonly further?: boolean;
  /** Running it tells nothing here, of this candidate or any other: it waits for input, is refused, fails otherwise already, … */
  readonly blind?: boolean;
}
