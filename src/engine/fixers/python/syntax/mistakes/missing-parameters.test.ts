import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ['def start:\n    return 1\n', 'def start():\n    return 1\n'],
  [
    'def outer(xs):\n    def inner:\n        for x in xs:\n            yield x\n    return inner\n',
    'def outer(xs):\n    def inner():\n        for x in xs:\n            yield x\n    return inner\n',
  ],
  ['class A:\n    x = 1\n\n    def stop:\n        return self.x\n', 'class A:\n    x = 1\n\n    def stop(self):\n        return self.x\n'],
  [
    'class A:\n    @staticmethod\n    def make -> int:\n        return 1\n',
    'class A:\n    @staticmethod\n    def make() -> int:\n        return 1\n',
  ],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
