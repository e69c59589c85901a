import { describe, expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const undefinedName = (name: string): string => `NameError: name '${name}' is not defined`;
const diagnosed = (name: string): string => `reportUndefinedVariable: "${name}" is not defined`;

heals(
  'python/undefined-name',
  [
    [
      'def area(width, height):\n    return width * «heigth»\n',
      "NameError: name 'heigth' is not defined",
      'def area(width, height):\n    return width * height\n',
    ],
    ['print(«json».dumps([1]))\n', "NameError: name 'json' is not defined", 'import json\nprint(json.dumps([1]))\n'],
  ],
  [
    ['def area():\n    return «zebra»\n', "NameError: name 'zebra' is not defined"],
    ['def f(amount):\n    amount += «amont»\n    return amount\n', "NameError: name 'amont' is not defined"],
    ['def f(total):\n    return total == «totl»\n', "NameError: name 'totl' is not defined"],
  ],
);

describe('names by the part they play', () => {
  proposes([
    [
      'def f(a, b):\n    return [«c»[i] + a[i] for i in range(len(b)) if b[i]]\n',
      "NameError: name 'c' is not defined",
      'def f(a, b):\n    return [b[i] + a[i] for i in range(len(b)) if b[i]]\n',
    ],
    [
      'def f(rows):\n    out = []\n    for row in rows:\n        out.append(table[«x»])\n    return out\ntable = {}\n',
      "NameError: name 'x' is not defined",
      'def f(rows):\n    out = []\n    for row in rows:\n        out.append(table[row])\n    return out\ntable = {}\n',
    ],
    [
      'def f(names):\n    hits = 0\n    for name in names:\n        if name:\n            hits += 1\n    return «counter» > 1\n',
      "NameError: name 'counter' is not defined",
      'def f(names):\n    hits = 0\n    for name in names:\n        if name:\n            hits += 1\n    return hits > 1\n',
    ],
    [
      'def f(names):\n    seen = []\n    for name in names:\n        seen += [«e»]\n    return seen\n',
      "NameError: name 'e' is not defined",
      'def f(names):\n    seen = []\n    for name in names:\n        seen += [name]\n    return seen\n',
    ],
    [
      'def f(text, rows):\n    size = len(text)\n    cols = «unknown_thing» // rows\n    return text[:cols], size > 1\n',
      "NameError: name 'unknown_thing' is not defined",
      'def f(text, rows):\n    size = len(text)\n    cols = size // rows\n    return text[:cols], size > 1\n',
    ],
    ['words = text.lower(),«split»(" ")\n', "NameError: name 'split' is not defined", 'words = text.lower().split(" ")\n'],
    [
      'def walk(graph, todo):\n    while todo:\n        here = todo.pop()\n        for node in graph[«nodes»]:\n            todo.append(node)\n',
      "NameError: name 'nodes' is not defined",
      'def walk(graph, todo):\n    while todo:\n        here = todo.pop()\n        for node in graph[here]:\n            todo.append(node)\n',
    ],
  ]);

  test("a checker's report of such a name is no guess: silence", async () => {
    expect(
      (
        await tried(
          'def f(names):\n    seen = []\n    for name in names:\n        seen += [«e»]\n    return seen\n',
          'reportUndefinedVariable: "e" is not defined',
        )
      ).all,
    ).toEqual([]);
  });

  test('the second-likeliest name stands behind an unsure first, none behind a sure one', async () => {
    const titles = async (marked: string, error: string): Promise<string[]> => (await tried(marked, error)).all.map((it) => it.title);
    expect(
      (await titles('def f(item1, item2):\n    print(item1, item2)\n    return «item3»\n', "NameError: name 'item3' is not defined"))
        .length,
    ).toBeGreaterThan(1);
    expect(await titles('total_count = 1\nprint(«total_cuont»)\n', "NameError: name 'total_cuont' is not defined")).toEqual([
      "Change 'total_cuont' to 'total_count'",
    ]);
  });
});

describe('a slip', () => {
  test.each([
    ['def f(message, width):\n    return «mesage».ljust(width)\n', 'def f(message, width):\n    return message.ljust(width)\n'],
    ['if «isintance»(x, int): pass\nx = 1\n', 'if isinstance(x, int): pass\nx = 1\n'],
    ['class A:\n    def f(self):\n        «sefl».x = 1\n', 'class A:\n    def f(self):\n        self.x = 1\n'],
    ['first_name = 1\nprint(«firstName»)\n', 'first_name = 1\nprint(first_name)\n'],
    [
      'for elements in [1]:\n    print(«element»)\n    print(element)\n',
      'for elements in [1]:\n    print(elements)\n    print(elements)\n',
    ],
    ['while True:\n    «brek»\n', 'while True:\n    break\n'],
    ['def f(items: «ist»[int]): ...\n', 'def f(items: list[int]): ...\n'],
  ])('%s', async (before, after) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, undefinedName(name))).after).toBe(after);
  });

  test('the loop variable is not offered for what the loop runs over', async () => {
    expect(
      (await tried('def f(graph):\n    for node in graph[«nodes»]:\n        print(node)\n', undefinedName('nodes'))).after ?? '',
    ).not.toContain('graph[node]');
  });

  test('nothing near: silence', async () => {
    expect((await tried('def foo():\n    print(«bar»)\n', diagnosed('bar'))).all).toEqual([]);
    expect((await tried('baz = 1\ndef foo():\n    print(«bar»)\n', undefinedName('bar'))).best?.confidence ?? 0).toBeLessThan(0.9);
  });
});

