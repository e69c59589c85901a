import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const PLUS = "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'";

proposes([
  [
    'def add(a, b):\n    c = a + b\n\nprint(«add(1, 2) + 3»)\n',
    PLUS,
    'def add(a, b):\n    c = a + b\n    return c\n\nprint(add(1, 2) + 3)\n',
  ],
  [
    'def add(a, b):\n    a + b\n\nx = add(1, 2)\nprint(«x + 3»)\n',
    PLUS,
    'def add(a, b):\n    return a + b\n\nx = add(1, 2)\nprint(x + 3)\n',
  ],
  [
    'def evens(ns):\n    out = []\n    for n in ns:\n        if n % 2 == 0:\n            out.append(n)\n\nfor n in «evens([1, 2])»:\n    print(n)\n',
    "TypeError: 'NoneType' object is not iterable",
    'def evens(ns):\n    out = []\n    for n in ns:\n        if n % 2 == 0:\n            out.append(n)\n    return out\n\nfor n in evens([1, 2]):\n    print(n)\n',
  ],
  [
    'def power(b, n):\n    if n == 0:\n        return 1\n    else:\n        b * power(b, n - 1)\n\nprint(«power(2, 3)» + 1)\n',
    PLUS,
    'def power(b, n):\n    if n == 0:\n        return 1\n    else:\n        return b * power(b, n - 1)\n\nprint(power(2, 3) + 1)\n',
  ],
  [
    'def count(words):\n    seen = {}\n    i = 0\n    while i < len(words):\n        seen[words[i]] = i\n        i += 1\n\nprint(«count(["a"])["a"]»)\n',
    "TypeError: 'NoneType' object is not subscriptable",
    'def count(words):\n    seen = {}\n    i = 0\n    while i < len(words):\n        seen[words[i]] = i\n        i += 1\n    return seen\n\nprint(count(["a"])["a"])\n',
  ],
]);

test.each([
  ['it prints its result', 'def add(a, b):\n    print(a + b)\n\n«add(1, 2) + 3»\n'],
  ['two variables could be it', 'def f(ns):\n    a = 0\n    b = 0\n    for n in ns:\n        a += n\n        b -= n\n\n«f([1]) + 3»\n'],
  ['it changes its argument', 'def f(ns):\n    ns.append(1)\n\n«f([1]) + 3»\n'],
  ['it returns a value elsewhere', 'def f(n):\n    x = n\n    if n:\n        return 1\n    x = 2\n\n«f(0) + 3»\n'],
  ['a generator', 'def f(n):\n    x = n\n    yield 1\n    x = 2\n\n«f(0) + 3»\n'],
  ['it stores its result', 'class A:\n    def f(self):\n        self.x = 1\n\n«A().f() + 3»\n'],
])('%s: silence', async (_, marked) => {
  expect((await tried(marked, PLUS)).all.filter(({ origin }) => origin.id === 'python/missing-return')).toEqual([]);
});
