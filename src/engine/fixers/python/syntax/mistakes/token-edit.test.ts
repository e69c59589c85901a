import { expect, test } from 'vitest';
import { best, mend } from '../../../../../../test/unit/mend';

test.each([
  ['Thread(target=f, args=(1, 2).start()\n', 'Thread(target=f, args=(1, 2)).start()\n'],
  ['x = abs(a[i] - a[i + 1\ny = 2\n', 'x = abs(a[i] - a[i + 1])\ny = 2\n'],
  ['if ready(xs[0\n    go()\n', 'if ready(xs[0]):\n    go()\n'],
  ['a, b = 1, 2\nif 1 <= a, b <= 9:\n    go()\n', 'a, b = 1, 2\nif 1 <= a and b <= 9:\n    go()\n'],
  ['1st = read()\nprint(1st[0])\n', 'lst = read()\nprint(lst[0])\n'],
  ['a = {1, 2  3}\n', 'a = {1, 2,  3}\n'],
  ['print(len(x)\ny = 1\n', 'print(len(x))\ny = 1\n'],
  ['x = foo(a, b))\n', 'x = foo(a, b)\n'],
  ['x = foo(a b)\n', 'x = foo(a, b)\n'],
  ['x = [1, 2)\n', 'x = [1, 2]\n'],
  ['def f(a b):\n    return a\n', 'def f(a, b):\n    return a\n'],
  ['form x import y\n', 'from x import y\n'],
  ['From x import y\n', 'from x import y\n'],
  ['for i n range(3):\n    go(i)\n', 'for i in range(3):\n    go(i)\n'],
  ['for i range(3):\n    go(i)\n', 'for i in range(3):\n    go(i)\n'],
  ['if x > = 3:\n    go()\n', 'if x >= 3:\n    go()\n'],
  ["d = {'a' 1}\n", "d = {'a': 1}\n"],
  ["x = {\n    'a': 1\n    'b': 2,\n}\n", "x = {\n    'a': 1,\n    'b': 2,\n}\n"],
  ['rec = []\nn = len(0rec)\n', 'rec = []\nn = len(rec)\n'],
  ['x = input()print(x)\n', 'x = input()\nprint(x)\n'],
  ['def add(self, node *more):\n    pass\n', 'def add(self, node, *more):\n    pass\n'],
  [
    'def f(n):\n    total = 0\n    total += len(n) 1\n    return total\n',
    'def f(n):\n    total = 0\n    total += len(n) + 1\n    return total\n',
  ],
  [
    'area = self.width * self.height\nnext = self.width self.height\n',
    'area = self.width * self.height\nnext = self.width * self.height\n',
  ],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

// A comma that is left over makes no tuple.
test.each([
  ['x = (1,,)\n', 'x = (1)\n'],
  ['x = 1,)\n', 'x = 1\n'],
  ['x = (,1)\n', 'x = (1)\n'],
  ['def f(x):\n    return x,)\n', 'def f(x):\n    return x\n'],
  ['total = (1 + 2,\nprint(total)\n', 'total = (1 + 2)\nprint(total)\n'],
  ['print(1,,2)\n', 'print(1,2)\n'],
  ['pair = (1, 2,,)\n', 'pair = (1, 2,)\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test.each(['len("abc") = 3\n', 'len["abc" = 3\n', 'len("abc" = 3\n', 'def size(x):\n    return 1\nsize("a") = 3\n'])(
  'no element of a function is given a value: %j',
  (before) => {
    for (const { text, repair } of mend(before)) if (repair.share > 0.04) expect(text).not.toMatch(/(?:len|size)\[.*\]\s*=(?!=)/);
  },
);

test('an element of a list is', () => {
  expect(best('items = [1]\nitems(0) = 3\n').text).toBe('items = [1]\nitems[0] = 3\n');
});

test.each([
  ['x = 4\ny = 3x + 2\n', 'x = 4\ny = 3*x + 2\n'],
  ['xs = [1, 2]\nys = [xs[0]\nprint(ys)\n', 'xs = [1, 2]\nys = [xs[0]]\nprint(ys)\n'],
  ["s = 'abc'\nprint(s.upper()\n", "s = 'abc'\nprint(s.upper())\n"],
  ["n = 3\nprint('n:', str(n, sep='')\n", "n = 3\nprint('n:', str(n), sep='')\n"],
])('%j becomes %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
