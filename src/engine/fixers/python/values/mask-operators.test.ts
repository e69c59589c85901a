import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    '«few = df[df["a"] > 1 and df["b"] < 3]»\n',
    'ValueError: The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().',
    'few = df[(df["a"] > 1) & (df["b"] < 3)]\n',
  ],
  [
    '«few = df[not df["ok"]]»\n',
    'ValueError: The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().',
    'few = df[~df["ok"]]\n',
  ],
  [
    '«few = x[2 < x < 6]»\n',
    'ValueError: The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().',
    'few = x[(2 < x) & (x < 6)]\n',
  ],
  [
    '«few = df[df["a"] > 1 & df["b"] < 3]»\n',
    'ValueError: The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().',
    'few = df[(df["a"] > 1) & (df["b"] < 3)]\n',
  ],
  [
    '«mask = a > 2 and not a > 8»\n',
    'ValueError: The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().',
    'mask = (a > 2) & ~(a > 8)\n',
  ],
]);

test.each([
  [
    'one truth is asked for',
    'if «x > 1»:\n    pass\n',
    'ValueError: The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().',
  ],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/mask-operators')).toEqual([]);
});
