// A slice that lost the name of what it is a part of; and what else a place that a learner broke can mean.

import { expect, test } from 'vitest';
import { best, mend } from '../../../../../../test/unit/mend';

test.each([
  ['word = input()\nn = 2\nout = word[:n] + "-" + [n + 1:]\n', 'word = input()\nn = 2\nout = word[:n] + "-" + word[n + 1:]\n'],
  ['def turn(line, k):\n    return [k:] + line[:k]\n', 'def turn(line, k):\n    return line[k:] + line[:k]\n'],
])('a slice of what is sliced beside it: %j', (text, right) => {
  expect(best(text).text).toBe(right);
});

test('a dictionary and a list are no slices', () => {
  for (const text of ['rows = [1, 2]\nd = {1: rows[0:1]\n', 'rows = [a: b for a in xs]\n'])
    for (const { repair } of mend(text)) expect(repair.variant).not.toBe('slice-of-nothing');
});

test.each([
  // The text is long, and the quote that is left over stands far behind the first word that does not fit.
  ['total = 3\nprint(The sum is {}. It is the same as the number {}.".format(total, 3))\n', 'print("The sum is {}. It is'],
  // A bracket that nothing closes is text.
  ["for c in line:\n    if c == '(:\n        depth = 1\n", "if c == '(':\n"],
  ["name = input()\nprint('Hello +name)\n", "print('Hello '+name)\n"],
  ["y = input()\nprint('Reverse:,int(y))\n", "print('Reverse:',int(y))\n"],
  // The next statement does not close what this one opened.
  ['a = 1\nb = 2\ntotal = (a + b\nprint(total)\n', 'total = (a + b)\n'],
])('quotes and brackets: %j', (text, right) => {
  expect(best(text).text).toContain(right);
});
