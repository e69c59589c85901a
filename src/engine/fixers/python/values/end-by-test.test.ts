import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'def pages(a, b):\n    return list(range(a, b))\n\n\ndef test_pages():\n    «assert pages(1, 3) == [1, 2, 3]»\n',
    'AssertionError: assert [1, 2] == [1, 2, 3]',
    'def pages(a, b):\n    return list(range(a, b + 1))\n\n\ndef test_pages():\n    assert pages(1, 3) == [1, 2, 3]\n',
  ],
  [
    'def firsts(xs, n):\n    return xs[:n - 1]\n\n\ndef test_firsts():\n    «assert firsts([1, 2, 3], 2) == [1, 2]»\n',
    'AssertionError: assert [1] == [1, 2]',
    'def firsts(xs, n):\n    return xs[:n]\n\n\ndef test_firsts():\n    assert firsts([1, 2, 3], 2) == [1, 2]\n',
  ],
]);

test.each([
  [
    'another item is wrong',
    'def pages(a, b):\n    return list(range(a, b))\n\n\ndef test_pages():\n    «assert pages(1, 3) == [2, 3]»\n',
    'AssertionError: assert [1, 2] == [2, 3]',
  ],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/end-by-test')).toEqual([]);
});
