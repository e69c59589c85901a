import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ['print(\u201chi\u201d)\n', 'print("hi")\n'],
  ['x = a \u2212 b\n', 'x = a - b\n'],
  ['x =\u00a01\n', 'x = 1\n'],
  ['f\uff08a\uff0cb\uff09\n', 'f(a,b)\n'],
  ['x = 1\u200b\n', 'x = 1\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
