// For every fixer of names, calls and values: what it mends, through the whole of healing, and where it keeps still.
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
  'python/none-result',
  [
    [
      'names = ["b", "a"]\nnames = names.sort()\nprint(«names[0]»)\n',
      "TypeError: 'NoneType' object is not subscriptable",
      'names = ["b", "a"]\nnames.sort()\nprint(names[0])\n',
    ],
    [
      'names = ["b", "a"]\nfor name in «names.sort()»:\n    print(name)\n',
      "TypeError: 'NoneType' object is not iterable",
      'names = ["b", "a"]\nfor name in sorted(names):\n    print(name)\n',
    ],
  ],
  [['def find(): ...\nprint(«find()[0]»)\n', "TypeError: 'NoneType' object is not subscriptable"]],
);

fixer(
  'python/mixed-operands',
  [
    [
      'age = 12\nprint(«"Age: " + age»)\n',
      'TypeError: can only concatenate str (not "int") to str',
      'age = 12\nprint("Age: " + str(age))\n',
    ],
    ['print(«input("years? ") + 1»)\n', 'TypeError: can only concatenate str (not "int") to str', 'print(int(input("years? ")) + 1)\n'],
  ],
  [['def add(a, b):\n    return «a - b»\n', "TypeError: unsupported operand type(s) for -: 'str' and 'str'"]],
);

