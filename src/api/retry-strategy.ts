// RetryStrategy of the documents: how long is waited before a failed call is made again.

import { DEFAULT_RETRY, retryDelay } from '../engine';

/** Four kinds. `NO_BACKOFF` asks again at once. */
export const RetryStrategy = {
  EXPONENTIAL_BACKOFF: 'exponential_backoff',
  LINEAR_BACKOFF: 'linear_backoff',
  CONSTANT_BACKOFF: 'constant_backoff',
  NO_BACKOFF: 'no_backoff',
} as const;
export type RetryStrategy = (typeof RetryStrategy)[keyof typeof RetryStrategy];

export interface RetryDelayOptions {
  readonly strategy: RetryStrategy;
  /** 0 for the first retry. */
  readonly retry: number;
  /** The first wait, in ms; 1000 where absent. */
  readonly baseMs?: number;
  /** The longest, in ms; 30000 where absent. */
  readonly maxMs?: number;
  /** 0 to 1, by which clients that were refused together come back apart; by chance where absent. */
  readonly chance?: number;
}

/** The wait before a retry, in ms, as every call to a model waits. */
export function retryDelayMs({ strategy, retry, baseMs, maxMs, chance }: RetryDelayOptions): number {
  return retryDelay(
    { ...DEFAULT_RETRY, strategy, baseMs: baseMs ?? DEFAULT_RETRY.baseMs, maxMs: maxMs ?? DEFAULT_RETRY.maxMs },
    retry,
    chance ?? Math.random(),
  );
}
