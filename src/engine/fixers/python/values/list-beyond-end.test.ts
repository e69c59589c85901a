import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'out = []\nfor i in range(3):\n    «out[i] = i * i»\n',
    'IndexError: list assignment index out of range',
    'out = []\nfor i in range(3):\n    out.append(i * i)\n',
  ],
  [
    'upper = []\nfor i, word in enumerate(words):\n    «upper[i] = word.upper()»\n',
    'IndexError: list assignment index out of range',
    'upper = []\nfor i, word in enumerate(words):\n    upper.append(word.upper())\n',
  ],
  [
    'seats = ["a", "b"]\nlast = len(seats)\n«seats[last] = "c"»\n',
    'IndexError: list assignment index out of range',
    'seats = ["a", "b"]\nlast = len(seats) - 1\nseats[last] = "c"\n',
  ],
  [
    'xs = [3, 1]\nend = len(xs)\n«last = xs[end]»\nprint(last, end)\n',
    'IndexError: list index out of range',
    'xs = [3, 1]\nend = len(xs)\nlast = xs[end - 1]\nprint(last, end)\n',
  ],
]);

test.each([
  ['out of order', 'out = []\nfor i in range(3):\n    «out[i * 2] = i»\n', 'IndexError: list assignment index out of range'],
  ['filled before', 'out = [1]\nfor i in range(3):\n    «out[i] = i»\n', 'IndexError: list assignment index out of range'],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/list-beyond-end')).toEqual([]);
});
