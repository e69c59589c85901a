// Attributes, calls and values: before and after as text.
import { describe, expect, test } from 'vitest';
import { patched } from '../../../syntax/edits';
import { placed, tried } from '../../../../../test/support/python-case';

type Case = readonly [before: string, error: string, after: string];
const each = (cases: readonly Case[]) =>
  test.each(cases.map((it) => [...it]))('%s | %s', async (before = '', error = '', after = '') =>
    expect((await tried(before, error)).after).toBe(after),
  );

describe('values', () => {
  each([
    ['xs = «xs.sort()»\nfor x in xs: ...\n', "TypeError: 'NoneType' object is not iterable", 'xs.sort()\nfor x in xs: ...\n'],
    ['for x in «names.sort()»: ...\n', "TypeError: 'NoneType' object is not iterable", 'for x in sorted(names): ...\n'],
    ['back = xs.reverse()\n«back[0]»\n', "TypeError: 'NoneType' object is not subscriptable", 'back = xs[::-1]\nback[0]\n'],
    ['new = []\nnew += «new.append(1)»\n', "TypeError: 'NoneType' object is not iterable", 'new = []\nnew.append(1)\n'],
    ['print(«"Age: " + age»)\n', 'TypeError: can only concatenate str (not "int") to str', 'print("Age: " + str(age))\n'],
    ['n = input()\n«n + 1»\n', 'TypeError: can only concatenate str (not "int") to str', 'n = input()\nint(n) + 1\n'],
    [
      'n = input()\nif «n > 3»: ...\n',
      "TypeError: '>' not supported between instances of 'str' and 'int'",
      'n = input()\nif int(n) > 3: ...\n',
    ],
    ['r = «(x,) + r»\n', 'TypeError: can only concatenate tuple (not "list") to tuple', 'r = [x] + r\n'],
    ['for i in «len(xs)»: ...\n', "TypeError: 'int' object is not iterable", 'for i in range(len(xs)): ...\n'],
    ['for i in «range(xs)»: ...\n', "TypeError: 'list' object cannot be interpreted as an integer", 'for i in range(len(xs)): ...\n'],
    ['«range("12", 14)»\n', "TypeError: 'str' object cannot be interpreted as an integer", 'range(int("12"), 14)\n'],
    [
      'r = []\nfor i in xs:\n    «r += max(i)»\n',
      "TypeError: 'int' object is not iterable",
      'r = []\nfor i in xs:\n    r.append(max(i))\n',
    ],
    ['return_ = «sum(stack[0])»\n', "TypeError: 'int' object is not iterable", 'return_ = sum(stack)\n'],
    ['x = «xs[len(xs) / 2]»\n', 'TypeError: list indices must be integers or slices, not float', 'x = xs[len(xs) // 2]\n'],
    ['for i in «range(n / 2)»: ...\n', "TypeError: 'float' object cannot be interpreted as an integer", 'for i in range(n // 2): ...\n'],
    ['", ".join(«numbers»)\n', 'TypeError: sequence item 0: expected str instance, int found', '", ".join(map(str, numbers))\n'],
    [
      'for i in range(len(xs) + 1):\n    print(«xs[i]»)\n',
      'IndexError: list index out of range',
      'for i in range(len(xs)):\n    print(xs[i])\n',
    ],
    ['while i <= len(xs):\n    print(«xs[i]»)\n', 'IndexError: list index out of range', 'while i < len(xs):\n    print(xs[i])\n'],
    [
      'def go(i):\n    if i > len(s): return 0\n    return «s[i]» + go(i + 1)\n',
      'IndexError: string index out of range',
      'def go(i):\n    if i >= len(s): return 0\n    return s[i] + go(i + 1)\n',
    ],
    ['for x in xs:\n    «xs.pop(x)»\n', 'IndexError: pop index out of range', 'for x in xs:\n    xs.remove(x)\n'],
    [
      'for j in range(0, n):\n    if «n % j» == 0: ...\n',
      'ZeroDivisionError: integer modulo by zero',
      'for j in range(2, n):\n    if n % j == 0: ...\n',
    ],
    ['ages = {"tom": 1}\nprint(«ages["tmo"]»)\n', "KeyError: 'tmo'", 'ages = {"tom": 1}\nprint(ages["tom"])\n'],
    ['count = {}\nfor w in ws:\n    «count[w] += 1»\n', "KeyError: 'a'", 'count = {}\nfor w in ws:\n    count[w] = count.get(w, 0) + 1\n'],
    [
      'groups = {}\nfor k, v in ws:\n    «groups[k].append(v)»\n',
      "KeyError: 'a'",
      'groups = {}\nfor k, v in ws:\n    groups.setdefault(k, []).append(v)\n',
    ],
    [
      'ages = {}\nfor name, age in «ages»: ...\n',
      'ValueError: too many values to unpack (expected 2)',
      'ages = {}\nfor name, age in ages.items(): ...\n',
    ],
    ['for i, w in «words»: ...\n', 'ValueError: too many values to unpack (expected 2)', 'for i, w in enumerate(words): ...\n'],
    ['s = «set([list()])»\n', "TypeError: unhashable type: 'list'", 's = set([tuple()])\n'],
    ['seen.«add([x, y])»\n', "TypeError: unhashable type: 'list'", 'seen.add((x, y))\n'],
    [
      '«for k in cache:»\n    del cache[k]\n',
      'RuntimeError: dictionary changed size during iteration',
      'for k in list(cache):\n    del cache[k]\n',
    ],
    [
      "with open(p, 'wb') as f:\n    «f.write(text)»\n",
      "TypeError: a bytes-like object is required, not 'str'",
      "with open(p, 'w') as f:\n    f.write(text)\n",
    ],
    [
      "data = sock.recv(10)\n«data.split(',')»\n",
      "TypeError: a bytes-like object is required, not 'str'",
      "data = sock.recv(10)\ndata.split(b',')\n",
    ],
    [
      'with open(p) as f:\n    «text = f.read()»\n',
      "UnicodeDecodeError: 'charmap' codec can't decode byte 0x9d in position 29: character maps to <undefined>",
      "with open(p, encoding='utf-8') as f:\n    text = f.read()\n",
    ],
  ]);

  test('the average of nothing, an index of nothing: no guard is put in', async () => {
    expect(
      (await tried('def average(ns):\n    return «sum(ns) / len(ns)»\naverage([])\n', 'ZeroDivisionError: division by zero')).all,
    ).toEqual([]);
    expect(
      (await tried('def get(lst, index: int):\n    return «lst[index]»\nget([1], 3)\n', 'IndexError: list index out of range')).all,
    ).toEqual([]);
  });
});

