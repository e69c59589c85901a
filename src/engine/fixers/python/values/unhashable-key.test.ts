import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/unhashable-key',
  [
    [
      'seen = set()\nx, y = 1, 2\n«seen.add([x, y])»\n',
      "TypeError: unhashable type: 'list'",
      'seen = set()\nx, y = 1, 2\nseen.add((x, y))\n',
    ],
    [
      'cache = {}\npath = [1, 2]\n«cache[path] = 3»\n',
      "TypeError: unhashable type: 'list'",
      'cache = {}\npath = [1, 2]\ncache[tuple(path)] = 3\n',
    ],
    [
      'rows = [[1, 2], [1, 2]]\nprint(len(«set(rows)»))\n',
      "TypeError: unhashable type: 'list'",
      'rows = [[1, 2], [1, 2]]\nprint(len(set(map(tuple, rows))))\n',
    ],
  ],
  [['seen = set()\n«seen.add({"a": 1})»\n', "TypeError: unhashable type: 'dict'"]],
);

proposes([
  ['s = «set([list()])»\n', "TypeError: unhashable type: 'list'", 's = set([tuple()])\n'],
  ['seen.«add([x, y])»\n', "TypeError: unhashable type: 'list'", 'seen.add((x, y))\n'],
]);
