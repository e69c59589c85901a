import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ["print(len(x)\ny = 1\n", "print(len(x))\ny = 1\n"],
  ["x = foo(a, b))\n", "x = foo(a, b)\n"],
  ["x = foo(a b)\n", "x = foo(a, b)\n"],
  ["x = [1, 2)\n", "x = [1, 2]\n"],
  ["def f(a b):\n    return a\n", "def f(a, b):\n    return a\n"],
  ["form x import y\n", "from x import y\n"],
  ["From x import y\n", "from x import y\n"],
  ["for i n range(3):\n    go(i)\n", "for i in range(3):\n    go(i)\n"],
  ["for i range(3):\n    go(i)\n", "for i in range(3):\n    go(i)\n"],
  ["if x > = 3:\n    go()\n", "if x >= 3:\n    go()\n"],
  ["d = {'a' 1}\n", "d = {'a': 1}\n"],
  ["x = {\n    'a': 1\n    'b': 2,\n}\n", "x = {\n    'a': 1,\n    'b': 2,\n}\n"],
  ["rec = []\nn = len(0rec)\n", "rec = []\nn = len(rec)\n"],
  ["x = input()print(x)\n", "x = input()\nprint(x)\n"],
  ["def add(self, node *more):\n    pass\n", "def add(self, node, *more):\n    pass\n"],
  ["def f(n):\n    total = 0\n    total += len(n) 1\n    return total\n", "def f(n):\n    total = 0\n    total += len(n) + 1\n    return total\n"],
  ["area = self.width * self.height\nnext = self.width self.height\n", "area = self.width * self.height\nnext = self.width * self.height\n"],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
