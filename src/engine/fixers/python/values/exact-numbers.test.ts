import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/exact-numbers',
  [
    [
      'from decimal import Decimal\nprice = Decimal("19.90")\n«print(price * 1.19)»\n',
      "TypeError: unsupported operand type(s) for *: 'decimal.Decimal' and 'float'",
      'from decimal import Decimal\nprice = Decimal("19.90")\nprint(price * Decimal("1.19"))\n',
    ],
    [
      'import decimal\ndef taxed(price, rate=0.19):\n    «return price + price * rate»\n',
      "TypeError: unsupported operand type(s) for *: 'decimal.Decimal' and 'float'",
      'import decimal\ndef taxed(price, rate=0.19):\n    return price + price * decimal.Decimal(str(rate))\n',
    ],
    [
      'from decimal import Decimal\n«print(Decimal("3.14").quantize(0.1))»\n',
      'TypeError: conversion from float to Decimal is not supported',
      'from decimal import Decimal\nprint(Decimal("3.14").quantize(Decimal("0.1")))\n',
    ],
    [
      'from fractions import Fraction\nfrom decimal import Decimal\nhalf = Fraction(1, 2)\n«print(half + Decimal("0.5"))»\n',
      "TypeError: unsupported operand type(s) for +: 'Fraction' and 'decimal.Decimal'",
      'from fractions import Fraction\nfrom decimal import Decimal\nhalf = Fraction(1, 2)\nprint(half + Fraction(Decimal("0.5")))\n',
    ],
  ],
  [['«print(a * b + c * d)»\n', "TypeError: unsupported operand type(s) for *: 'decimal.Decimal' and 'float'"]],
);