fixer(
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

fixer(
  'python/whole-number',
  [
    [
      'rows = [1, 2, 3]\nprint(«rows[len(rows) / 2]»)\n',
      'TypeError: list indices must be integers or slices, not float',
      'rows = [1, 2, 3]\nprint(rows[len(rows) // 2])\n',
    ],
    [
      'n = 10\nfor i in «range(n / 2)»:\n    print(i)\n',
      "TypeError: 'float' object cannot be interpreted as an integer",
      'n = 10\nfor i in range(n // 2):\n    print(i)\n',
    ],
  ],
  [['def f(rows, i):\n    return «rows[i]»\n', 'TypeError: list indices must be integers or slices, not tuple']],
);

fixer(
  'python/range-too-long',
  [
    [
      'rows = [1, 2]\nfor i in range(len(rows) + 1):\n    print(«rows[i]»)\n',
      'IndexError: list index out of range',
      'rows = [1, 2]\nfor i in range(len(rows)):\n    print(rows[i])\n',
    ],
    [
      'rows = [1, 2]\ni = 0\nwhile i <= len(rows):\n    print(«rows[i]»)\n    i += 1\n',
      'IndexError: list index out of range',
      'rows = [1, 2]\ni = 0\nwhile i < len(rows):\n    print(rows[i])\n    i += 1\n',
    ],
  ],
  [['def first(rows):\n    return «rows[0]»\n', 'IndexError: list index out of range']],
);

fixer(
  'python/boundary-test',
  [
    [
      'def walk(s, i):\n    if i > len(s):\n        return 0\n    return ord(«s[i]») + walk(s, i + 1)\n',
      'IndexError: string index out of range',
      'def walk(s, i):\n    if i >= len(s):\n        return 0\n    return ord(s[i]) + walk(s, i + 1)\n',
    ],
    [
      'def count(rows, at=0):\n    if at == len(rows) + 1:\n        return 0\n    return «rows[at]» + count(rows, at + 1)\n',
      'IndexError: list index out of range',
      'def count(rows, at=0):\n    if at == len(rows):\n        return 0\n    return rows[at] + count(rows, at + 1)\n',
    ],
  ],
  [['def pick(rows, at, most):\n    if at > most:\n        return 0\n    return «rows[at]»\n', 'IndexError: list index out of range']],
);

fixer(
  'python/division-from-zero',
  [
    [
      'def prime(n):\n    for d in range(n):\n        if «n % d == 0»:\n            return False\n    return True\n',
      'ZeroDivisionError: integer modulo by zero',
      'def prime(n):\n    for d in range(2, n):\n        if n % d == 0:\n            return False\n    return True\n',
    ],
    [
      'total = 0\nfor d in range(10):\n    total += «1 / d»\n',
      'ZeroDivisionError: division by zero',
      'total = 0\nfor d in range(1, 10):\n    total += 1 / d\n',
    ],
  ],
  [['def mean(rows):\n    return «sum(rows) / len(rows)»\n', 'ZeroDivisionError: division by zero']],
);

fixer(
  'python/missing-key',
  [
    [
      'ages = {"alice": 3, "bob": 4}\nprint(«ages["alcie"]»)\n',
      "KeyError: 'alcie'",
      'ages = {"alice": 3, "bob": 4}\nprint(ages["alice"])\n',
    ],
    [
      'counts = {}\nfor word in ["a", "b"]:\n    «counts[word] += 1»\n',
      "KeyError: 'a'",
      'counts = {}\nfor word in ["a", "b"]:\n    counts[word] = counts.get(word, 0) + 1\n',
    ],
  ],
  [['def get(table, key):\n    return «table[key]»\n', "KeyError: 'x'"]],
);

fixer(
  'python/unpack-items',
  [
    [
      'ages = {"alice": 3}\n«for name, age in ages:»\n    print(name, age)\n',
      'ValueError: too many values to unpack (expected 2)',
      'ages = {"alice": 3}\nfor name, age in ages.items():\n    print(name, age)\n',
    ],
    [
      'words = ["one", "two"]\n«for i, word in words:»\n    print(i, word)\n',
      'ValueError: too many values to unpack (expected 2)',
      'words = ["one", "two"]\nfor i, word in enumerate(words):\n    print(i, word)\n',
    ],
  ],
  [
    [
      'def show(rows):\n    «for name, age in rows:»\n        print(name, age)\n',
      'ValueError: not enough values to unpack (expected 2, got 1)',
    ],
  ],
);

fixer(
  'python/unhashable-key',
  [
    [
      'seen = set()\nx, y = 1, 2\n«seen.add([x, y])»\n',
      "TypeError: unhashable type: 'list'",
      'seen = set()\nx, y = 1, 2\nseen.add((x, y))\n',
    ],
    [
      'cache = {}\npath = [1, 2]\n«cache[path] = 3»\n',
      "TypeError: unhashable type: 'list'",
      'cache = {}\npath = [1, 2]\ncache[tuple(path)] = 3\n',
    ],
  ],
  [['seen = set()\n«seen.add({"a": 1})»\n', "TypeError: unhashable type: 'dict'"]],
);

fixer(
  'python/changed-while-looping',
  [
    [
      'cache = {"a": 1}\n«for key in cache:»\n    del cache[key]\n',
      'RuntimeError: dictionary changed size during iteration',
      'cache = {"a": 1}\nfor key in list(cache):\n    del cache[key]\n',
    ],
    [
      'ages = {"a": 1}\n«for name, age in ages.items():»\n    if age < 2:\n        ages.pop(name)\n',
      'RuntimeError: dictionary changed size during iteration',
      'ages = {"a": 1}\nfor name, age in list(ages.items()):\n    if age < 2:\n        ages.pop(name)\n',
    ],
  ],
  [['cache = {"a": 1}\n«for key in list(cache):»\n    del cache[key]\n', 'RuntimeError: dictionary changed size during iteration']],
);

fixer(
  'python/bytes-and-text',
  [
    [
      'with open("a.txt", "wb") as f:\n    «f.write("hello")»\n',
      "TypeError: a bytes-like object is required, not 'str'",
      'with open("a.txt", "w") as f:\n    f.write("hello")\n',
    ],
    [
      'data = b"a,b"\nprint(«data.split(",")»)\n',
      "TypeError: a bytes-like object is required, not 'str'",
      'data = b"a,b"\nprint(data.split(b","))\n',
    ],
  ],
  [['def save(f, text):\n    «f.write(text)»\n', "TypeError: a bytes-like object is required, not 'str'"]],
);

fixer(
  'python/not-an-exception',
  [
    [
      'class Rejected:\n    pass\n«raise Rejected()»\n',
      'TypeError: exceptions must derive from BaseException',
      'class Rejected(Exception):\n    pass\nraise Rejected()\n',
    ],
    [
      'def check(age):\n    if age < 0:\n        «raise "too young"»\n',
      'TypeError: exceptions must derive from BaseException',
      'def check(age):\n    if age < 0:\n        raise Exception("too young")\n',
    ],
  ],
  [['from shop import Rejected\n«raise Rejected()»\n', 'TypeError: exceptions must derive from BaseException']],
);

fixer(
  'python/endless-recursion',
  [
    [
      'class Door:\n    def __init__(self):\n        self._open = False\n\n    @property\n    def open(self):\n        return «self.open»\n',
      'RecursionError: maximum recursion depth exceeded',
      'class Door:\n    def __init__(self):\n        self._open = False\n\n    @property\n    def open(self):\n        return self._open\n',
    ],
    [
      'def ordered(rows):\n    if not rows:\n        return rows\n    half = len(rows) // 2\n    return merge(«ordered(rows[:half])», ordered(rows[half:]))\n\ndef merge(a, b):\n    return sorted(a + b)\n',
      'RecursionError: maximum recursion depth exceeded',
      'def ordered(rows):\n    if len(rows) <= 1:\n        return rows\n    half = len(rows) // 2\n    return merge(ordered(rows[:half]), ordered(rows[half:]))\n\ndef merge(a, b):\n    return sorted(a + b)\n',
    ],
  ],
  [
    ['def down(n):\n    if n == 0:\n        return 0\n    return «down(n - 2)»\n', 'RecursionError: maximum recursion depth exceeded'],
    [
      'def highest(rows):\n    if not rows:\n        return 0\n    half = len(rows) // 2\n    return max(«highest(rows[:half])», highest(rows[half:]))\n',
      'RecursionError: maximum recursion depth exceeded',
    ],
  ],
);

fixer(
  'python/number-from-text',
  [
    [
      'width, height = «int(input())»\n',
      "ValueError: invalid literal for int() with base 10: '3 4'",
      'width, height = map(int, input().split())\n',
    ],
    [
      'rows = «int(input().split())»\n',
      "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'",
      'rows = list(map(int, input().split()))\n',
    ],
  ],
  [['age = «int(input())»\n', "ValueError: invalid literal for int() with base 10: 'old'"]],
);

fixer(
  'python/boundary-test',
  [
    [
      'def first(rows):\n    if rows == ():\n        return 0\n    return «rows[0]»\n',
      'IndexError: list index out of range',
      'def first(rows):\n    if not rows:\n        return 0\n    return rows[0]\n',
    ],
    [
      'at = 0\nwhile «rows[at]» != 7 and at < len(rows):\n    at += 1\n',
      'IndexError: list index out of range',
      'at = 0\nwhile at < len(rows) and rows[at] != 7:\n    at += 1\n',
    ],
  ],
  [['at = 0\nwhile «rows[at]» != 7 or at < len(rows):\n    at += 1\n', 'IndexError: list index out of range']],
);

fixer(
  'python/whole-number',
  [['cell = «grid[row, column]»\n', 'TypeError: list indices must be integers or slices, not tuple', 'cell = grid[row][column]\n']],
  [],
);

fixer(
  'python/unpack-items',
  [
    [
      'width, height = «input()»\nprint(width, height)\n',
      'ValueError: too many values to unpack (expected 2)',
      'width, height = input().split()\nprint(width, height)\n',
    ],
  ],
  [['width, height = «read()»\ndef read(): ...\n', 'ValueError: too many values to unpack (expected 2)']],
);

fixer(
  'python/number-from-text',
  [
    [
      'rows = list(«map(int, input())»)\n',
      "ValueError: invalid literal for int() with base 10: ' '",
      'rows = list(map(int, input().split()))\n',
    ],
  ],
  [],
);

fixer(
  'python/unhashable-key',
  [
    [
      'rows = [[1, 2], [1, 2]]\nprint(len(«set(rows)»))\n',
      "TypeError: unhashable type: 'list'",
      'rows = [[1, 2], [1, 2]]\nprint(len(set(map(tuple, rows))))\n',
    ],
  ],
  [],
);

fixer(
  'python/changed-while-looping',
  [
    [
      'waiting = {1, 2}\n«for job in waiting:»\n    waiting.discard(job)\n',
      'RuntimeError: Set changed size during iteration',
      'waiting = {1, 2}\nfor job in list(waiting):\n    waiting.discard(job)\n',
    ],
  ],
  [],
);
