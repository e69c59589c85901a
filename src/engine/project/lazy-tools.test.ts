import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lazyChecker } from './lazy-tools';
import type { TextChecker } from './text-checker';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A checker that answers when told to, and counts its starts and ends. */
function counted(): { start: () => Promise<TextChecker>; starts: number; ends: number; answer: () => void } {
  const state = {
    starts: 0,
    ends: 0,
    answer: (): void => undefined,
    start: (): Promise<TextChecker> => {
      state.starts++;
      return Promise.resolve({
        source: 'Pyright',
        name: 'Pyright 1.1',
        check: () => new Promise<readonly []>((resolve) => (state.answer = () => resolve([]))),
        dispose: () => void state.ends++,
      });
    },
  };
  return state;
}

test('a checker that nobody asks ends, and starts anew for the next question', async () => {
  const tool = counted();
  const checker = lazyChecker('Pyright', tool.start, 1_000);
  expect([tool.starts, checker.name]).toEqual([0, 'Pyright']);
  const first = checker.check('/a.py', '');
  await vi.advanceTimersByTimeAsync(5_000);
  // It is not idle while it works.
  expect([tool.starts, tool.ends]).toEqual([1, 0]);
  tool.answer();
  expect(await first).toEqual([]);
  await vi.advanceTimersByTimeAsync(900);
  expect(tool.ends).toBe(0);
  await vi.advanceTimersByTimeAsync(200);
  expect([tool.ends, checker.name]).toEqual([1, 'Pyright 1.1']);
  const second = checker.check('/a.py', '');
  await vi.advanceTimersByTimeAsync(0);
  tool.answer();
  expect(await second).toEqual([]);
  checker.dispose();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([tool.starts, tool.ends]).toEqual([2, 2]);
  expect(await checker.check('/a.py', '')).toBeUndefined();
});

test('one that does not start is not tried again and again', async () => {
  let tries = 0;
  const checker = lazyChecker('Pyright', () => Promise.resolve(void tries++), 1_000);
  expect(await checker.check('/a.py', '')).toBeUndefined();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await checker.check('/a.py', '')).toBeUndefined();
  expect(tries).toBe(1);
  checker.dispose();
});
