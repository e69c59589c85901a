import { describe } from 'vitest';
import { keepsStill, mends } from '../../../../../test/support/mended';

describe('a list that all calls share', () => {
  const B006 = 'B006: Do not use mutable data structures for argument defaults';
  mends([
    [
      'def add(item, items=«[]»):\n    """Docs."""\n    items.append(item)\n',
      B006,
      'def add(item, items=None):\n    """Docs."""\n    if items is None:\n        items = []\n    items.append(item)\n',
    ],
    [
      'class A:\n\tdef f(self, «seen: set = set()»):\n\t\treturn seen\n',
      B006,
      'class A:\n\tdef f(self, seen: set | None = None):\n\t\tif seen is None:\n\t\t\tseen = set()\n\t\treturn seen\n',
    ],
    [
      '«def f(a=[], b={"x": 1}):»\n    return a\n',
      'W0102: Dangerous default value {"x": 1} as argument',
      'def f(a=[], b=None):\n    if b is None:\n        b = {"x": 1}\n    return a\n',
    ],
  ]);
  keepsStill([
    ['def f(a=«[]»): return a\n', B006],
    ['«def f(a=[], b={}):»\n    return a\n', 'W0102: Dangerous default value as argument'],
  ]);
});
