import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { guardWrites } from './write-guard';

afterEach(() => vi.unstubAllEnvs());

test('where nothing can be kept, that is said, and nothing is thrown', () => {
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, path.join(__dirname, 'no such folder'));
  const guarded = guardWrites([{ path: __filename, before: 'a', after: 'b' }]);
  expect(guarded).toMatchObject({ ok: false, message: expect.stringContaining('its folder is not there') as string });
});