describe('a missing import', () => {
  test.each([
    ['import os\nimport sys\n\n«json».loads("1")\n', 'import json\nimport os\nimport sys\n\njson.loads("1")\n'],
    [
      '"""Doc."""\n\nimport sys\nfrom a import b\n\nx = «re».compile("x")\n',
      '"""Doc."""\n\nimport re\nimport sys\nfrom a import b\n\nx = re.compile("x")\n',
    ],
    ['from typing import List, Optional\n\nx: «Any» = 1\n', 'from typing import Any, List, Optional\n\nx: Any = 1\n'],
    [
      'from itertools import (\n    chain,\n    repeat,\n)\nprint(«filterfalse»(None, []))\n',
      'from itertools import (\n    chain,\n    filterfalse,\n    repeat,\n)\nprint(filterfalse(None, []))\n',
    ],
    ['print(«sqrt»(2))\n', 'from math import sqrt\nprint(sqrt(2))\n'],
    ['import math\nprint(math.cos(1), «pi»)\n', 'import math\nprint(math.cos(1), math.pi)\n'],
    ['#!/usr/bin/env python3\nprint(«sys».argv)\n', '#!/usr/bin/env python3\nimport sys\nprint(sys.argv)\n'],
  ])('%s', async (before, after) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, undefinedName(name))).after).toBe(after);
  });

  test('as the workspace writes it', async () => {
    const files = { 'a.py': 'import numpy as np\nfrom app_models import User\n', 'app_models.py': 'class User: ...\n' };
    expect((await tried('print(«np».zeros(3))\n', undefinedName('np'), files)).after).toBe('import numpy as np\nprint(np.zeros(3))\n');
    expect((await tried('print(«User»())\n', undefinedName('User'), files)).after).toBe('from app_models import User\nprint(User())\n');
  });

  test('a module of the standard library is as sure where other files import it too', async () => {
    const text = 'print(«json».dumps([1]))\n';
    const alone = (await tried(text, undefinedName('json'))).best;
    const together = (await tried(text, undefinedName('json'), { 'a.py': 'import json\n' })).best;
    expect(alone?.confidence).toBeGreaterThan(0.9);
    expect(together?.confidence).toBe(alone?.confidence);
  });

  test('an alias of a package that nobody has is not offered', async () => {
    expect((await tried('print(«np».zeros(3))\n', undefinedName('np'))).all).toEqual([]);
  });

  test('a module imported under an alias is called by it', async () => {
    const it = await tried('import pandas as pd\ndf = «pandas».DataFrame()\n', undefinedName('pandas'));
    expect(it.after).toBe('import pandas as pd\ndf = pd.DataFrame()\n');
    expect(it.all).toHaveLength(1);
    expect((await tried('import numpy\n«np».zeros(3)\n', undefinedName('np'))).after).toBe('import numpy as np\nnp.zeros(3)\n');
  });

  test('CRLF is kept', async () => {
    expect((await tried('import os\r\nprint(«sys».argv, os)\r\n', undefinedName('sys'))).after).toBe(
      'import os\r\nimport sys\r\nprint(sys.argv, os)\r\n',
    );
  });

  test('a variable that happens to be called like a module is not imported', async () => {
    expect((await tried('def f(derived):\n    for n in «numbers»:\n        print(n)\n', diagnosed('numbers'))).after ?? '').not.toContain(
      'import numbers',
    );
  });
});

describe('self, other languages, comparison for assignment', () => {
  test.each([
    [
      'class A:\n    def __init__(self): self._rate = 1\n    def f(self):\n        return «_rate»\n',
      'class A:\n    def __init__(self): self._rate = 1\n    def f(self):\n        return self._rate\n',
    ],
    [
      'class A:\n    def g(self): ...\n    def f(self):\n        «g»()\n',
      'class A:\n    def g(self): ...\n    def f(self):\n        self.g()\n',
    ],
    ['class A:\n    def f(x):\n        return «self».x\n', 'class A:\n    def f(self, x):\n        return self.x\n'],
    ['class A:\n    def f(self):\n        return «this».x + this.y\n', 'class A:\n    def f(self):\n        return self.x + self.y\n'],
    ['x = «true»\n', 'x = True\n'],
    ['x = «null»\n', 'x = None\n'],
    ['for i in «xrange»(3): print(i)\n', 'for i in range(3): print(i)\n'],
    ['«console».log(x)\nx = 1\n', 'print(x)\nx = 1\n'],
    ['def f(a, b):\n    return «Math».max(a, b)\n', 'def f(a, b):\n    return max(a, b)\n'],
    ['def f(a):\n    return «Math».floor(a)\n', 'import math\n\n\ndef f(a):\n    return math.floor(a)\n'],
    ['x = «parseInt»("3")\n', 'x = int("3")\n'],
    ['best = «Infinity»\n', "best = float('inf')\n"],
    ['def f(name: «String») -> int: ...\n', 'def f(name: str) -> int: ...\n'],
    ['def f(name: "«String»") -> int: ...\n', 'def f(name: "str") -> int: ...\n'],
    ['def f():\n    «total» == 0\n    return total\n', 'def f():\n    total = 0\n    return total\n'],
    ["if «name» == '__main__': pass\n", "if __name__ == '__main__': pass\n"],
  ])('%s', async (before, after) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, undefinedName(name))).after).toBe(after);
  });
});

