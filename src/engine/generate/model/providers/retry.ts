// When a call is made again after a fault of the server or the line, and how long is waited before. What a wait can't cure is not tried again.

import { seconds, type ModelFailure } from '../failure';

/** The documents' names. `no_backoff` asks again at once, unless the server asks for a wait. */
export const RETRY_STRATEGIES = ['exponential_backoff', 'linear_backoff', 'constant_backoff', 'no_backoff'] as const;
export type RetryStrategy = (typeof RETRY_STRATEGIES)[number];

export interface RetryPolicy {
  readonly strategy: RetryStrategy;
  /** The first wait, and the shortest. */
  readonly baseMs: number;
  /** The longest. A server that asks for a longer one is not waited for: to ask it sooner would be refused again. */
  readonly maxMs: number;
  /** Calls after the first, for one answer. */
  readonly retries: number;
}

export const DEFAULT_RETRY: RetryPolicy = { strategy: 'exponential_backoff', baseMs: 1_000, maxMs: 30_000, retries: 2 };

/**
 * The wait before a retry, in ms. `retry`: 0 for the first. `chance`: 0 to 1; many clients that were refused together must not come back together.
 * Between the policy's bounds, whatever chance says.
 */
export function retryDelay(policy: RetryPolicy, retry: number, chance: number): number {
  const { strategy, baseMs, maxMs } = policy;
  if (strategy === 'no_backoff') return 0;
  const steady = strategy === 'exponential_backoff' ? baseMs * 2 ** retry : strategy === 'linear_backoff' ? baseMs * (retry + 1) : baseMs;
  return Math.min(maxMs, Math.max(baseMs, Math.round(steady * (0.75 + chance / 2))));
}

/** How one call went. */
export type Attempt<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Asking again changes nothing. */
  | { readonly kind: 'final'; readonly failure: ModelFailure }
  /** A fault that may pass. */
  | {
      readonly kind: 'again';
      readonly failure: ModelFailure;
      /** What is the matter, for a person who waits: `127.0.0.1:8000 is overloaded`. */
      readonly trouble: string;
      /** The wait that the server asks for. */
      readonly retryAfterMs?: number | undefined;
    }
  /** The server does not take the request as it is; `said` are its words. */
  | { readonly kind: 'options-refused'; readonly failure: ModelFailure; readonly said: string };

export interface RetryRequest {
  readonly policy: RetryPolicy;
  /** Ends a wait at once. */
  readonly signal: AbortSignal;
  /** `performance.now()` when all must have ended: a wait beyond it is not begun. */
  readonly until: number;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** Calls until it is done, asking again can't help, or the policy is used up. Gives the last attempt. */
export async function withRetries<T>(request: RetryRequest, attempt: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
  const { policy, signal, until, onProgress } = request;
  for (let retry = 0; ; retry++) {
    const result = await attempt();
    if (result.kind !== 'again' || retry >= policy.retries || signal.aborted) return result;
    const asked = result.retryAfterMs ?? 0;
    const wait = Math.max(asked, retryDelay(policy, retry, Math.random()));
    if (asked > policy.maxMs || performance.now() + wait >= until) return result;
    if (wait > 0) {
      const how = asked > 0 && asked === wait ? ', as it asks' : '';
      onProgress?.(`${result.trouble}: waiting ${seconds(wait)}${how}, then asking again…`);
      await pause(wait, signal);
      if (signal.aborted) return result;
    }
  }
}

/** Ends early, without an error, when the signal is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
