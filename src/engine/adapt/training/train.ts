// The run of a training that was planned.

import type { PairStore } from '../../learn/store/pair-store';
import { failure, type Result } from '../../result';
import type { Trained, TrainingFailure, TrainingPlan, TrainingProgress } from './training';

export interface TrainOptions {
  readonly store: PairStore | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Each line that the programs say besides. */
  readonly onLog?: (line: string) => void;
}

/** Trains and registers. On a failure, a cancel or a death of any process there is no adapter, and what was there is as it was. */
export function train(_plan: TrainingPlan, _options: TrainOptions): Promise<Result<Trained, TrainingFailure>> {
  return Promise.resolve(failure('failed', 'Not there yet.'));
}
