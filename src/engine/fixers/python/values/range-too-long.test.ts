import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { candidateTexts, tried } from '../../../../../test/support/python-case';

heals(
  'python/range-too-long',
  [
    [
      'rows = [1, 2]\nfor i in range(len(rows) + 1):\n    print(«rows[i]»)\n',
      'IndexError: list index out of range',
      'rows = [1, 2]\nfor i in range(len(rows)):\n    print(rows[i])\n',
    ],
    [
      'rows = [1, 2]\ni = 0\nwhile i <= len(rows):\n    print(«rows[i]»)\n    i += 1\n',
      'IndexError: list index out of range',
      'rows = [1, 2]\ni = 0\nwhile i < len(rows):\n    print(rows[i])\n    i += 1\n',
    ],
  ],
  [['def first(rows):\n    return «rows[0]»\n', 'IndexError: list index out of range']],
);

proposes([
  [
    'for i in range(len(xs) + 1):\n    print(«xs[i]»)\n',
    'IndexError: list index out of range',
    'for i in range(len(xs)):\n    print(xs[i])\n',
  ],
  ['while i <= len(xs):\n    print(«xs[i]»)\n', 'IndexError: list index out of range', 'while i < len(xs):\n    print(xs[i])\n'],
  ['for x in xs:\n    «xs.pop(x)»\n', 'IndexError: pop index out of range', 'for x in xs:\n    xs.remove(x)\n'],
  [
    'def f(pairs):\n    for pair in pairs:\n        print(pair[0])\n        print(«pair[2]»)\n',
    'IndexError: list index out of range',
    'def f(pairs):\n    for pair in pairs:\n        print(pair[0])\n        print(pair[1])\n',
  ],
  [
    'best = xs[0]\nout.append(«xs.pop(best)»)\n',
    'IndexError: pop index out of range',
    'best = xs[0]\nout.append(xs.pop(xs.index(best)))\n',
  ],
]);

test('an index of nothing: no guard is put in', async () => {
  expect(
    (await tried('def get(lst, index: int):\n    return «lst[index]»\nget([1], 3)\n', 'IndexError: list index out of range')).all,
  ).toEqual([]);
});

test.each([
  ['for i in range(1, len(xs)):\n    print(«xs[i + 1]»)\n', 'for i in range(1, len(xs)):\n    print(xs[i - 1])\n'],
  ['for x in xs:\n    print(«xs[x]»)\n', 'for x in xs:\n    print(x)\n'],
])('the other plausible place is second: %s', async (marked, second) => {
  expect(await candidateTexts(marked, 'IndexError: list index out of range')).toContain(second);
});

test('a sys.argv of unknown length: silence', async () => {
  expect((await tried('import sys\nprint(«sys.argv[2]»)\n', 'IndexError: list index out of range')).all).toEqual([]);
});

test.each([
  ['before and behind', 'for i in range(len(xs)):\n    print(xs[i - 1] + «xs[i + 1]»)\n', 'range(1, len(xs) - 1)'],
  [
    'before only where there is one',
    'for i in range(len(xs)):\n    if i > 0:\n        print(xs[i - 1])\n    print(«xs[i + 1]»)\n',
    'range(len(xs) - 1)',
  ],
])('a loop that looks %s', async (_, marked, wanted) => {
  expect((await tried(marked, 'IndexError: list index out of range')).after).toContain(wanted);
});
