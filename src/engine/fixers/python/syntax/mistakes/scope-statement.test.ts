import { expect, test } from 'vitest';
import { best, mend } from '../../../../../../test/unit/mend';

test.each([
  [
    "def f():\n    '''Counts.'''\n    total = 1\n    global total\n    return total\n",
    "name 'total' is assigned to before global declaration",
    3,
    "def f():\n    '''Counts.'''\n    global total\n    total = 1\n    return total\n",
  ],
  [
    'def f():\n    n = 0\n    def g():\n        print(n)\n        nonlocal n\n',
    "name 'n' is used prior to nonlocal declaration",
    4,
    'def f():\n    n = 0\n    def g():\n        nonlocal n\n        print(n)\n',
  ],
  ['n = 0\ndef f():\n    nonlocal n\n    n += 1\n', "no binding for nonlocal 'n' found", 2, 'n = 0\ndef f():\n    global n\n    n += 1\n'],
  ['n = 0\ndef f():\n    global n += 1\n', 'invalid syntax', 2, 'n = 0\ndef f():\n    global n\n    n += 1\n'],
  ['global n = 0\nprint(n)\n', 'invalid syntax', 0, 'n = 0\nprint(n)\n'],
])('%j: %s', (before, message, line, after) => {
  expect(best(before, message, line).text).toBe(after);
});

test.each([
  ['def f(x):\n    global x\n', "name 'x' is parameter and global", 1],
  ['nonlocal x\n', 'nonlocal declaration not allowed at module level', 0],
  ['def f():\n    nonlocal n\n    n += 1\n', "no binding for nonlocal 'n' found", 1],
])('silent: %j: %s', (before, message, line) => {
  expect(mend(before, message, line)).toEqual([]);
});
