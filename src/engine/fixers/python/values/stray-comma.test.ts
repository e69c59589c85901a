import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  ['total = 5,\n«print(total + 1)»\n', 'TypeError: can only concatenate tuple (not "int") to tuple', 'total = 5\nprint(total + 1)\n'],
  [
    'class Shop:\n    def __init__(self):\n        self.rate = 1.2,\n    def price(self, n):\n        return «n * self.rate»\n',
    "TypeError: can't multiply sequence by non-int of type 'float'",
    'class Shop:\n    def __init__(self):\n        self.rate = 1.2\n    def price(self, n):\n        return n * self.rate\n',
  ],
  [
    'def area(w, h):\n    return w * h,\n«print(area(2, 3) + 1)»\n',
    'TypeError: can only concatenate tuple (not "int") to tuple',
    'def area(w, h):\n    return w * h\nprint(area(2, 3) + 1)\n',
  ],
  [
    'name = "ann",\n«print(name.upper())»\n',
    "AttributeError: 'tuple' object has no attribute 'upper'",
    'name = "ann"\nprint(name.upper())\n',
  ],
]);

test.each([['two values', 'p = 1, 2\n«print(p + 1)»\n', 'TypeError: can only concatenate tuple (not "int") to tuple']])(
  '%s: silence',
  async (_, marked, error) => {
    expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/stray-comma')).toEqual([]);
  },
);
