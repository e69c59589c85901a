import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/number-for-sequence',
  [
    [
      'rows = [1, 2]\nfor i in «len(rows)»:\n    print(rows[i])\n',
      "TypeError: 'int' object is not iterable",
      'rows = [1, 2]\nfor i in range(len(rows)):\n    print(rows[i])\n',
    ],
    [
      'rows = [1, 2]\nfor i in «range(rows)»:\n    print(rows[i])\n',
      "TypeError: 'list' object cannot be interpreted as an integer",
      'rows = [1, 2]\nfor i in range(len(rows)):\n    print(rows[i])\n',
    ],
  ],
  [['def f(rows):\n    for row in «rows»:\n        print(row)\n', "TypeError: 'float' object is not iterable"]],
);

proposes([
  ['for i in «len(xs)»: ...\n', "TypeError: 'int' object is not iterable", 'for i in range(len(xs)): ...\n'],
  ['for i in «range(xs)»: ...\n', "TypeError: 'list' object cannot be interpreted as an integer", 'for i in range(len(xs)): ...\n'],
  ['«range("12", 14)»\n', "TypeError: 'str' object cannot be interpreted as an integer", 'range(int("12"), 14)\n'],
  ['r = []\nfor i in xs:\n    «r += max(i)»\n', "TypeError: 'int' object is not iterable", 'r = []\nfor i in xs:\n    r.append(max(i))\n'],
  ['return_ = «sum(stack[0])»\n', "TypeError: 'int' object is not iterable", 'return_ = sum(stack)\n'],
]);
