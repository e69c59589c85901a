import { heals } from '../../../../../test/support/fixer-cases';

const NONE = "TypeError: 'NoneType' object is not callable";
heals(
  'python/decorator-result',
  [
    [
      'def timed(f):\n    def inner(*a):\n        return f(*a)\n\n@timed\ndef add(a, b):\n    return a + b\n\n«print(add(1, 2))»\n',
      NONE,
      'def timed(f):\n    def inner(*a):\n        return f(*a)\n    return inner\n\n@timed\ndef add(a, b):\n    return a + b\n\nprint(add(1, 2))\n',
    ],
    [
      'def adder(n):\n    def add(x):\n        return x + n\n\n«print(adder(3)(4))»\n',
      NONE,
      'def adder(n):\n    def add(x):\n        return x + n\n    return add\n\nprint(adder(3)(4))\n',
    ],
  ],
  [['def timed(f):\n    print(f)\n\n@timed\ndef add():\n    return 1\n\n«add()»\n', NONE]],
);
