// Undefined and unbound names, modules, imported names: before and after as text.
import { describe, expect, test } from 'vitest';
import { tried } from './harness';

const undefinedName = (name: string): string => `NameError: name '${name}' is not defined`;
const diagnosed = (name: string): string => `reportUndefinedVariable: "${name}" is not defined`;

describe('undefined name: a slip', () => {
  test.each([
    ['def f(message, width):\n    return «mesage».ljust(width)\n', 'def f(message, width):\n    return message.ljust(width)\n'],
    ['if «isintance»(x, int): pass\nx = 1\n', 'if isinstance(x, int): pass\nx = 1\n'],
    ['class A:\n    def f(self):\n        «sefl».x = 1\n', 'class A:\n    def f(self):\n        self.x = 1\n'],
    ['first_name = 1\nprint(«firstName»)\n', 'first_name = 1\nprint(first_name)\n'],
    ['for elements in [1]:\n    print(«element»)\n    print(element)\n', 'for elements in [1]:\n    print(elements)\n    print(elements)\n'],
    ['while True:\n    «brek»\n', 'while True:\n    break\n'],
    ['def f(items: «ist»[int]): ...\n', 'def f(items: list[int]): ...\n'],
  ])('%s', async (before, after) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, undefinedName(name))).after).toBe(after);
  });

  test('the loop variable is not offered for what the loop runs over', async () => {
    expect((await tried('def f(graph):\n    for node in graph[«nodes»]:\n        print(node)\n', undefinedName('nodes'))).after ?? '').not.toContain('graph[node]');
  });

  test('nothing near: silence', async () => {
    expect((await tried('def foo():\n    print(«bar»)\n', diagnosed('bar'))).all).toEqual([]);
    expect((await tried('baz = 1\ndef foo():\n    print(«bar»)\n', undefinedName('bar'))).best?.confidence ?? 0).toBeLessThan(0.9);
  });
});

describe('undefined name: a missing import', () => {
  test.each([
    ['import os\nimport sys\n\n«json».loads("1")\n', 'import json\nimport os\nimport sys\n\njson.loads("1")\n'],
    ['"""Doc."""\n\nimport sys\nfrom a import b\n\nx = «re».compile("x")\n', '"""Doc."""\n\nimport re\nimport sys\nfrom a import b\n\nx = re.compile("x")\n'],
    ['from typing import List, Optional\n\nx: «Any» = 1\n', 'from typing import Any, List, Optional\n\nx: Any = 1\n'],
    ['from itertools import (\n    chain,\n    repeat,\n)\nprint(«filterfalse»(None, []))\n', 'from itertools import (\n    chain,\n    filterfalse,\n    repeat,\n)\nprint(filterfalse(None, []))\n'],
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
    expect((await tried('import os\r\nprint(«sys».argv, os)\r\n', undefinedName('sys'))).after).toBe('import os\r\nimport sys\r\nprint(sys.argv, os)\r\n');
  });

  test('a variable that happens to be called like a module is not imported', async () => {
    expect((await tried('def f(derived):\n    for n in «numbers»:\n        print(n)\n', diagnosed('numbers'))).after ?? '').not.toContain('import numbers');
  });
});

describe('undefined name: self, other languages, comparison for assignment', () => {
  test.each([
    ['class A:\n    def __init__(self): self._rate = 1\n    def f(self):\n        return «_rate»\n', 'class A:\n    def __init__(self): self._rate = 1\n    def f(self):\n        return self._rate\n'],
    ['class A:\n    def g(self): ...\n    def f(self):\n        «g»()\n', 'class A:\n    def g(self): ...\n    def f(self):\n        self.g()\n'],
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
    ['def f():\n    «total» == 0\n    return total\n', 'def f():\n    total = 0\n    return total\n'],
    ["if «name» == '__main__': pass\n", "if __name__ == '__main__': pass\n"],
  ])('%s', async (before, after) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, undefinedName(name))).after).toBe(after);
  });
});

describe('unbound local', () => {
  const unbound = (name: string): string => `UnboundLocalError: cannot access local variable '${name}' where it is not associated with a value`;
  test.each([
    ['count = 0\ndef tick():\n    «count» += 1\n', 'count = 0\ndef tick():\n    global count\n    count += 1\n'],
    ['def outer():\n    n = 0\n    def inner():\n        """Doc."""\n        «n» += 1\n', 'def outer():\n    n = 0\n    def inner():\n        """Doc."""\n        nonlocal n\n        n += 1\n'],
    ['def f(xs):\n    count == 0\n    for x in xs:\n        «count» += 1\n', 'def f(xs):\n    count = 0\n    for x in xs:\n        count += 1\n'],
    ['def f(xs):\n    new = []\n    for x in xs:\n        new.append(x)\n    return «x»\n', 'def f(xs):\n    new = []\n    for x in xs:\n        new.append(x)\n    return new\n'],
  ])('%s', async (before, after) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, name === 'count' && before.includes('==') ? unbound('count') : unbound(name))).after).toBe(after);
  });
});

describe('modules and imported names', () => {
  test.each([
    ['«import jsn»\nprint(jsn.loads("1"))\n', "ModuleNotFoundError: No module named 'jsn'", 'import json\nprint(json.loads("1"))\n'],
    ['«import ssy»\nprint(sys.argv)\n', 'reportMissingImports: Import "ssy" could not be resolved', 'import sys\nprint(sys.argv)\n'],
    ['«from urlparse import urljoin»\n', "ModuleNotFoundError: No module named 'urlparse'", 'from urllib.parse import urljoin\n'],
    ['«import ConfigParser»\nc = ConfigParser.ConfigParser()\n', "ModuleNotFoundError: No module named 'ConfigParser'", 'import configparser\nc = configparser.ConfigParser()\n'],
    ['«from collections import Mapping»\n', "ImportError: cannot import name 'Mapping' from 'collections' (/usr/lib/python3.11/collections/__init__.py)", 'from collections.abc import Mapping\n'],
    ['«from collections import OrderedDict, Mapping»\n', "ImportError: cannot import name 'Mapping' from 'collections' (x)", 'from collections import OrderedDict\nfrom collections.abc import Mapping\n'],
    ['«from itertools import tee, izip»\nizip([], [])\n', "ImportError: cannot import name 'izip' from 'itertools' (unknown location)", 'from itertools import tee\nzip([], [])\n'],
    ['«from itertools import pi»\n', "ImportError: cannot import name 'pi' from 'itertools' (unknown location)", 'from math import pi\n'],
    ['«from json import load_s»\nload_s("1")\n', "ImportError: cannot import name 'load_s' from 'json' (x)", 'from json import loads\nloads("1")\n'],
  ])('%s', async (before, error, after) => expect((await tried(before, error)).after).toBe(after));

  test('a package that is not installed is no slip', async () => {
    expect((await tried('«import nonexistent_module»\nprint(nonexistent_module.foo())\n', "ModuleNotFoundError: No module named 'nonexistent_module'")).all).toEqual([]);
    expect((await tried('«import requests»\n', "ModuleNotFoundError: No module named 'requests'")).all).toEqual([]);
  });
});
