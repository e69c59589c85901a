import { expect, test } from 'vitest';
import { withTimeLimit } from './with-time-limit';

const never = new Promise<string>(() => undefined);

test('work that is done in time', async () => {
  expect(await withTimeLimit(Promise.resolve('done'), 1_000, () => 'late')).toBe('done');
  await expect(withTimeLimit(Promise.reject(new Error('broken')), 1_000, () => 'late')).rejects.toThrow('broken');
});

test('work that is not done in time', async () => {
  expect(await withTimeLimit(never, 1, () => 'late')).toBe('late');
  await expect(
    withTimeLimit(never, 1, () => {
      throw new Error('too late');
    }),
  ).rejects.toThrow('too late');
});
