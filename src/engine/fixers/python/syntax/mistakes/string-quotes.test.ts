import { expect, test } from 'vitest';
import { best, mend } from '../../../../../../test/unit/mend';

test.each([
  ["for ''i in range(3):''\n    go(i)\n", 'for i in range(3):\n    go(i)\n'],
  ["def f(s):\n    n='int(s)+1\n    return n\n", 'def f(s):\n    n=int(s)+1\n    return n\n'],
  ["def f(low, high):\n    return 'max(low, high)\n", 'def f(low, high):\n    return max(low, high)\n'],
  ["def f(a, b: List[List[int]] '\n    return a\n", 'def f(a, b: List[List[int]]):\n    return a\n'],
  ['def f(s):\n    return [c for c in s if c == \'|"\n', "def f(s):\n    return [c for c in s if c == '|']\n"],
  ["names = {'first': 'Ada', 'last': 'Hopper\"}\n", "names = {'first': 'Ada', 'last': 'Hopper'}\n"],
  ['def f(p, mode=\'r", text=True):\n    return p, mode, text\n', "def f(p, mode='r', text=True):\n    return p, mode, text\n"],
  ['def f(codes):\n    return "{" + ", \'.join(codes) + "}"\n', 'def f(codes):\n    return "{" + ", ".join(codes) + "}"\n'],
  // What closes a text on a line of its own opens none: the mistake is where the error is.
  [
    'def a():\n    """\n    >>> a()\n    [1, 2]\n    >>> b()\n    True\n    """\n    return [1, 2])\n\n\ndef b():\n    """B."""\n    return 1\n',
    'def a():\n    """\n    >>> a()\n    [1, 2]\n    >>> b()\n    True\n    """\n    return [1, 2]\n\n\ndef b():\n    """B."""\n    return 1\n',
  ],
  ["name = 'Ada\nprint(name)\n", "name = 'Ada'\nprint(name)\n"],
  ['say("hi, there)\nx = 1\n', 'say("hi, there")\nx = 1\n'],
  ["m = 'it's here'\n", 'm = "it\'s here"\n'],
  ["raise KeyError(pop from empty set')\n", "raise KeyError('pop from empty set')\n"],
  ["d.setdefault('media, [])\n", "d.setdefault('media', [])\n"],
  ['def f():\n    """Says hello."\n    return 1\n', 'def f():\n    """Says hello."""\n    return 1\n'],
  ['x = input(Enter your age)\n', 'x = input("Enter your age")\n'],
  ['s = \'abc"\n', "s = 'abc'\n"],
  [
    'def f():\n    """One.\n\n    More.\n    ""\n    return 1\n\ndef g():\n    """Two."""\n    return 2\n',
    'def f():\n    """One.\n\n    More.\n    """\n    return 1\n\ndef g():\n    """Two."""\n    return 2\n',
  ],
  ["xs = ['a', 'b, 'c']\n", "xs = ['a', 'b', 'c']\n"],
  ["for opt in opts:\n    if opt + '= in opts:\n        go(opt)\n", "for opt in opts:\n    if opt + '=' in opts:\n        go(opt)\n"],
  ['def f(cls):\n    return "%s.%s % (cls.a, cls.b)\n', 'def f(cls):\n    return "%s.%s" % (cls.a, cls.b)\n'],
  ["def f(exc):\n    return getattr(exc, 'winerror, 0)\n", "def f(exc):\n    return getattr(exc, 'winerror', 0)\n"],
  ['x = f("more is needed +\n      "here")\n', 'x = f("more is needed" +\n      "here")\n'],
  ["print('this and that, or none)\n", "print('this and that, or none')\n"],
  [
    'def f(x):\n    """Says.\n\n    More of it.\n    \n    return x\n\ndef g(y):\n    """Two."""\n    return 2\n',
    'def f(x):\n    """Says.\n\n    More of it.\n    """\n    return x\n\ndef g(y):\n    """Two."""\n    return 2\n',
  ],
  ['f("size\', "width")\n', 'f("size", "width")\n'],
  // The text runs on to where the next one begins.
  [
    '"""Tools.\n\nIt has no end, here.\n\n\nimport os\n\n\ndef f():\n    """One of a kind."""\n    return os\n',
    '"""Tools.\n\nIt has no end, here.\n"""\n\nimport os\n\n\ndef f():\n    """One of a kind."""\n    return os\n',
  ],
  [
    'class A:\n    """Wrong charset given.\n\n# These are all right.\nclass B:\n    """One for all."""\n\nclass C:\n    """All for one."""\n',
    'class A:\n    """Wrong charset given."""\n\n# These are all right.\nclass B:\n    """One for all."""\n\nclass C:\n    """All for one."""\n',
  ],
  [
    'def f(x):\n    """Asks for it.\n\n    More words here.\n    return g(x)\n\ndef h():\n    msg = ("""\n        It is too late.\n    """)\n    return msg\n',
    'def f(x):\n    """Asks for it.\n\n    More words here."""\n    return g(x)\n\ndef h():\n    msg = ("""\n        It is too late.\n    """)\n    return msg\n',
  ],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test('where the words behind a lone quote are a name, it may be that name or a text: both are among the first two', () => {
  const before = "counter = 0\ncounter += 1\nprint('counter)\n";
  expect(
    mend(before)
      .slice(0, 2)
      .map(({ text }) => text)
      .sort(),
  ).toEqual(["counter = 0\ncounter += 1\nprint('counter')\n", 'counter = 0\ncounter += 1\nprint(counter)\n']);
});

test.each([
  ['for i in range(3):\n    print(*)\n', 'for i in range(3):\n    print("*")\n'],
  ['print(-----)\n', 'print("-----")\n'],
  ["def f():\n    best = 3\n    return best'\n", 'def f():\n    best = 3\n    return best\n'],
  ["def f():\n    best = 3\n    return 'best\n", 'def f():\n    best = 3\n    return best\n'],
  ["colour = 'red\nprint(colour)\n", "colour = 'red'\nprint(colour)\n"],
])('%j becomes %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
