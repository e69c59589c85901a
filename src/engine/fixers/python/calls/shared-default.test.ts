import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'def add(x, seen=[]):\n    """Adds."""\n    seen.append(x)\n    return seen\n\n\n«assert add(2) == [2]»\n',
    'AssertionError: assert [1, 2] == [2]',
    'def add(x, seen=None):\n    """Adds."""\n    if seen is None:\n        seen = []\n    seen.append(x)\n    return seen\n\n\nassert add(2) == [2]\n',
  ],
  [
    'class Bag:\n    def __init__(self, items=[]):\n        self.items = items\n\n    def put(self, x):\n        self.items.append(x)\n\n\nBag().put(1)\n«assert Bag().items == []»\n',
    'AssertionError: ',
    'class Bag:\n    def __init__(self, items=None):\n        if items is None:\n            items = []\n        self.items = items\n\n    def put(self, x):\n        self.items.append(x)\n\n\nBag().put(1)\nassert Bag().items == []\n',
  ],
]);

test.each([
  ['nothing changes it', 'def size(x, seen=[]):\n    return len(seen)\n\n\n«assert size(2) == 1»\n', 'AssertionError: assert 0 == 1'],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/shared-default')).toEqual([]);
});
