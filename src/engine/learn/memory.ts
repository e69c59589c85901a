// What a workspace has taught: the one question that candidates ask of the past. Answers come from memory or one indexed look-up, never from a scan.

import type { Problem } from '../problem';
import type { SuccessPair } from './pair';

export interface Memory {
  /** Fixes of problems with the same signature that were kept, newest first, bounded. Empty where the store can't be read. */
  pairsLike(problem: Problem): readonly SuccessPair[];
}
