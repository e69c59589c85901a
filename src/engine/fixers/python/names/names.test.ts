// Undefined and unbound names, modules, imported names: before and after as text.
import { describe, expect, test } from 'vitest';
import { tried } from '../../../../../test/support/python-case';

const undefinedName = (name: string): string => `NameError: name '${name}' is not defined`;
const diagnosed = (name: string): string => `reportUndefinedVariable: "${name}" is not defined`;

describe('undefined name: a slip', () => {
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

describe('undefined name: a missing import', () => {
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

describe('undefined name: self, other languages, comparison for assignment', () => {
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
    ['def f():\n    «total» == 0\n    return total\n', 'def f():\n    total = 0\n    return total\n'],
    ["if «name» == '__main__': pass\n", "if __name__ == '__main__': pass\n"],
  ])('%s', async (before, after) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, undefinedName(name))).after).toBe(after);
  });
});

describe('undefined name: a forgotten parameter', () => {
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

  test('a call that gives too much says what is missing', async () => {
    expect((await tried('def f(a):\n    return a + b\n«f(1, 2)»\n', 'reportCallIssue: Expected 1 positional argument')).after).toBe(
      'def f(a, b):\n    return a + b\nf(1, 2)\n',
    );
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

describe('a method without self', () => {
  test.each([
    [
      'class A(B):\n    «def close():»\n        pass\n',
      'reportIncompatibleMethodOverride: Method "close" overrides class "B" in an incompatible manner',
      'class A(B):\n    def close(self):\n        pass\n',
    ],
    [
      'class A(B):\n    @classmethod\n    «def make(x):»\n        return x\n',
      'reportSelfClsParameterName: Class methods should take a "cls" parameter',
      'class A(B):\n    @classmethod\n    def make(cls, x):\n        return x\n',
    ],
    [
      'class A:\n    def f(s, idx=0): ...\n    def g(self, s):\n        «self.f(s, idx=1)»\n',
      'reportCallIssue: Parameter "idx" is already assigned',
      'class A:\n    def f(self, s, idx=0): ...\n    def g(self, s):\n        self.f(s, idx=1)\n',
    ],
  ])('%s', async (before, error, after) => expect((await tried(before, error)).after).toBe(after));

  test('what a checker says of the method itself is answered where it stands', async () => {
    const { best } = await tried(
      'class A(B):\n    «def close():»\n        pass\n',
      'reportIncompatibleMethodOverride: Method "close" overrides class "B" in an incompatible manner',
    );
    expect(best?.origin.id).toBe('python/self-parameter');
  });

  test('the object under another name is left alone', async () => {
    expect(
      (
        await tried(
          'class A:\n    «def f(it):»\n        return it.x\n',
          'reportSelfClsParameterName: Instance methods should take a "self" parameter',
        )
      ).all,
    ).toEqual([]);
  });
});

describe('undefined name: imports by their kin', () => {
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

test('the object is misspelt, not its everyday method', async () => {
  const text = 'class A:\n    def __init__(self, c):\n        self._closer = c\n    def f(self):\n        «self._colser.close»()\n';
  expect((await tried(text, 'reportAttributeAccessIssue: Cannot access attribute "close" for class "_Wrapped"')).after).toBe(
    text.replace('_colser', '_closer').replace(/[«»]/g, ''),
  );
});

describe('what was removed or moved', () => {
  test.each([
    [
      'import string\nx = «string.join»(words, ", ")\n',
      "AttributeError: module 'string' has no attribute 'join'",
      'import string\nx = ", ".join(words)\n',
    ],
    [
      'import string\nx = «string.upper»(a + b)\n',
      "AttributeError: module 'string' has no attribute 'upper'",
      'import string\nx = (a + b).upper()\n',
    ],
    [
      'import logging\n«logging.warn»("x")\n',
      "AttributeError: module 'logging' has no attribute 'warn'",
      'import logging\nlogging.warning("x")\n',
    ],
    [
      'import unittest\ns = «unittest.makeSuite»(T)\n',
      "AttributeError: module 'unittest' has no attribute 'makeSuite'",
      'import unittest\ns = unittest.defaultTestLoader.loadTestsFromTestCase(T)\n',
    ],
    [
      'import numpy as np\nx = «np.cfloat»\n',
      "AttributeError: module 'numpy' has no attribute 'cfloat'",
      'import numpy as np\nx = np.complex128\n',
    ],
    [
      'import pandas as pd\ndf = «df.append»(row, ignore_index=True)\n',
      "AttributeError: 'DataFrame' object has no attribute 'append'",
      'import pandas as pd\ndf = pd.concat([df, row], ignore_index=True)\n',
    ],
    [
      'for c in «root.getchildren»():\n    pass\n',
      "AttributeError: 'xml.etree.ElementTree.Element' object has no attribute 'getchildren'",
      'for c in list(root):\n    pass\n',
    ],
    [
      'import yaml\nc = «yaml.load(f)»\n',
      "TypeError: load() missing 1 required positional argument: 'Loader'",
      'import yaml\nc = yaml.safe_load(f)\n',
    ],
    ['«from flask.ext.mail import Mail»\n', "ModuleNotFoundError: No module named 'flask.ext'", 'from flask_mail import Mail\n'],
    [
      '«from distutils.version import LooseVersion»\n',
      "ModuleNotFoundError: No module named 'distutils'",
      'from packaging.version import Version as LooseVersion\n',
    ],
    [
      '«from distutils.command.build_ext import build_ext»\n',
      "ModuleNotFoundError: No module named 'distutils'",
      'from setuptools.command.build_ext import build_ext\n',
    ],
    [
      '«from sklearn.externals import joblib»\n',
      "ImportError: cannot import name 'joblib' from 'sklearn.externals' (x)",
      'import joblib\n',
    ],
    [
      '«from BeautifulSoup import BeautifulSoup»\n',
      "ModuleNotFoundError: No module named 'BeautifulSoup'",
      'from bs4 import BeautifulSoup\n',
    ],
    ['«from jinja2 import Markup»\n', "ImportError: cannot import name 'Markup' from 'jinja2' (x)", 'from markupsafe import Markup\n'],
    [
      '«from django.utils.translation import ugettext as _»\n',
      "ImportError: cannot import name 'ugettext' from 'django.utils.translation' (x)",
      'from django.utils.translation import gettext as _\n',
    ],
  ])('%s', async (before, error, after) => expect((await tried(before, error)).after).toBe(after));
});

describe('unbound local', () => {
  const unbound = (name: string): string =>
    `UnboundLocalError: cannot access local variable '${name}' where it is not associated with a value`;
  test.each([
    ['count = 0\ndef tick():\n    «count» += 1\n', 'count = 0\ndef tick():\n    global count\n    count += 1\n'],
    [
      'def outer():\n    n = 0\n    def inner():\n        """Doc."""\n        «n» += 1\n',
      'def outer():\n    n = 0\n    def inner():\n        """Doc."""\n        nonlocal n\n        n += 1\n',
    ],
    [
      'def f(xs):\n    count == 0\n    for x in xs:\n        «count» += 1\n',
      'def f(xs):\n    count = 0\n    for x in xs:\n        count += 1\n',
    ],
    [
      'def f(xs):\n    new = []\n    for x in xs:\n        new.append(x)\n    return «x»\n',
      'def f(xs):\n    new = []\n    for x in xs:\n        new.append(x)\n    return new\n',
    ],
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
    [
      '«import ConfigParser»\nc = ConfigParser.ConfigParser()\n',
      "ModuleNotFoundError: No module named 'ConfigParser'",
      'import configparser\nc = configparser.ConfigParser()\n',
    ],
    [
      '«from collections import Mapping»\n',
      "ImportError: cannot import name 'Mapping' from 'collections' (/usr/lib/python3.11/collections/__init__.py)",
      'from collections.abc import Mapping\n',
    ],
    [
      '«from collections import OrderedDict, Mapping»\n',
      "ImportError: cannot import name 'Mapping' from 'collections' (x)",
      'from collections import OrderedDict\nfrom collections.abc import Mapping\n',
    ],
    [
      '«from itertools import tee, izip»\nizip([], [])\n',
      "ImportError: cannot import name 'izip' from 'itertools' (unknown location)",
      'from itertools import tee\nzip([], [])\n',
    ],
    ['«from itertools import pi»\n', "ImportError: cannot import name 'pi' from 'itertools' (unknown location)", 'from math import pi\n'],
    [
      '«from json import load_s»\nload_s("1")\n',
      "ImportError: cannot import name 'load_s' from 'json' (x)",
      'from json import loads\nloads("1")\n',
    ],
  ])('%s', async (before, error, after) => expect((await tried(before, error)).after).toBe(after));

  test('a package that is not installed is no slip', async () => {
    expect(
      (
        await tried(
          '«import nonexistent_module»\nprint(nonexistent_module.foo())\n',
          "ModuleNotFoundError: No module named 'nonexistent_module'",
        )
      ).all,
    ).toEqual([]);
    expect((await tried('«import requests»\n', "ModuleNotFoundError: No module named 'requests'")).all).toEqual([]);
  });
});
