import { beforeEach, expect, test } from 'vitest';
import { BackgroundRuns } from './background-runs';

let clock: number;
let runs: BackgroundRuns<string>;
let ran: string[];
beforeEach(() => {
  clock = 1_000_000;
  runs = new BackgroundRuns(() => clock);
  ran = [];
});

const never = new AbortController().signal;
const ask = (failure: string, texts: string, { ms = 0, signal = never, says = true } = {}): Promise<string | undefined> =>
  runs.answer(failure, texts, signal, async () => {
    ran.push(`${failure} ${texts}`);
    await Promise.resolve();
    clock += ms;
    return says ? texts : undefined;
  });

test('the same is not run twice, whether the first is under way or done', async () => {
  expect(await Promise.all([ask('a', '1'), ask('a', '1')])).toEqual(['1', '1']);
  expect(await ask('a', '1')).toBe('1');
  expect(ran).toEqual(['a 1']);
});

test('one at a time, in order', async () => {
  let running = 0;
  const work = async (): Promise<string> => {
    expect(++running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running--;
    return 'done';
  };
  const all = await Promise.all(['1', '2', '3'].map((texts) => runs.answer(texts, texts, never, work)));
  expect(all).toEqual(['done', 'done', 'done']);
});

test('one that fails does not keep the next from running, and its answer is not kept', async () => {
  const failing = runs.answer('a', '1', never, () => Promise.reject(new Error('no')));
  const next = ask('b', '1');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('1');
  expect(await ask('a', '1')).toBe('1');
});

test('what was cancelled while it waited is not run; the same text is run for who asks next', async () => {
  const controller = new AbortController();
  const first = ask('a', '1');
  const second = ask('b', '1', { signal: controller.signal });
  controller.abort();
  const third = ask('b', '1');
  expect(await Promise.all([first, second, third])).toEqual(['1', undefined, '1']);
  expect(ran).toEqual(['a 1', 'b 1']);
});

test('a failure is run with few texts, however much is typed meanwhile', async () => {
  for (let text = 0; text < 50; text++) await ask('a', String(text));
  expect(ran).toHaveLength(4);
  expect(await ask('b', '1')).toBe('1');
  clock += 6 * 60_000;
  expect(await ask('a', '60')).toBe('60');
});

test('in all, programs run for half a minute in five', async () => {
  for (let n = 0; n < 50; n++) await ask(`failure ${String(n)}`, '1', { ms: 4_000 });
  expect(ran).toHaveLength(8);
  clock += 6 * 60_000;
  expect(await ask('another', '1')).toBe('1');
});

test('what said nothing may be asked again', async () => {
  expect(await ask('a', '1', { says: false })).toBeUndefined();
  expect(await ask('a', '1')).toBe('1');
});
