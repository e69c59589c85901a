// The dry run of a training.

import type { PairStore } from '../../learn/store/pair-store';
import { failure, type Result } from '../../result';
import type { TrainingFailure, TrainingPlan, TrainingRequest } from './training';

/** Counts and guesses what a training would take. Writes nothing. @param store the workspace's; none is needed with `pairsFile`. */
export function planTraining(
  _request: TrainingRequest,
  _store: PairStore | undefined,
  _signal?: AbortSignal,
): Promise<Result<TrainingPlan, TrainingFailure>> {
  return Promise.resolve(failure('failed', 'Not there yet.'));
}
