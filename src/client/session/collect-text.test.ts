import { expect, test } from 'vitest';
import { collectText, type CollectLimits } from './collect-text';

const LIMITS: CollectLimits = { firstMs: 5_000, idleMs: 5_000, totalMs: 5_000, maxLength: 1_000 };
const never = (): Promise<void> => new Promise(() => undefined);
const notCancelled = (): AbortSignal => new AbortController().signal;

async function* pieces(texts: readonly string[], then: () => Promise<void> = async () => undefined): AsyncGenerator<string> {
  for (const text of texts) yield text;
  await then();
}

test('the pieces are put together, and how long they are is said', async () => {
  const lengths: number[] = [];
  expect(
    await collectText(
      async () => pieces(['ab', 'c']),
      LIMITS,
      notCancelled(),
      (length) => lengths.push(length),
    ),
  ).toEqual({ kind: 'text', text: 'abc' });
  expect(lengths).toEqual([2, 3]);
});

test('what does not begin, stops midway or does not end is not waited for, and told so', async () => {
  let told = 0;
  const counted =
    (pieces_: Promise<AsyncIterable<string>>) =>
    (signal: AbortSignal): Promise<AsyncIterable<string>> => {
      signal.addEventListener('abort', () => told++);
      return pieces_;
    };
  const cases = [
    [counted(never().then(() => pieces([]))), { firstMs: 5 }, 'first'],
    [counted(Promise.resolve(pieces(['a'], never))), { idleMs: 5 }, 'idle'],
    [counted(Promise.resolve(pieces(['a'], never))), { totalMs: 5 }, 'total'],
  ] as const;
  for (const [open, limits, when] of cases)
    expect(await collectText(open, { ...LIMITS, ...limits }, notCancelled(), () => undefined)).toEqual({ kind: 'late', when });
  expect(told).toBe(cases.length);
});

test('a cancel ends it, also before it begins; nothing is asked then', async () => {
  const midway = new AbortController();
  const running = collectText(
    async () => pieces(['a'], never),
    LIMITS,
    midway.signal,
    () => midway.abort(),
  );
  expect(await running).toEqual({ kind: 'cancelled' });
  let opened = false;
  const open = async (): Promise<AsyncIterable<string>> => {
    opened = true;
    return pieces(['a']);
  };
  expect(await collectText(open, LIMITS, AbortSignal.abort(), () => undefined)).toEqual({ kind: 'cancelled' });
  expect(opened).toBe(false);
});

test('an answer without end is cut', async () => {
  async function* endless(): AsyncGenerator<string> {
    for (;;) yield 'abc';
  }
  expect(
    await collectText(
      async () => endless(),
      LIMITS,
      notCancelled(),
      () => undefined,
    ),
  ).toEqual({ kind: 'too-long' });
});

test('what goes wrong there is passed on', async () => {
  const broken = async (): Promise<void> => {
    throw new Error('broken');
  };
  await expect(
    collectText(
      async () => pieces(['a'], broken),
      LIMITS,
      notCancelled(),
      () => undefined,
    ),
  ).rejects.toThrow('broken');
  await expect(
    collectText(
      () => Promise.reject(new Error('no')),
      LIMITS,
      notCancelled(),
      () => undefined,
    ),
  ).rejects.toThrow('no');
});
