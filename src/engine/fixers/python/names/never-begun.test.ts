import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/never-begun',
  [
    [
      'total = 0\nfor v in [1, 2]:\n    «totl += v»\nprint(total)\n',
      "NameError: name 'totl' is not defined",
      'total = 0\nfor v in [1, 2]:\n    total += v\nprint(total)\n',
    ],
    [
      'total = 0\nfor v in [1, 2]:\n    «totl» += v\nprint(total)\n',
      'reportPossiblyUnbound: "totl" is possibly unbound',
      'total = 0\nfor v in [1, 2]:\n    total += v\nprint(total)\n',
    ],
    [
      'for word in "a b".split():\n    if word:\n        «count += 1»\nprint(count)\n',
      "NameError: name 'count' is not defined",
      'count = 0\nfor word in "a b".split():\n    if word:\n        count += 1\nprint(count)\n',
    ],
  ],
  [
    ['for v in load():\n    «total += v»\nprint(total)\n', "NameError: name 'total' is not defined"],
    [
      'def f():\n    «n += 1»\n    return n\n',
      "UnboundLocalError: cannot access local variable 'n' where it is not associated with a value",
    ],
  ],
);

heals(
  'python/undefined-name',
  [['orders = [1]\nprint(«lenght(orders)»)\n', "NameError: name 'lenght' is not defined", 'orders = [1]\nprint(len(orders))\n']],
  [],
);
