import { describe, expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

heals(
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

proposes([
  [
    'import functools\n@«functools.lru_cahe»\ndef f(): ...\n',
    'reportAttributeAccessIssue: "lru_cahe" is not a known attribute of module "functools"',
    'import functools\n@functools.lru_cache\ndef f(): ...\n',
  ],
  ['import math\n«math.pie»\n', "AttributeError: module 'math' has no attribute 'pie'", 'import math\nmath.pi\n'],
  [
    'for k, v in «d.iteritems()»: ...\n',
    'reportAttributeAccessIssue: Cannot access attribute "iteritems" for class "Dict[str, int]"',
    'for k, v in d.items(): ...\n',
  ],
  ['«[0].add(1)»\n', "AttributeError: 'list' object has no attribute 'add'", '[0].append(1)\n'],
  [
    'seen = {}\nfor x in y:\n    «seen.add(x)»\n',
    "AttributeError: 'dict' object has no attribute 'add'",
    'seen = set()\nfor x in y:\n    seen.add(x)\n',
  ],
  ['a = {0: 0, 1: 1}\n«a.union»(b)\n', "AttributeError: 'dict' object has no attribute 'union'", 'a = {0, 1}\na.union(b)\n'],
  ['d = {}\nd[1] = 2\n«d.remove(1)»\n', "AttributeError: 'dict' object has no attribute 'remove'", 'd = {}\nd[1] = 2\ndel d[1]\n'],
  ["«['a', 'b'].join('-')»\n", "AttributeError: 'list' object has no attribute 'join'", "'-'.join(['a', 'b'])\n"],
  ['if not «d.has_key(k)»: ...\n', "AttributeError: 'dict' object has no attribute 'has_key'", 'if k not in d: ...\n'],
  ['xs = [1]\nprint(«xs.length»)\n', "AttributeError: 'list' object has no attribute 'length'", 'xs = [1]\nprint(len(xs))\n'],
  [
    'class A:\n    def __init__(self): self._start_to_block = {}\n    def f(self): del «self._startt_o_block»[1]\n',
    'reportAttributeAccessIssue: Cannot access attribute "_startt_o_block" for class "A*"',
    'class A:\n    def __init__(self): self._start_to_block = {}\n    def f(self): del self._start_to_block[1]\n',
  ],
  [
    'def get(x): ...\nclass A:\n    def f(self): return «self.get(1)» + self.get(2)\n',
    "AttributeError: 'A' object has no attribute 'get'",
    'def get(x): ...\nclass A:\n    def f(self): return get(1) + get(2)\n',
  ],
  ['import time\nt = «time.clock»()\n', "AttributeError: module 'time' has no attribute 'clock'", 'import time\nt = time.perf_counter()\n'],
  [
    'import collections\nclass A(«collections.Mapping»): ...\n',
    "AttributeError: module 'collections' has no attribute 'Mapping'",
    'import collections\nimport collections.abc\nclass A(collections.abc.Mapping): ...\n',
  ],
  [
    'import numpy as np\nx = «np.float»(1)\n',
    "AttributeError: module 'numpy' has no attribute 'float'",
    'import numpy as np\nx = float(1)\n',
  ],
  [
    'import string\n«string.maketrans»("a", "b")\n',
    "AttributeError: module 'string' has no attribute 'maketrans'",
    'import string\nstr.maketrans("a", "b")\n',
  ],
  [
    'import datetime\n«datetime.now()»\n',
    "AttributeError: module 'datetime' has no attribute 'now'",
    'import datetime\ndatetime.datetime.now()\n',
  ],
  [
    'from datetime import datetime\n«datetime.datetime.now()»\n',
    "AttributeError: type object 'datetime.datetime' has no attribute 'datetime'",
    'from datetime import datetime\ndatetime.now()\n',
  ],
  [
    'def f(request):\n    return «request.mwthod»\n',
    'reportAttributeAccessIssue: Cannot access attribute "mwthod" for class "PreparedRequest"',
    'def f(request):\n    return request.method\n',
  ],
  [
    'import math\nimport keyword\nprint(«keyword.pi»)\n',
    "AttributeError: module 'keyword' has no attribute 'pi'",
    'import math\nimport keyword\nprint(math.pi)\n',
  ],
  [
    'first = "a"\nsecond = "b"\nboth = [«first.second»]\n',
    "AttributeError: 'str' object has no attribute 'second'",
    'first = "a"\nsecond = "b"\nboth = [first, second]\n',
  ],
  [
    'first = "a"\nsecond = "b"\nboth = [«first\n.second»]\n',
    "AttributeError: 'str' object has no attribute 'second'",
    'first = "a"\nsecond = "b"\nboth = [first,\nsecond]\n',
  ],
  [
    'from collections import Counter\nclass A:\n    def f(self, xs):\n        counts = Counter(xs)\n        return «self.get_values(counts)»\n',
    "AttributeError: 'A' object has no attribute 'get_values'",
    'from collections import Counter\nclass A:\n    def f(self, xs):\n        counts = Counter(xs)\n        return list(counts.values())\n',
  ],
  [
    'class A:\n    def f(self, row):\n        return «self.reverse_list(row)»\n',
    "AttributeError: 'A' object has no attribute 'reverse_list'",
    'class A:\n    def f(self, row):\n        return row[::-1]\n',
  ],
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
    'import xml\nprint(«xml.etree».ElementTree.fromstring("<a/>").tag)\n',
    "AttributeError: module 'xml' has no attribute 'etree'",
    'import xml\nimport xml.etree.ElementTree\nprint(xml.etree.ElementTree.fromstring("<a/>").tag)\n',
  ],
  [
    'from PIL import Image\nsmall = big.resize((2, 2), «Image.ANTIALIAS»)\n',
    "AttributeError: module 'PIL.Image' has no attribute 'ANTIALIAS'",
    'from PIL import Image\nsmall = big.resize((2, 2), Image.Resampling.LANCZOS)\n',
  ],
  [
    'import tkinter as tk\n\nroot = tk.Tk()\n«tk.messagebox».showinfo("Done", "Saved")\n',
    "AttributeError: module 'tkinter' has no attribute 'messagebox'",
    'import tkinter as tk\nimport tkinter.messagebox\n\nroot = tk.Tk()\ntk.messagebox.showinfo("Done", "Saved")\n',
  ],
  [
    'import pandas as pd\ndf = «df.append»(row, ignore_index=True)\n',
    "AttributeError: 'DataFrame' object has no attribute 'append'",
    'import pandas as pd\ndf = pd.concat([df, pd.DataFrame([row])], ignore_index=True)\n',
  ],
  [
    'for c in «root.getchildren»():\n    pass\n',
    "AttributeError: 'xml.etree.ElementTree.Element' object has no attribute 'getchildren'",
    'for c in list(root):\n    pass\n',
  ],
]);

describe('an attribute of nothing', () => {
  test.each([
    ['x = None\nprint(x.«upper»())\n', 'reportAttributeAccessIssue: Cannot access attribute "upper" for class "None"'],
    [
      'def f(rows):\n    for row in rows:\n        return row\n    return None\n\nprint(f(["a"]).«strip»())\n',
      'reportOptionalMemberAccess: "strip" is not a known attribute of "None"',
    ],
    [
      'import re\nm = re.match("a", "b")\nprint(m.«group»(1))\nprint(m.groups())\n',
      'reportOptionalMemberAccess: "group" is not a known attribute of "None"',
    ],
    [
      'class Page:\n    titles = []\n\ndef find(pages):\n    for page in pages:\n        return page\n\nprint(find([]).«title»)\nprint(Page().titles)\n',
      'union-attr: Item "None" of "Page | None" has no attribute "title"',
    ],
  ])('the method is right, the value is not there: no other method is put in its place: %s', async (before, error) =>
    expect((await tried(before, error)).after).toBeUndefined(),
  );
  test('a None with nothing to say where it came from: silence', async () => {
    expect((await tried('x = None\nprint(«x.upper()»)\n', "AttributeError: 'NoneType' object has no attribute 'upper'")).all).toEqual([]);
  });
});

test('the object is misspelt, not its everyday method', async () => {
  const text = 'class A:\n    def __init__(self, c):\n        self._closer = c\n    def f(self):\n        «self._colser.close»()\n';
  expect((await tried(text, 'reportAttributeAccessIssue: Cannot access attribute "close" for class "_Wrapped"')).after).toBe(
    text.replace('_colser', '_closer').replace(/[«»]/g, ''),
  );
});