describe('values before they are there', () => {
  each([
    [
      'def place(x, xs):\n    for i, it in enumerate(xs):\n        if it > x:\n            return i\n    return «i» + 1\n',
      "UnboundLocalError: cannot access local variable 'i' where it is not associated with a value",
      'def place(x, xs):\n    for i, it in enumerate(xs):\n        if it > x:\n            return i\n    return len(xs)\n',
    ],
  ]);

  test('a loop that may break: what is behind it is not its length', async () => {
    const it = await tried(
      'def place(x, xs):\n    for i, it in enumerate(xs):\n        if it > x:\n            break\n    return «i» + 1\n',
      "UnboundLocalError: cannot access local variable 'i' where it is not associated with a value",
    );
    expect(it.after ?? '').not.toContain('len(xs)');
  });
});

describe('edges', () => {
  each([
    [
      'i = 0\nwhile «s[i]» != c and i < len(s):\n    i += 1\n',
      'IndexError: string index out of range',
      'i = 0\nwhile i < len(s) and s[i] != c:\n    i += 1\n',
    ],
    [
      'def f(i, s):\n    if i <= len(s) and «s[i]» == "a":\n        return 1\n',
      'IndexError: string index out of range',
      'def f(i, s):\n    if i < len(s) and s[i] == "a":\n        return 1\n',
    ],
    [
      'def first(xs):\n    if xs == ():\n        return 0\n    return «xs[0]»\n',
      'IndexError: list index out of range',
      'def first(xs):\n    if not xs:\n        return 0\n    return xs[0]\n',
    ],
    [
      'def top(xs, k):\n    best = []\n    while len(best) <= k:\n        «x = max(xs)»\n        xs.remove(x)\n        best.append(x)\n    return best\n',
      'ValueError: max() arg is an empty sequence',
      'def top(xs, k):\n    best = []\n    while len(best) < k:\n        x = max(xs)\n        xs.remove(x)\n        best.append(x)\n    return best\n',
    ],
    [
      'def f(pairs):\n    for pair in pairs:\n        print(pair[0])\n        print(«pair[2]»)\n',
      'IndexError: list index out of range',
      'def f(pairs):\n    for pair in pairs:\n        print(pair[0])\n        print(pair[1])\n',
    ],
    [
      'best = xs[0]\nout.append(«xs.pop(best)»)\n',
      'IndexError: pop index out of range',
      'best = xs[0]\nout.append(xs.pop(xs.index(best)))\n',
    ],
    ['if k + 1 in seen:\n    print(«seen[k + 2]»)\n', 'KeyError: 7', 'if k + 1 in seen:\n    print(seen[k + 1])\n'],
  ]);

  test.each([
    [
      'for i in range(1, len(xs)):\n    print(«xs[i + 1]»)\n',
      'IndexError: list index out of range',
      'for i in range(1, len(xs)):\n    print(xs[i - 1])\n',
    ],
    ['for x in xs:\n    print(«xs[x]»)\n', 'IndexError: list index out of range', 'for x in xs:\n    print(x)\n'],
    ['«{} + {}»\n', "TypeError: unsupported operand type(s) for +: 'dict' and 'dict'", '{}.update({})\n'],
  ])('the other plausible place is second: %s', async (marked, error, second) => {
    const { all, source } = await alternatives(marked, error);
    expect(all.map((edits) => patched(source, edits))).toContain(second);
  });

  test('two keys of different making, a sys.argv of unknown length: silence', async () => {
    expect((await tried('if left in seen:\n    print(«seen[right]»)\n', 'KeyError: 7')).all).toEqual([]);
    expect((await tried('import sys\nprint(«sys.argv[2]»)\n', 'IndexError: list index out of range')).all).toEqual([]);
  });
});

