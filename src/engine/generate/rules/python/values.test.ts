// Attributes, calls and values: before and after as text.
import { describe, expect, test } from 'vitest';
import { tried } from './harness';

type Case = readonly [before: string, error: string, after: string];
const each = (cases: readonly Case[]) => test.each(cases.map((it) => [...it]))('%s | %s', async (before = '', error = '', after = '') => expect((await tried(before, error)).after).toBe(after));

describe('attributes', () => {
  each([
    ['import functools\n@«functools.lru_cahe»\ndef f(): ...\n', 'reportAttributeAccessIssue: "lru_cahe" is not a known attribute of module "functools"', 'import functools\n@functools.lru_cache\ndef f(): ...\n'],
    ['import math\n«math.pie»\n', "AttributeError: module 'math' has no attribute 'pie'", 'import math\nmath.pi\n'],
    ['for k, v in «d.iteritems()»: ...\n', 'reportAttributeAccessIssue: Cannot access attribute "iteritems" for class "Dict[str, int]"', 'for k, v in d.items(): ...\n'],
    ['«[0].add(1)»\n', "AttributeError: 'list' object has no attribute 'add'", '[0].append(1)\n'],
    ['seen = {}\nfor x in y:\n    «seen.add(x)»\n', "AttributeError: 'dict' object has no attribute 'add'", 'seen = set()\nfor x in y:\n    seen.add(x)\n'],
    ['a = {0: 0, 1: 1}\n«a.union»(b)\n', "AttributeError: 'dict' object has no attribute 'union'", 'a = {0, 1}\na.union(b)\n'],
    ['d = {}\nd[1] = 2\n«d.remove(1)»\n', "AttributeError: 'dict' object has no attribute 'remove'", 'd = {}\nd[1] = 2\ndel d[1]\n'],
    ["«['a', 'b'].join('-')»\n", "AttributeError: 'list' object has no attribute 'join'", "'-'.join(['a', 'b'])\n"],
    ['if not «d.has_key(k)»: ...\n', "AttributeError: 'dict' object has no attribute 'has_key'", 'if k not in d: ...\n'],
    ['xs = [1]\nprint(«xs.length»)\n', "AttributeError: 'list' object has no attribute 'length'", 'xs = [1]\nprint(len(xs))\n'],
    ['class A:\n    def __init__(self): self._start_to_block = {}\n    def f(self): del «self._startt_o_block»[1]\n', 'reportAttributeAccessIssue: Cannot access attribute "_startt_o_block" for class "A*"', 'class A:\n    def __init__(self): self._start_to_block = {}\n    def f(self): del self._start_to_block[1]\n'],
    ['def get(x): ...\nclass A:\n    def f(self): return «self.get(1)» + self.get(2)\n', "AttributeError: 'A' object has no attribute 'get'", 'def get(x): ...\nclass A:\n    def f(self): return get(1) + get(2)\n'],
    ['import time\nt = «time.clock»()\n', "AttributeError: module 'time' has no attribute 'clock'", 'import time\nt = time.perf_counter()\n'],
    ['import collections\nclass A(«collections.Mapping»): ...\n', "AttributeError: module 'collections' has no attribute 'Mapping'", 'import collections\nimport collections.abc\nclass A(collections.abc.Mapping): ...\n'],
    ['import numpy as np\nx = «np.float»(1)\n', "AttributeError: module 'numpy' has no attribute 'float'", 'import numpy as np\nx = float(1)\n'],
    ['import string\n«string.maketrans»("a", "b")\n', "AttributeError: module 'string' has no attribute 'maketrans'", 'import string\nstr.maketrans("a", "b")\n'],
    ['import datetime\n«datetime.now()»\n', "AttributeError: module 'datetime' has no attribute 'now'", 'import datetime\ndatetime.datetime.now()\n'],
    ['from datetime import datetime\n«datetime.datetime.now()»\n', "AttributeError: type object 'datetime.datetime' has no attribute 'datetime'", 'from datetime import datetime\ndatetime.now()\n'],
    ['def f(request):\n    return «request.mwthod»\n', 'reportAttributeAccessIssue: Cannot access attribute "mwthod" for class "PreparedRequest"', 'def f(request):\n    return request.method\n'],
  ]);

  test('a None with nothing to say where it came from: silence', async () => {
    expect((await tried('x = None\nprint(«x.upper()»)\n', "AttributeError: 'NoneType' object has no attribute 'upper'")).all).toEqual([]);
  });
});

