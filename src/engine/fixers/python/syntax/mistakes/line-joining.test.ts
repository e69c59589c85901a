import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([['total = a + \\ \n    b\n', 'total = a + \\\n    b\n']])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
