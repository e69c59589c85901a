import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ['for i in range 10:\n    go(i)\n', 'for i in range(10):\n    go(i)\n'],
  ['root = Node value\n', 'root = Node(value)\n'],
  ['def f(xs):\n    return x for x in xs\n', 'def f(xs):\n    return [x for x in xs]\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
