import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

heals(
  'python/endless-recursion',
  [
    [
      'class Door:\n    def __init__(self):\n        self._open = False\n\n    @property\n    def open(self):\n        return «self.open»\n',
      'RecursionError: maximum recursion depth exceeded',
      'class Door:\n    def __init__(self):\n        self._open = False\n\n    @property\n    def open(self):\n        return self._open\n',
    ],
    [
      'def ordered(rows):\n    if not rows:\n        return rows\n    half = len(rows) // 2\n    return merge(«ordered(rows[:half])», ordered(rows[half:]))\n\ndef merge(a, b):\n    return sorted(a + b)\n',
      'RecursionError: maximum recursion depth exceeded',
      'def ordered(rows):\n    if len(rows) <= 1:\n        return rows\n    half = len(rows) // 2\n    return merge(ordered(rows[:half]), ordered(rows[half:]))\n\ndef merge(a, b):\n    return sorted(a + b)\n',
    ],
  ],
  [
    ['def down(n):\n    if n == 0:\n        return 0\n    return «down(n - 2)»\n', 'RecursionError: maximum recursion depth exceeded'],
    [
      'def highest(rows):\n    if not rows:\n        return 0\n    half = len(rows) // 2\n    return max(«highest(rows[:half])», highest(rows[half:]))\n',
      'RecursionError: maximum recursion depth exceeded',
    ],
  ],
);

proposes([
  [
    'def sort(xs):\n    if len(xs) == 0:\n        return xs\n    mid = len(xs) // 2\n    left = «sort(xs[:mid])»\n    return merge(left, sort(xs[mid:]))\n',
    'RecursionError: maximum recursion depth exceeded',
    'def sort(xs):\n    if len(xs) <= 1:\n        return xs\n    mid = len(xs) // 2\n    left = sort(xs[:mid])\n    return merge(left, sort(xs[mid:]))\n',
  ],
  [
    'class A:\n    def __init__(self):\n        self._name = ""\n    @property\n    def name(self):\n        return «self.name»\n',
    'RecursionError: maximum recursion depth exceeded',
    'class A:\n    def __init__(self):\n        self._name = ""\n    @property\n    def name(self):\n        return self._name\n',
  ],
  [
    'class A:\n    @property\n    def size(self):\n        return self._size\n    @size.setter\n    def size(self, value):\n        «self.size = value»\n',
    'RecursionError: maximum recursion depth exceeded',
    'class A:\n    @property\n    def size(self):\n        return self._size\n    @size.setter\n    def size(self, value):\n        self._size = value\n',
  ],
]);

test('a recursion whose end is not plain: silence', async () => {
  expect(
    (await tried('def f(n):\n    return «f(n - 2)» if n != 0 else 0\n', 'RecursionError: maximum recursion depth exceeded')).all,
  ).toEqual([]);
});
