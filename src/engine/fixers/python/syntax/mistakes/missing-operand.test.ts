import { expect, test } from 'vitest';
import { best, mend } from '../../../../../../test/unit/mend';

test.each([
  ['x = 10\nif x > 5 and < 20:\n    print(x)\n', 'x = 10\nif x > 5 and x < 20:\n    print(x)\n'],
  ["n = input()\nif n == 'a' or = 'b' or == 'c':\n    print(n)\n", "n = input()\nif n == 'a' or n == 'b' or n == 'c':\n    print(n)\n"],
  ['while len(xs) > 0 and <= 9:\n    go(xs)\n', 'while len(xs) > 0 and len(xs) <= 9:\n    go(xs)\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test('nothing is compared before it', () => {
  for (const { repair } of mend('if ready and < 20:\n    go()\n')) expect(repair.mistakes).not.toContain('python/missing-operand');
});
