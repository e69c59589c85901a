import { heals } from '../../../../../test/support/fixer-cases';

const ERROR = 'TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union';
heals(
  'python/types-to-test',
  [
    ['x = 1\n«print(isinstance(x, [int, str]))»\n', ERROR, 'x = 1\nprint(isinstance(x, (int, str)))\n'],
    ['x = 1\n«print(isinstance(x, "int"))»\n', ERROR, 'x = 1\nprint(isinstance(x, int))\n'],
    [
      'try:\n    int("a")\n«except [ValueError, KeyError]:»\n    print(1)\n',
      'TypeError: catching classes that do not inherit from BaseException is not allowed',
      'try:\n    int("a")\nexcept (ValueError, KeyError):\n    print(1)\n',
    ],
  ],
  [['x = 1\n«print(isinstance(x, 5))»\n', ERROR]],
);
