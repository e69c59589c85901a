// Where candidates come from. Every source answers the same question and is one line in the list of those that are asked.

import type { Candidate, CandidateOrigin } from '../patch';
import type { FixContext } from '../fixers/fixer';
import type { Memory } from '../learn/memory';
import type { Result } from '../result';

/** A candidate as a source gives it: without a probability, which generate/confidence.ts alone says. */
export type Proposed = Omit<Candidate, 'confidence'>;

export interface SourceRequest extends FixContext {
  /** The open document's version, null where it is not open. */
  readonly version: number | null;
  /** What the workspace has taught; nothing where absent. */
  readonly memory?: Memory;
  /** What the user has switched off for this problem, by fixer id. */
  readonly muted?: (fixer: string) => boolean;
  /** A fixer that throws has a bug: it is left out and reported here. */
  readonly onFault?: (where: string, error: unknown) => void;
  /** Why earlier candidates did not hold, one sentence each: for sources that can think again. */
  readonly reflections?: readonly string[];
}

export interface CandidateSource<Reason extends string = string> {
  /** `fixers`, `editor`, `model`. */
  readonly id: string;
  readonly origin: CandidateOrigin;
  /** At most this many of its candidates are proved for one problem. */
  readonly maxCandidates: number;
  /** Starts what it will be slow to ask, while the sources before it are asked. Does not wait, never throws. */
  prepare?(request: SourceRequest): void;
  /** Best first; none is no failure. Throws only for a bug. */
  candidates(request: SourceRequest): Promise<Result<readonly Proposed[], Reason>>;
}
