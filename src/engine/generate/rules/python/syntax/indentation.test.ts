import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ["def f(x):\nreturn x\n", "def f(x):\n    return x\n"],
  ["def f(x):\n    y = x\n      return y\n", "def f(x):\n    y = x\n    return y\n"],
  ["for i in range(3):\n    if i:\n        go()\n     stop()\n", "for i in range(3):\n    if i:\n        go()\n    stop()\n"],
  ["class A:\ndef f(self):\n    return 1\n\ndef g(self):\n    return 2\n", "class A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 2\n"],
  ["def f(x):\n    y = x\nreturn y\n", "def f(x):\n    y = x\n    return y\n"],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
