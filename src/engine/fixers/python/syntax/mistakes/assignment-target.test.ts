import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ['int(n) = input()\n', 'n = int(input())\n'],
  ['for int(n) in range(3):\n    go(n)\n', 'for n in range(3):\n    go(n)\n'],
  ['5 = x\n', 'x = 5\n'],
  ["user-name = 'a'\nprint(user_name)\n", "user_name = 'a'\nprint(user_name)\n"],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test.each([
  ['full name = 1\nprint(full name)\n', 'full_name = 1\nprint(full_name)\n'],
  ['total-price = 3\nprice = 2\nprint(total-price + price)\n', 'total_price = 3\nprice = 2\nprint(total_price + price)\n'],
])('%j becomes %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
