// For every fixer of names and calls: what it mends, through the whole of healing, and where it keeps still.
import { describe, expect, test } from 'vitest';
import { healed } from '../../../../test/unit/heal-python';

type Case = readonly [marked: string, error: string, after: string];
type Still = readonly [marked: string, error: string];

function fixer(id: string, cases: readonly Case[], still: readonly Still[]): void {
  describe(id, () => {
    test.each(cases.map(([marked, error, after]) => ({ marked, error, after })))('$marked', async ({ marked, error, after }) => {
      const it = await healed(marked, error);
      expect(it.after).toBe(after);
      expect(it.by[0]).toBe(id);
    });
    if (still.length > 0)
      test.each(still.map(([marked, error]) => ({ marked, error })))('not: $marked', async ({ marked, error }) => {
        expect((await healed(marked, error)).by).not.toContain(id);
      });
  });
}

fixer(
  'python/undefined-name',
  [
    [
      'def area(width, height):\n    return width * «heigth»\n',
      "NameError: name 'heigth' is not defined",
      'def area(width, height):\n    return width * height\n',
    ],
    ['print(«json».dumps([1]))\n', "NameError: name 'json' is not defined", 'import json\nprint(json.dumps([1]))\n'],
  ],
  [['def area():\n    return «zebra»\n', "NameError: name 'zebra' is not defined"]],
);

fixer(
  'python/unbound-local',
  [
    [
      'score = 0\ndef hit():\n    «score» += 10\n',
      "UnboundLocalError: cannot access local variable 'score' where it is not associated with a value",
      'score = 0\ndef hit():\n    global score\n    score += 10\n',
    ],
    [
      'def total(prices):\n    amount == 0\n    for price in prices:\n        «amount» += price\n    return amount\n',
      "UnboundLocalError: local variable 'amount' referenced before assignment",
      'def total(prices):\n    amount = 0\n    for price in prices:\n        amount += price\n    return amount\n',
    ],
  ],
  [
    [
      'def pick(a):\n    if a > 3:\n        found = a\n    return «found»\n',
      "UnboundLocalError: cannot access local variable 'found' where it is not associated with a value",
    ],
  ],
);

fixer(
  'python/missing-module',
  [
    ['«import maht»\nprint(maht.sqrt(2))\n', "ModuleNotFoundError: No module named 'maht'", 'import math\nprint(math.sqrt(2))\n'],
    [
      '«from Queue import Queue»\njobs = Queue()\n',
      "ModuleNotFoundError: No module named 'Queue'",
      'from queue import Queue\njobs = Queue()\n',
    ],
  ],
  [['«import flask»\n', "ModuleNotFoundError: No module named 'flask'"]],
);

fixer(
  'python/missing-export',
  [
    [
      '«from collections import Iterable»\n',
      "ImportError: cannot import name 'Iterable' from 'collections' (/usr/lib/python3.12/collections/__init__.py)",
      'from collections.abc import Iterable\n',
    ],
    [
      '«from math import squrt»\nprint(squrt(2))\n',
      "ImportError: cannot import name 'squrt' from 'math' (unknown location)",
      'from math import sqrt\nprint(sqrt(2))\n',
    ],
  ],
  [['«from json import zebra»\n', "ImportError: cannot import name 'zebra' from 'json' (/usr/lib/python3.12/json/__init__.py)"]],
);

fixer(
  'python/missing-attribute',
  [
    [
      'names = ["b", "a"]\n«names.push("c")»\n',
      "AttributeError: 'list' object has no attribute 'push'",
      'names = ["b", "a"]\nnames.append("c")\n',
    ],
    [
      'import random\nprint(«random.randit(1, 6)»)\n',
      "AttributeError: module 'random' has no attribute 'randit'",
      'import random\nprint(random.randint(1, 6))\n',
    ],
  ],
  [['x = None\nprint(«x.strip()»)\n', "AttributeError: 'NoneType' object has no attribute 'strip'"]],
);

fixer(
  'python/keyword-argument',
  [
    ['print("a", «edn»="")\n', 'reportCallIssue: No parameter named "edn"', 'print("a", end="")\n'],
    [
      'def move(speed, angle): ...\n«move(speed=1, angel=2)»\n',
      "TypeError: move() got an unexpected keyword argument 'angel'",
      'def move(speed, angle): ...\nmove(speed=1, angle=2)\n',
    ],
  ],
  [['def move(speed): ...\n«move(speed=1, colour=2)»\n', "TypeError: move() got an unexpected keyword argument 'colour'"]],
);

