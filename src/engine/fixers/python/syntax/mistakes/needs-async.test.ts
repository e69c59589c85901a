import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([['def load():\n    await fetch()\n', 'async def load():\n    await fetch()\n']])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