describe('calls', () => {
  each([
    ["open(p, 'wb', «cloosefd»=False)\n", 'reportCallIssue: No parameter named "cloosefd"', "open(p, 'wb', closefd=False)\n"],
    ["with «open(p, 'wb', cloosefd=False)» as f: ...\n", 'reportCallIssue: No overloads for "open" match the provided arguments', "with open(p, 'wb', closefd=False) as f: ...\n"],
    ['def f(babar): ...\n«f(a=1)»\n', "TypeError: f() got an unexpected keyword argument 'a'", 'def f(babar): ...\nf(babar=1)\n'],
    ['def f(code, name): ...\n«f(cod=1, name=2)»\n', 'reportCallIssue: Argument missing for parameter "code"', 'def f(code, name): ...\nf(code=1, name=2)\n'],
    ['class A:\n    def f(): ...\nA().«f»()\n', 'TypeError: A.f() takes 0 positional arguments but 1 was given', 'class A:\n    def f(self): ...\nA().f()\n'],
    ['xs.«sort(lambda x: x[1])»\n', 'TypeError: sort() takes no positional arguments', 'xs.sort(key=lambda x: x[1])\n'],
    ['class A:\n    def total(self): ...\n«A.total()»\n', "TypeError: A.total() missing 1 required positional argument: 'self'", 'class A:\n    def total(self): ...\nA().total()\n'],
    ['r = []\nfor x in y:\n    «r.append[x]»\n    y.remove[x]\n', "TypeError: 'builtin_function_or_method' object is not subscriptable", 'r = []\nfor x in y:\n    r.append(x)\n    y.remove(x)\n'],
    ['def f(a): ...\n«f[2]»\n', "TypeError: 'function' object is not subscriptable", 'def f(a): ...\nf(2)\n'],
    ['ages = {"a": 1}\n«ages("a")»\n', "TypeError: 'dict' object is not callable", 'ages = {"a": 1}\nages["a"]\n'],
    ['import datetime\n«datetime(2020, 1, 1)»\n', "TypeError: 'module' object is not callable", 'import datetime\ndatetime.datetime(2020, 1, 1)\n'],
    ['for k, v in «prices.items»: ...\n', "TypeError: 'builtin_function_or_method' object is not iterable", 'for k, v in prices.items(): ...\n'],
    ['first = «d.keys()[0]»\n', "TypeError: 'dict_keys' object is not subscriptable", 'first = list(d.keys())[0]\n'],
    ['isinstance(«int, x»)\n', 'TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union', 'isinstance(x, int)\n'],
    ['async def get(): ...\nasync def main():\n    data = get()\n    «data.items()»\n', "AttributeError: 'coroutine' object has no attribute 'items'", 'async def get(): ...\nasync def main():\n    data = await get()\n    data.items()\n'],
  ]);

  test('a missing argument is explained, not filled in', async () => {
    expect((await tried('def foo(a, b):\n    return a + b\nresult = «foo(1)»\n', "TypeError: foo() missing 1 required positional argument: 'b'")).all).toEqual([]);
  });
});