describe('operands and arguments', () => {
  each([
    ['a = "abc"\n«a =+ "def"»\n', "TypeError: bad operand type for unary +: 'str'", 'a = "abc"\na += "def"\n'],
    [
      'best = rows[0]\nif «row[1] > best»: ...\n',
      "TypeError: '>' not supported between instances of 'int' and 'tuple'",
      'best = rows[0]\nif row[1] > best[1]: ...\n',
    ],
    [
      'def f(xs):\n    out = ()\n    for x in xs:\n        «out += [x]»\n    return out\n',
      'TypeError: can only concatenate tuple (not "list") to tuple',
      'def f(xs):\n    out = []\n    for x in xs:\n        out += [x]\n    return out\n',
    ],
    [
      'pair = (1, 2)\nrest = [3]\nall_of = «pair + rest»\n',
      'TypeError: can only concatenate tuple (not "list") to tuple',
      'pair = (1, 2)\nrest = [3]\nall_of = list(pair) + rest\n',
    ],
    ['cell = «grid[row, column]»\n', 'TypeError: list indices must be integers or slices, not tuple', 'cell = grid[row][column]\n'],
    ['a, b = «int(input())»\n', "ValueError: invalid literal for int() with base 10: '1 2'", 'a, b = map(int, input().split())\n'],
    [
      'xs = «int(input().split())»\n',
      "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'",
      'xs = list(map(int, input().split()))\n',
    ],
    ['price = «int(text)»\n', "ValueError: invalid literal for int() with base 10: '3.50'", 'price = float(text)\n'],
  ]);

  test('words are no numbers, a flat list has no rows: silence', async () => {
    expect((await tried('a = "abc"\nb = 2\nc = «a >> b»\n', "TypeError: unsupported operand type(s) for >>: 'str' and 'int'")).all).toEqual(
      [],
    );
    expect((await tried('a = [1, 2]\n«a[0, 1]»\n', 'TypeError: list indices must be integers or slices, not tuple')).all).toEqual([]);
    expect((await tried('n = «int(text)»\n', "ValueError: invalid literal for int() with base 10: 'abc'")).all).toEqual([]);
  });
});

