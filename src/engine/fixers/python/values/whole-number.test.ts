import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

heals(
  'python/whole-number',
  [
    [
      'rows = [1, 2, 3]\nprint(«rows[len(rows) / 2]»)\n',
      'TypeError: list indices must be integers or slices, not float',
      'rows = [1, 2, 3]\nprint(rows[len(rows) // 2])\n',
    ],
    [
      'n = 10\nfor i in «range(n / 2)»:\n    print(i)\n',
      "TypeError: 'float' object cannot be interpreted as an integer",
      'n = 10\nfor i in range(n // 2):\n    print(i)\n',
    ],
    ['cell = «grid[row, column]»\n', 'TypeError: list indices must be integers or slices, not tuple', 'cell = grid[row][column]\n'],
  ],
  [['def f(rows, i):\n    return «rows[i]»\n', 'TypeError: list indices must be integers or slices, not tuple']],
);

proposes([
  ['x = «xs[len(xs) / 2]»\n', 'TypeError: list indices must be integers or slices, not float', 'x = xs[len(xs) // 2]\n'],
  ['for i in «range(n / 2)»: ...\n', "TypeError: 'float' object cannot be interpreted as an integer", 'for i in range(n // 2): ...\n'],
  ['cell = «grid[row, column]»\n', 'TypeError: list indices must be integers or slices, not tuple', 'cell = grid[row][column]\n'],
]);

test('a flat list has no rows: silence', async () => {
  expect((await tried('a = [1, 2]\n«a[0, 1]»\n', 'TypeError: list indices must be integers or slices, not tuple')).all).toEqual([]);
});
