import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/missing-call',
  [
    [
      'ages = {"a": 1}\nfor name, age in «ages.items»:\n    print(name, age)\n',
      "TypeError: 'builtin_function_or_method' object is not iterable",
      'ages = {"a": 1}\nfor name, age in ages.items():\n    print(name, age)\n',
    ],
    [
      'for name, value in «globals.items»():\n    print(name)\n',
      'reportFunctionMemberAccess: Cannot access attribute "items" for class "FunctionType"',
      'for name, value in globals().items():\n    print(name)\n',
    ],
    [
      'line = "a b"\nfor word in «line.split»:\n    print(word)\n',
      "TypeError: 'builtin_function_or_method' object is not iterable",
      'line = "a b"\nfor word in line.split():\n    print(word)\n',
    ],
  ],
  [['def f(x):\n    for y in «x»:\n        print(y)\n', "TypeError: 'builtin_function_or_method' object is not iterable"]],
);

proposes([
  [
    'class R:\n    def json(self):\n        return {"a": 1}\n\n\nr = R()\n«print(r.json["a"])»\n',
    "TypeError: 'method' object is not subscriptable",
    'class R:\n    def json(self):\n        return {"a": 1}\n\n\nr = R()\nprint(r.json()["a"])\n',
  ],
  [
    'for k, v in «prices.items»: ...\n',
    "TypeError: 'builtin_function_or_method' object is not iterable",
    'for k, v in prices.items(): ...\n',
  ],
]);
