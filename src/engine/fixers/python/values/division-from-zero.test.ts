import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

heals(
  'python/division-from-zero',
  [
    [
      'def prime(n):\n    for d in range(n):\n        if «n % d == 0»:\n            return False\n    return True\n',
      'ZeroDivisionError: integer modulo by zero',
      'def prime(n):\n    for d in range(2, n):\n        if n % d == 0:\n            return False\n    return True\n',
    ],
    [
      'total = 0\nfor d in range(10):\n    total += «1 / d»\n',
      'ZeroDivisionError: division by zero',
      'total = 0\nfor d in range(1, 10):\n    total += 1 / d\n',
    ],
  ],
  [['def mean(rows):\n    return «sum(rows) / len(rows)»\n', 'ZeroDivisionError: division by zero']],
);

proposes([
  [
    'for j in range(0, n):\n    if «n % j» == 0: ...\n',
    'ZeroDivisionError: integer modulo by zero',
    'for j in range(2, n):\n    if n % j == 0: ...\n',
  ],
]);

test('the average of nothing: no guard is put in', async () => {
  expect(
    (await tried('def average(ns):\n    return «sum(ns) / len(ns)»\naverage([])\n', 'ZeroDivisionError: division by zero')).all,
  ).toEqual([]);
});
