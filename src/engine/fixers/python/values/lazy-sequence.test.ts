import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  ['m = map(int, words)\nprint(«len(m)»)\n', "TypeError: object of type 'map' has no len()", 'm = list(map(int, words))\nprint(len(m))\n'],
  ['print(«d.keys()[0]»)\n', "TypeError: 'dict_keys' object is not subscriptable", 'print(list(d.keys())[0])\n'],
  ['v = d.values()\n«v.sort»()\n', "AttributeError: 'dict_values' object has no attribute 'sort'", 'v = list(d.values())\nv.sort()\n'],
  [
    'import random\nnames = d.keys()\n«random.shuffle(names)»\n',
    "TypeError: 'dict_keys' object is not subscriptable",
    'import random\nnames = list(d.keys())\nrandom.shuffle(names)\n',
  ],
  [
    'import random\nprint(«random.choice({1, 2})»)\n',
    "TypeError: 'set' object is not subscriptable",
    'import random\nprint(random.choice(list({1, 2})))\n',
  ],
  [
    'import random\nprint(«random.sample(deck, 2)»)\n',
    'TypeError: Population must be a sequence.  For dicts or sets, use sorted(d).',
    'import random\nprint(random.sample(sorted(deck), 2))\n',
  ],
  [
    'squares = (n * n for n in ns)\nprint(«len(squares)»)\n',
    "TypeError: object of type 'generator' has no len()",
    'squares = list(n * n for n in ns)\nprint(len(squares))\n',
  ],
]);

test.each([
  ['a set is indexed', 's = {1, 2}\nprint(«s[0]»)\n', "TypeError: 'set' object is not subscriptable"],
  ['where it comes from is not known', 'def f(m):\n    return «len(m)»\n', "TypeError: object of type 'map' has no len()"],
  ['it is given two values', 'm = map(int, a)\nm = map(str, m)\nprint(«len(m)»)\n', "TypeError: object of type 'map' has no len()"],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/lazy-sequence')).toEqual([]);
});