describe('exceptions and recursion', () => {
  each([
    [
      'class Rejected:\n    pass\n«raise Rejected()»\n',
      'TypeError: exceptions must derive from BaseException',
      'class Rejected(Exception):\n    pass\nraise Rejected()\n',
    ],
    [
      'class Rejected:\n    pass\ntry:\n    f()\n«except Rejected:»\n    pass\n',
      'TypeError: catching classes that do not inherit from BaseException is not allowed',
      'class Rejected(Exception):\n    pass\ntry:\n    f()\nexcept Rejected:\n    pass\n',
    ],
    [
      'def f(name):\n    «raise "no such user"»\n',
      'TypeError: exceptions must derive from BaseException',
      'def f(name):\n    raise Exception("no such user")\n',
    ],
    [
      'class A:\n    def f(self):\n        «raise NotImplemented»\n',
      'TypeError: exceptions must derive from BaseException',
      'class A:\n    def f(self):\n        raise NotImplementedError\n',
    ],
    [
      'class Rejected: ...\nraise «Rejected»\n',
      'reportGeneralTypeIssues: Exceptions must derive from BaseException',
      'class Rejected(Exception): ...\nraise Rejected\n',
    ],
    [
      'def sort(xs):\n    if len(xs) == 0:\n        return xs\n    mid = len(xs) // 2\n    left = «sort(xs[:mid])»\n    return merge(left, sort(xs[mid:]))\n',
      'RecursionError: maximum recursion depth exceeded',
      'def sort(xs):\n    if len(xs) <= 1:\n        return xs\n    mid = len(xs) // 2\n    left = sort(xs[:mid])\n    return merge(left, sort(xs[mid:]))\n',
    ],
    [
      'class A:\n    def __init__(self):\n        self._name = ""\n    @property\n    def name(self):\n        return «self.name»\n',
      'RecursionError: maximum recursion depth exceeded',
      'class A:\n    def __init__(self):\n        self._name = ""\n    @property\n    def name(self):\n        return self._name\n',
    ],
    [
      'class A:\n    @property\n    def size(self):\n        return self._size\n    @size.setter\n    def size(self, value):\n        «self.size = value»\n',
      'RecursionError: maximum recursion depth exceeded',
      'class A:\n    @property\n    def size(self):\n        return self._size\n    @size.setter\n    def size(self, value):\n        self._size = value\n',
    ],
  ]);

  test('a base that is no exception, a recursion whose end is not plain: silence', async () => {
    expect((await tried('class A(Base): ...\n«raise A()»\n', 'TypeError: exceptions must derive from BaseException')).all).toEqual([]);
    expect(
      (await tried('def f(n):\n    return «f(n - 2)» if n != 0 else 0\n', 'RecursionError: maximum recursion depth exceeded')).all,
    ).toEqual([]);
  });
});

/** The edits of every candidate, best first. */
async function alternatives(marked: string, error: string) {
  const { source, file } = placed(marked, error, {});
  const { all } = await tried(marked, error);
  return { source, all: all.flatMap((it) => it.edits.filter((edit) => edit.path === file)) };
}
