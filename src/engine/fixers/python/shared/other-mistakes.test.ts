// What counts as another mistake beside the reported one, and what as a program too short to hold two.
import { expect, test } from 'vitest';
import { otherMistakes, isShort } from './other-mistakes';
import { placed } from '../../../../../test/support/python-case';
import { pythonFile } from './python-file';

function fileOf(marked: string) {
  const { problem, source, file, start, end, workspace } = placed(marked, 'IndexError: list index out of range', {});
  return pythonFile({ problem, source, path: file, start, end, all: [problem], workspace, signal: new AbortController().signal });
}

test.each([
  ['code after a return', 'def f(a):\n    «a[9]»\n    return a\n    a.sort()\n', 1],
  ['a comparison for an assignment', 'def f(a):\n    total == 0\n    «a[9]»\n    return a\n', 2],
  ['a result thrown away', 'def f(a, k):\n    «a[9]»\n    k - 1\n', 1],
  ['a method named, not called', 'def f(a):\n    «a[9]»\n    a.sort\n', 1],
  ['a value nobody reads', 'def f(a):\n    best = a[0]\n    return «a[9]»\n', 1],
  ['a loop that cannot end', 'def f(a, n):\n    while n > 0:\n        print(«a[9]»)\n', 1],
  ['another name nobody defines', 'def f(a):\n    return «a[9]»\ndef g():\n    return zebra\n', 0],
  ['nothing', 'def f(a, n):\n    while n > 0:\n        «a[9]»\n        n -= 1\n    return a\n    pass\n', 0],
])('%s', (_, marked, count) => expect(otherMistakes(fileOf(marked), undefined)).toBe(count));

test.each([
  ['print(«a[9]»)\n', true],
  ['# a list\n\na = [1]\nfor x in a:\n    print(«a[x]»)\n', true],
  ['def first(a):\n    return «a[9]»\n', false],
  ['a = [1]\nb = 2\nc = 3\nd = 4\ne = 5\n«a[9]»\n', false],
])('short: %s', (marked, short) => expect(isShort(fileOf(marked))).toBe(short));
