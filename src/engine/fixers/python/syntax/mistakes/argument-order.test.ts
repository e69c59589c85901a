import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ['f(a=1, b)\n', 'f(b, a=1)\n'],
  ['def f(a=1, b):\n    return a\n', 'def f(b, a=1):\n    return a\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