fixer(
  'python/argument-count',
  [
    [
      'class Dog:\n    def bark():\n        print("woof")\nDog().«bark()»\n',
      'TypeError: Dog.bark() takes 0 positional arguments but 1 was given',
      'class Dog:\n    def bark(self):\n        print("woof")\nDog().bark()\n',
    ],
    [
      'rows = [(1, 2)]\n«rows.sort(lambda row: row[1])»\n',
      'TypeError: sort() takes no positional arguments',
      'rows = [(1, 2)]\nrows.sort(key=lambda row: row[1])\n',
    ],
  ],
  [['def add(a, b):\n    return a + b\nprint(«add(1)»)\n', "TypeError: add() missing 1 required positional argument: 'b'"]],
);

fixer(
  'python/brackets-for-parentheses',
  [
    [
      'words = []\n«words.append["a"]»\n',
      "TypeError: 'builtin_function_or_method' object is not subscriptable",
      'words = []\nwords.append("a")\n',
    ],
    [
      'prices = {"tea": 2}\nprint(«prices("tea")»)\n',
      "TypeError: 'dict' object is not callable",
      'prices = {"tea": 2}\nprint(prices["tea"])\n',
    ],
  ],
  [['def f(callback):\n    return «callback(1)»\n', "TypeError: 'int' object is not callable"]],
);

fixer(
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

fixer(
  'python/super-call',
  [
    [
      'class A(B):\n    def close(self):\n        «super.close»()\n',
      'reportAttributeAccessIssue: Cannot access attribute "close" for class "type[super]"',
      'class A(B):\n    def close(self):\n        super().close()\n',
    ],
    [
      'class A(B):\n    def __init__(self, x):\n        «super.__init__(x)»\n',
      "TypeError: descriptor '__init__' requires a 'super' object but received a 'int'",
      'class A(B):\n    def __init__(self, x):\n        super().__init__(x)\n',
    ],
  ],
  [['def close(super):\n    «super.close»()\n', 'reportAttributeAccessIssue: Cannot access attribute "close" for class "str"']],
);

fixer(
  'python/missing-await',
  [
    [
      'async def load(): ...\nasync def main():\n    rows = load()\n    «rows.append(1)»\n',
      "AttributeError: 'coroutine' object has no attribute 'append'",
      'async def load(): ...\nasync def main():\n    rows = await load()\n    rows.append(1)\n',
    ],
    [
      'async def count(): ...\nasync def main():\n    return «count() + 1»\n',
      "TypeError: unsupported operand type(s) for +: 'coroutine' and 'int'",
      'async def count(): ...\nasync def main():\n    return await count() + 1\n',
    ],
  ],
  [
    [
      'async def load(): ...\ndef main():\n    rows = load()\n    «rows.append(1)»\n',
      "AttributeError: 'coroutine' object has no attribute 'append'",
    ],
  ],
);

fixer(
  'python/swapped-arguments',
  [
    [
      'x = 1\nprint(«isinstance(int, x)»)\n',
      'TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union',
      'x = 1\nprint(isinstance(x, int))\n',
    ],
    [
      'from datetime import datetime\nd = «datetime.strptime("%d.%m.%Y", "24.12.2024")»\n',
      "ValueError: time data '%d.%m.%Y' does not match format '24.12.2024'",
      'from datetime import datetime\nd = datetime.strptime("24.12.2024", "%d.%m.%Y")\n',
    ],
  ],
  [['def f(a, b):\n    return «isinstance(a, b)»\n', 'TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union']],
);

fixer(
  'python/super-call',
  [
    [
      'class A(B):\n    def __str__(self):\n        return "A " + «super.__str__()»\n',
      'TypeError: unbound method object.__str__() needs an argument',
      'class A(B):\n    def __str__(self):\n        return "A " + super().__str__()\n',
    ],
  ],
  [['super = 1\nclass A:\n    def f(self):\n        return «super.real()»\n', "TypeError: 'int' object is not callable"]],
);

fixer(
  'python/missing-await',
  [
    [
      'async def load(): ...\nasync def main():\n    for row in «load()»:\n        print(row)\n',
      "TypeError: 'coroutine' object is not iterable",
      'async def load(): ...\nasync def main():\n    for row in await load():\n        print(row)\n',
    ],
  ],
  [],
);
