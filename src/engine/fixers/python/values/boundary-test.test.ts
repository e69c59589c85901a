import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

heals(
  'python/boundary-test',
  [
    [
      'def walk(s, i):\n    if i > len(s):\n        return 0\n    return ord(«s[i]») + walk(s, i + 1)\n',
      'IndexError: string index out of range',
      'def walk(s, i):\n    if i >= len(s):\n        return 0\n    return ord(s[i]) + walk(s, i + 1)\n',
    ],
    [
      'def count(rows, at=0):\n    if at == len(rows) + 1:\n        return 0\n    return «rows[at]» + count(rows, at + 1)\n',
      'IndexError: list index out of range',
      'def count(rows, at=0):\n    if at == len(rows):\n        return 0\n    return rows[at] + count(rows, at + 1)\n',
    ],
    [
      'def first(rows):\n    if rows == ():\n        return 0\n    return «rows[0]»\n',
      'IndexError: list index out of range',
      'def first(rows):\n    if not rows:\n        return 0\n    return rows[0]\n',
    ],
    [
      'at = 0\nwhile «rows[at]» != 7 and at < len(rows):\n    at += 1\n',
      'IndexError: list index out of range',
      'at = 0\nwhile at < len(rows) and rows[at] != 7:\n    at += 1\n',
    ],
  ],
  [
    ['def pick(rows, at, most):\n    if at > most:\n        return 0\n    return «rows[at]»\n', 'IndexError: list index out of range'],
    ['at = 0\nwhile «rows[at]» != 7 or at < len(rows):\n    at += 1\n', 'IndexError: list index out of range'],
  ],
);

proposes([
  [
    'def go(i):\n    if i > len(s): return 0\n    return «s[i]» + go(i + 1)\n',
    'IndexError: string index out of range',
    'def go(i):\n    if i >= len(s): return 0\n    return s[i] + go(i + 1)\n',
  ],
  [
    'def place(x, xs):\n    for i, it in enumerate(xs):\n        if it > x:\n            return i\n    return «i» + 1\n',
    "UnboundLocalError: cannot access local variable 'i' where it is not associated with a value",
    'def place(x, xs):\n    for i, it in enumerate(xs):\n        if it > x:\n            return i\n    return len(xs)\n',
  ],
  [
    'i = 0\nwhile «s[i]» != c and i < len(s):\n    i += 1\n',
    'IndexError: string index out of range',
    'i = 0\nwhile i < len(s) and s[i] != c:\n    i += 1\n',
  ],
  [
    'def f(i, s):\n    if i <= len(s) and «s[i]» == "a":\n        return 1\n',
    'IndexError: string index out of range',
    'def f(i, s):\n    if i < len(s) and s[i] == "a":\n        return 1\n',
  ],
  [
    'def first(xs):\n    if xs == ():\n        return 0\n    return «xs[0]»\n',
    'IndexError: list index out of range',
    'def first(xs):\n    if not xs:\n        return 0\n    return xs[0]\n',
  ],
  [
    'def top(xs, k):\n    best = []\n    while len(best) <= k:\n        «x = max(xs)»\n        xs.remove(x)\n        best.append(x)\n    return best\n',
    'ValueError: max() arg is an empty sequence',
    'def top(xs, k):\n    best = []\n    while len(best) < k:\n        x = max(xs)\n        xs.remove(x)\n        best.append(x)\n    return best\n',
  ],
]);

test('a loop that may break: what is behind it is not its length', async () => {
  const it = await tried(
    'def place(x, xs):\n    for i, it in enumerate(xs):\n        if it > x:\n            break\n    return «i» + 1\n',
    "UnboundLocalError: cannot access local variable 'i' where it is not associated with a value",
  );
  expect(it.after ?? '').not.toContain('len(xs)');
});
