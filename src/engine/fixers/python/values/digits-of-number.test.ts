import { heals } from '../../../../../test/support/fixer-cases';

const LOOP = "TypeError: 'int' object is not iterable";
heals(
  'python/digits-of-number',
  [
    ['n = 482\nfor d in «n»:\n    print(int(d) * 2)\n', LOOP, 'n = 482\nfor d in str(n):\n    print(int(d) * 2)\n'],
    [
      'def f(n):\n    return «sum(int(d) ** 2 for d in n)»\n\nf(12)\n',
      LOOP,
      'def f(n):\n    return sum(int(d) ** 2 for d in str(n))\n\nf(12)\n',
    ],
    ['n = 12\n«digits = list(map(int, n))»\n', LOOP, 'n = 12\ndigits = list(map(int, str(n)))\n'],
    ['code = 4711\n«print(code[0])»\n', "TypeError: 'int' object is not subscriptable", 'code = 4711\nprint(str(code)[0])\n'],
    [
      'year = 2024\n«if "2" in year:»\n    print(1)\n',
      "TypeError: argument of type 'int' is not iterable",
      'year = 2024\nif "2" in str(year):\n    print(1)\n',
    ],
    [
      'pin = 1234\n«if len(pin) == 4:»\n    print(1)\n',
      "TypeError: object of type 'int' has no len()",
      'pin = 1234\nif len(str(pin)) == 4:\n    print(1)\n',
    ],
  ],
  [
    ['n = 4\nfor i in «n»:\n    print(i)\n', LOOP],
    ['def f(row):\n    return «row[0]»\n', "TypeError: 'int' object is not subscriptable"],
  ],
);
