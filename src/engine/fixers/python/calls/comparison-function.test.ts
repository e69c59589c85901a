import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/comparison-function',
  [
    [
      'import random\n\ndef newest(a, b):\n    return b - a\n\n«print(sorted([3, 1], cmp=newest))»\n',
      "TypeError: 'cmp' is an invalid keyword argument for sort()",
      'import functools\nimport random\n\ndef newest(a, b):\n    return b - a\n\nprint(sorted([3, 1], key=functools.cmp_to_key(newest)))\n',
    ],
    [
      'from functools import cmp_to_key\nxs = [3, 1]\n«xs.sort(lambda x, y: y - x)»\n',
      'TypeError: sort() takes no positional arguments',
      'from functools import cmp_to_key\nxs = [3, 1]\nxs.sort(key=cmp_to_key(lambda x, y: y - x))\n',
    ],
    [
      'import functools\ndef longer(a, b):\n    return len(a) - len(b)\n\n«print(max(["a"], key=longer))»\n',
      "TypeError: longer() missing 1 required positional argument: 'b'",
      'import functools\ndef longer(a, b):\n    return len(a) - len(b)\n\nprint(max(["a"], key=functools.cmp_to_key(longer)))\n',
    ],
  ],
  [
    ['«print(sorted(["b", "aa"], len))»\n', 'TypeError: sorted expected 1 argument, got 2'],
    ['«print(sorted(["b"], key=len, cmp=newest))»\n', "TypeError: 'cmp' is an invalid keyword argument for sort()"],
  ],
);
