// What a workspace has taught: the one question that candidates ask of the past. Answers come from memory or one indexed look-up, never from a scan.

import type { Candidate } from '../patch';
import type { Problem } from '../problem';
import type { Experience } from './experience';
import type { LearnedRule } from './mine/rule';
import type { SuccessPair } from './pair';

/** How often what a source offered was right here, by the last word on each. */
export interface Verdicts {
  /** Taken, and still there. */
  readonly right: number;
  /** Taken for a start, and made into something else. */
  readonly edited: number;
  /** Refused or taken back. */
  readonly wrong: number;
}

/** Of the heals of one mistake, by its signature. */
export interface FixHistory {
  readonly held: number;
  /** Taken back, not helping, or breaking something else. */
  readonly failed: number;
}

/** A rule that fails in use retires itself. */
export const isRetired = ({ right, wrong }: Verdicts): boolean => wrong >= 2 && wrong > right;

export interface Memory {
  /** Fixes of problems with the same signature that were kept, newest first, bounded. Empty where the store can't be read. */
  pairsLike(problem: Problem): readonly SuccessPair[];
  /** Rules that were learned for such problems and have not failed since, those with most places first. */
  rulesFor(problem: Problem): Promise<readonly LearnedRule[]>;
  /** This very fix was refused or taken back for this very text. */
  isRejected(problem: Problem, candidate: Pick<Candidate, 'edits'>, text: string): boolean;
  /**
   * In how many places in a row a person took back or refused such an edit for the same mistake, whoever offered it, since one was last taken;
   * absent: nothing is known. `text`: the problem's file before the edits.
   */
  refusedInARow?(problem: Problem, candidate: Pick<Candidate, 'edits'>, text: string): number;
  /** What became of such candidates here; undefined where there were none. */
  recordOf(problem: Problem, candidate: Pick<Candidate, 'origin' | 'variant'>): Verdicts | undefined;
  /** What became of the fixes of the same mistake so far; absent: nothing is known. */
  historyOf?(problem: Problem): FixHistory;
  /** What people did with all that was offered in the folder of a file; absent, or undefined where there is nothing: what was foretold stands. */
  experienceAt?(path: string): Experience | undefined;
}