describe('values', () => {
  each([
    ['xs = «xs.sort()»\nfor x in xs: ...\n', "TypeError: 'NoneType' object is not iterable", 'xs.sort()\nfor x in xs: ...\n'],
    ['for x in «names.sort()»: ...\n', "TypeError: 'NoneType' object is not iterable", 'for x in sorted(names): ...\n'],
    ['back = xs.reverse()\n«back[0]»\n', "TypeError: 'NoneType' object is not subscriptable", 'back = xs[::-1]\nback[0]\n'],
    ['new = []\nnew += «new.append(1)»\n', "TypeError: 'NoneType' object is not iterable", 'new = []\nnew.append(1)\n'],
    ['print(«"Age: " + age»)\n', 'TypeError: can only concatenate str (not "int") to str', 'print("Age: " + str(age))\n'],
    ['n = input()\n«n + 1»\n', 'TypeError: can only concatenate str (not "int") to str', 'n = input()\nint(n) + 1\n'],
    ['n = input()\nif «n > 3»: ...\n', "TypeError: '>' not supported between instances of 'str' and 'int'", 'n = input()\nif int(n) > 3: ...\n'],
    ['r = «(x,) + r»\n', 'TypeError: can only concatenate tuple (not "list") to tuple', 'r = [x] + r\n'],
    ['for i in «len(xs)»: ...\n', "TypeError: 'int' object is not iterable", 'for i in range(len(xs)): ...\n'],
    ['for i in «range(xs)»: ...\n', "TypeError: 'list' object cannot be interpreted as an integer", 'for i in range(len(xs)): ...\n'],
    ['«range("12", 14)»\n', "TypeError: 'str' object cannot be interpreted as an integer", 'range(int("12"), 14)\n'],
    ['r = []\nfor i in xs:\n    «r += max(i)»\n', "TypeError: 'int' object is not iterable", 'r = []\nfor i in xs:\n    r.append(max(i))\n'],
    ['return_ = «sum(stack[0])»\n', "TypeError: 'int' object is not iterable", 'return_ = sum(stack)\n'],
    ['x = «xs[len(xs) / 2]»\n', 'TypeError: list indices must be integers or slices, not float', 'x = xs[len(xs) // 2]\n'],
    ['for i in «range(n / 2)»: ...\n', "TypeError: 'float' object cannot be interpreted as an integer", 'for i in range(n // 2): ...\n'],
    ['", ".join(«numbers»)\n', 'TypeError: sequence item 0: expected str instance, int found', '", ".join(map(str, numbers))\n'],
    ['for i in range(len(xs) + 1):\n    print(«xs[i]»)\n', 'IndexError: list index out of range', 'for i in range(len(xs)):\n    print(xs[i])\n'],
    ['while i <= len(xs):\n    print(«xs[i]»)\n', 'IndexError: list index out of range', 'while i < len(xs):\n    print(xs[i])\n'],
    ['def go(i):\n    if i > len(s): return 0\n    return «s[i]» + go(i + 1)\n', 'IndexError: string index out of range', 'def go(i):\n    if i >= len(s): return 0\n    return s[i] + go(i + 1)\n'],
    ['for x in xs:\n    «xs.pop(x)»\n', 'IndexError: pop index out of range', 'for x in xs:\n    xs.remove(x)\n'],
    ['for j in range(0, n):\n    if «n % j» == 0: ...\n', 'ZeroDivisionError: integer modulo by zero', 'for j in range(2, n):\n    if n % j == 0: ...\n'],
    ['ages = {"tom": 1}\nprint(«ages["tmo"]»)\n', "KeyError: 'tmo'", 'ages = {"tom": 1}\nprint(ages["tom"])\n'],
    ['count = {}\nfor w in ws:\n    «count[w] += 1»\n', "KeyError: 'a'", 'count = {}\nfor w in ws:\n    count[w] = count.get(w, 0) + 1\n'],
    ['groups = {}\nfor k, v in ws:\n    «groups[k].append(v)»\n', "KeyError: 'a'", 'groups = {}\nfor k, v in ws:\n    groups.setdefault(k, []).append(v)\n'],
    ['ages = {}\nfor name, age in «ages»: ...\n', 'ValueError: too many values to unpack (expected 2)', 'ages = {}\nfor name, age in ages.items(): ...\n'],
    ['for i, w in «words»: ...\n', 'ValueError: too many values to unpack (expected 2)', 'for i, w in enumerate(words): ...\n'],
    ['s = «set([list()])»\n', "TypeError: unhashable type: 'list'", 's = set([tuple()])\n'],
    ['seen.«add([x, y])»\n', "TypeError: unhashable type: 'list'", 'seen.add((x, y))\n'],
    ['«for k in cache:»\n    del cache[k]\n', 'RuntimeError: dictionary changed size during iteration', 'for k in list(cache):\n    del cache[k]\n'],
    ["with open(p, 'wb') as f:\n    «f.write(text)»\n", "TypeError: a bytes-like object is required, not 'str'", "with open(p, 'w') as f:\n    f.write(text)\n"],
    ["data = sock.recv(10)\n«data.split(',')»\n", "TypeError: a bytes-like object is required, not 'str'", "data = sock.recv(10)\ndata.split(b',')\n"],
    ["with open(p) as f:\n    «text = f.read()»\n", "UnicodeDecodeError: 'charmap' codec can't decode byte 0x9d in position 29: character maps to <undefined>", "with open(p, encoding='utf-8') as f:\n    text = f.read()\n"],
  ]);

  test('the average of nothing, an index of nothing: no guard is put in', async () => {
    expect((await tried('def average(ns):\n    return «sum(ns) / len(ns)»\naverage([])\n', 'ZeroDivisionError: division by zero')).all).toEqual([]);
    expect((await tried('def get(lst, index: int):\n    return «lst[index]»\nget([1], 3)\n', 'IndexError: list index out of range')).all).toEqual([]);
  });
});
