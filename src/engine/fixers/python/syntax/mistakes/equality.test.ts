import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ['if answer = 42:\n    go()\n', 'if answer == 42:\n    go()\n'],
  ['while x != 1 and y = 2:\n    go()\n', 'while x != 1 and y == 2:\n    go()\n'],
  ['if self.mode = MODE:\n    go()\n', 'if self.mode == MODE:\n    go()\n'],
  ['if a = 1 or b = 2:\n    go()\n', 'if a == 1 or b == 2:\n    go()\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
