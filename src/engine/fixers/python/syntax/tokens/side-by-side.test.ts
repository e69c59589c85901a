import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ['def f(name):\n    return "Hello, " name\n', 'def f(name):\n    return "Hello, " + name\n'],
  ['def f(self, name):\n    return getattr(self, "visit_" name)\n', 'def f(self, name):\n    return getattr(self, "visit_" + name)\n'],
  [
    'def f(n, size):\n    n = 2\n    total = n size\n    return total\n',
    'def f(n, size):\n    n = 2\n    total = n + size\n    return total\n',
  ],
  ['def f(x):\n    return "%d items" x\n', 'def f(x):\n    return "%d items" % x\n'],
  // Other calls of the function have one argument more.
  ['def f(a, b):\n    send(a, b)\n    send(b, a)\n    send(a b)\n', 'def f(a, b):\n    send(a, b)\n    send(b, a)\n    send(a, b)\n'],
  ['print("Hello" name)\n', 'print("Hello", name)\n'],
  ['s = text.split(" " 1)\n', 's = text.split(" ", 1)\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
