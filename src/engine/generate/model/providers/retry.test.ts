import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { failure } from '../../../result';
import { DEFAULT_RETRY, RETRY_STRATEGIES, retryDelay, withRetries, type Attempt, type RetryPolicy } from './retry';

afterEach(() => vi.useRealTimers());

const policy = (more: Partial<RetryPolicy>): RetryPolicy => ({ ...DEFAULT_RETRY, ...more });
/** In the middle of the jitter: the delay as its name says. */
const delays = (strategy: RetryPolicy['strategy']): number[] =>
  [0, 1, 2, 3, 4, 5].map((retry) => retryDelay(policy({ strategy }), retry, 0.5));

test('four strategies, by the names of the documents', () => {
  expect(RETRY_STRATEGIES).toEqual(['exponential_backoff', 'linear_backoff', 'constant_backoff', 'no_backoff']);
  expect(delays('exponential_backoff')).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
  expect(delays('linear_backoff')).toEqual([1_000, 2_000, 3_000, 4_000, 5_000, 6_000]);
  expect(delays('constant_backoff')).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 1_000]);
  expect(delays('no_backoff')).toEqual([0, 0, 0, 0, 0, 0]);
});

test('a wait is never shorter than 1 s nor longer than 30 s, and not the same for all', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...RETRY_STRATEGIES),
      fc.nat({ max: 2_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (strategy, retry, chance) => {
        const wait = retryDelay(policy({ strategy }), retry, chance);
        if (strategy === 'no_backoff') return wait === 0;
        return wait >= 1_000 && wait <= 30_000;
      },
    ),
  );
  expect(retryDelay(DEFAULT_RETRY, 2, 0.1)).not.toBe(retryDelay(DEFAULT_RETRY, 2, 0.9));
});

const fault = (more: { retryAfterMs?: number } = {}): Attempt<string> => ({
  kind: 'again',
  failure: failure('http-error', 'no'),
  trouble: 'host is overloaded',
  ...more,
});

async function run(attempts: Attempt<string>[], more: Partial<RetryPolicy> = {}, stopAfterMs?: number) {
  vi.useFakeTimers();
  const stop = new AbortController();
  if (stopAfterMs !== undefined) setTimeout(() => stop.abort(), stopAfterMs);
  const told: string[] = [];
  const at: number[] = [];
  const began = performance.now();
  const ended = withRetries(
    { policy: policy(more), signal: stop.signal, until: began + 300_000, onProgress: (text) => told.push(text) },
    async () => {
      at.push(performance.now() - began);
      return attempts[Math.min(at.length, attempts.length) - 1] ?? fault();
    },
  );
  await vi.advanceTimersByTimeAsync(200_000);
  return { last: await ended, told, at };
}

test('asks again after longer and longer waits, tells each, and stops at the end of its policy', async () => {
  const { last, told, at } = await run([fault()], { retries: 3 });
  expect(last.kind).toBe('again');
  expect(at).toHaveLength(4);
  const waits = at.slice(1).map((time, i) => time - (at[i] ?? 0));
  for (const [i, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(Math.max(1_000, 0.75 * 1_000 * 2 ** i));
    expect(wait).toBeLessThanOrEqual(1.25 * 1_000 * 2 ** i);
  }
  expect(told).toHaveLength(3);
  expect(told[0]).toMatch(/^host is overloaded: waiting 1(\.\d)? s, then asking again…$/);
});

test('waits as long as the server asks, up to the longest wait', async () => {
  const { last, told, at } = await run([fault({ retryAfterMs: 8_000 }), { kind: 'done', value: 'yes' }]);
  expect(last).toEqual({ kind: 'done', value: 'yes' });
  expect(at).toEqual([0, 8_000]);
  expect(told).toEqual(['host is overloaded: waiting 8 s, as it asks, then asking again…']);
  const capped = await run([fault({ retryAfterMs: 120_000 })]);
  expect(capped.at).toEqual([0]);
  expect(capped.told).toEqual([]);
});

test('what a wait can not cure is asked once', async () => {
  for (const one of [
    { kind: 'final', failure: failure('unauthorised', 'no') },
    { kind: 'options-refused', failure: failure('http-error', 'no'), said: '' },
  ] as const)
    expect((await run([one])).at).toEqual([0]);
});

test('a cancelled wait ends at once, and nothing is asked after it', async () => {
  const { at } = await run([fault({ retryAfterMs: 20_000 })], {}, 300);
  expect(at).toEqual([0]);
  expect(vi.getTimerCount()).toBe(0);
});
