import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/missing-attribute',
  [
    ['xs = [1]\n«print(xs.mean())»\n', "AttributeError: 'list' object has no attribute 'mean'", 'xs = [1]\nprint(sum(xs) / len(xs))\n'],
    ['xs = [1]\n«print(xs.last())»\n', "AttributeError: 'list' object has no attribute 'last'", 'xs = [1]\nprint(xs[-1])\n'],
    [
      'from collections import Counter\nc = Counter()\n«c.add("a")»\n',
      "AttributeError: 'Counter' object has no attribute 'add'",
      'from collections import Counter\nc = Counter()\nc["a"] += 1\n',
    ],
    ['w = "ab"\n«print(w.toInt())»\n', "AttributeError: 'str' object has no attribute 'toInt'", 'w = "ab"\nprint(int(w))\n'],
    [
      'from pathlib import Path\np = Path("a")\n«print(p.basename())»\n',
      "AttributeError: 'PosixPath' object has no attribute 'basename'",
      'from pathlib import Path\np = Path("a")\nprint(p.name)\n',
    ],
  ],
  [],
);