describe('a forgotten parameter', () => {
  test.each([
    ['def push(heap):\n    heap.append(«item»)\npush([], 1)\n', 'def push(heap, item):\n    heap.append(item)\npush([], 1)\n'],
    [
      'class A:\n    def f(self, a, *rest):\n        return a + «b»\n    def g(self, b):\n        return self.f(1, b=b)\n',
      'class A:\n    def f(self, a, b, *rest):\n        return a + b\n    def g(self, b):\n        return self.f(1, b=b)\n',
    ],
    [
      'def f(y: int = 0):\n    """Do.\n\n    :param x: what\n    """\n    return «x»\n',
      'def f(x, y: int = 0):\n    """Do.\n\n    :param x: what\n    """\n    return x\n',
    ],
    [
      'def f(y):\n    return «scale» * y\ndef g(scale):\n    return f(scale, 2)\n',
      'def f(scale, y):\n    return scale * y\ndef g(scale):\n    return f(scale, 2)\n',
    ],
    [
      'class H:\n    def do_a(self, arg): return arg\n    def do_b(self): return «arg»\n    def do_c(self, arg): return arg\n',
      'class H:\n    def do_a(self, arg): return arg\n    def do_b(self, arg): return arg\n    def do_c(self, arg): return arg\n',
    ],
    [
      'def wraps(f):\n    def wrapper(*args):\n        return f(«self», *args)\n    return wrapper\n',
      'def wraps(f):\n    def wrapper(self, *args):\n        return f(self, *args)\n    return wrapper\n',
    ],
  ])('%s', async (before, after) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, diagnosed(name))).after).toBe(after);
  });

  test('an attribute is not set to itself', async () => {
    const { all } = await tried(
      'class A:\n    def __init__(self):\n        self.rate = «rate»\n    def f(self):\n        return self.rate\n',
      diagnosed('rate'),
    );
    expect(all.map((it) => it.title)).not.toContain("Change 'rate' to 'self.rate'");
  });

  test('a name used once, of which nothing tells, is no parameter', async () => {
    expect((await tried('def f(a):\n    return a + «zone»\n', diagnosed('zone'))).all).toEqual([]);
  });
});

describe('a word that holds a value is a name of its own', () => {
  test.each([
    ['print("Hello", «name»)\n', '__name__'],
    ['print("Total:", «count»)\n', 'round'],
    ['print("It costs", «price»)\n', 'print'],
    ['pair = (1, «last»)\n', 'list'],
    ['total = 2 + «tax»\n', 'max'],
  ])('%j is no slip for %s', async (before, builtin) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, undefinedName(name))).all.map(({ title }) => title)).not.toContain(`Change '${name}' to '${builtin}'`);
  });

  test('where it is a slip it is mended', async () => {
    expect((await tried('print(«__name_»)\n', undefinedName('__name_'))).after).toBe('print(__name__)\n');
    expect((await tried('print(«lenn»([1]))\n', undefinedName('lenn'))).after).toBe('print(len([1]))\n');
  });
});

describe('imports by names like it', () => {
  test.each([
    ['import os\n\nx = «_re».compile("x")\n', 'import os\nimport re as _re\n\nx = _re.compile("x")\n'],
    [
      'from .handler import ContentHandler\n\nclass A(«ErrorHandler»): ...\n',
      'from .handler import ContentHandler, ErrorHandler\n\nclass A(ErrorHandler): ...\n',
    ],
    ['from threading import current_thread, RoLck\n\nx = «RLock»()\n', 'from threading import current_thread, RLock\n\nx = RLock()\n'],
    [
      'from typing import IO\n\ndef f(x):\n    # type: (int) -> «List»[int]\n    return [x]\n',
      'from typing import IO, List\n\ndef f(x):\n    # type: (int) -> List[int]\n    return [x]\n',
    ],
    ['from collections import abc, Counter\nprint(«ChainMap»)\n', 'from collections import abc, ChainMap, Counter\nprint(ChainMap)\n'],
  ])('%s', async (before, after) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, diagnosed(name))).after).toBe(after);
  });

  test('two modules of the same kin: silence', async () => {
    expect(
      (
        await tried('from lib.models import Key\nfrom lib.views import View\n\nx = «KeyView»()\ny = KeyView()\n', diagnosed('KeyView'))
      ).all.filter((it) => it.title.startsWith('Add')),
    ).toEqual([]);
  });
});
