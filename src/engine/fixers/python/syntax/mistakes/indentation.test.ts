import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  [
    'def f(self, x):\n    if x:\n    self.best = x\n    return\n    go(x)\n',
    'def f(self, x):\n    if x:\n        self.best = x\n        return\n    go(x)\n',
  ],
  [
    'def f(curr, last):\n    while curr != last:\n    tmp = curr.next\n    curr.next = None\n    curr = tmp\n',
    'def f(curr, last):\n    while curr != last:\n        tmp = curr.next\n        curr.next = None\n        curr = tmp\n',
  ],
  ['def f(x):\nreturn x\n', 'def f(x):\n    return x\n'],
  ['def f(x):\n    y = x\n      return y\n', 'def f(x):\n    y = x\n    return y\n'],
  ['for i in range(3):\n    if i:\n        go()\n     stop()\n', 'for i in range(3):\n    if i:\n        go()\n    stop()\n'],
  [
    'class A:\ndef f(self):\n    return 1\n\ndef g(self):\n    return 2\n',
    'class A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 2\n',
  ],
  ['def f(x):\n    y = x\nreturn y\n', 'def f(x):\n    y = x\n    return y\n'],
  [
    'def f(xs):\n    for x in xs:\n    low = x.lower()\n    if low:\n        go(low)\n\n    return xs\n',
    'def f(xs):\n    for x in xs:\n        low = x.lower()\n        if low:\n            go(low)\n\n    return xs\n',
  ],
  [
    'def f(i):\n    if not i:\n        a = i\n        b = 1\n    else:\n    a = i - 1\n    b = 2\n    raise E(a, b)\n',
    'def f(i):\n    if not i:\n        a = i\n        b = 1\n    else:\n        a = i - 1\n        b = 2\n    raise E(a, b)\n',
  ],
  [
    'def f():\n    try:\n        go()\n    except E:\n    stop()\n    raise\n',
    'def f():\n    try:\n        go()\n    except E:\n        stop()\n        raise\n',
  ],
  [
    "class A:\n    def f(self):\n    'Says it.'\n    return 1\n\n    def g(self):\n        return 2\n",
    "class A:\n    def f(self):\n        'Says it.'\n        return 1\n\n    def g(self):\n        return 2\n",
  ],
  // A clause of the header stands behind the body; a `with` mostly holds all that follows.
  [
    'def f(a):\n    if a:\n    go(a)\n    stop(a)\n    else:\n        rest(a)\n',
    'def f(a):\n    if a:\n        go(a)\n        stop(a)\n    else:\n        rest(a)\n',
  ],
  [
    'def f(a):\n    with a.lock():\n    a.go(1)\n    a.look(2)\n    a.rest(3)\n\n    return a\n',
    'def f(a):\n    with a.lock():\n        a.go(1)\n        a.look(2)\n        a.rest(3)\n\n    return a\n',
  ],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
