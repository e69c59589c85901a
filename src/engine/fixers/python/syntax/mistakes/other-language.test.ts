import { expect, test } from 'vitest';
import { best, mend } from '../../../../../../test/unit/mend';

test.each([
  ['x = input()\ny = int x\n', 'x = input()\ny = int(x)\n'],
  ["words = ['a']\nline = /*.join(words)\n", "words = ['a']\nline = ''.join(words)\n"],
  ['if a && b || !c:\n    go()\n', 'if a and b or not c:\n    go()\n'],
  ['if a:\n    go()\nelse if b:\n    stop()\n', 'if a:\n    go()\nelif b:\n    stop()\n'],
  ['while i < 3:\n    i++\n', 'while i < 3:\n    i += 1\n'],
  ['// counts the words\nn = 1\n', '# counts the words\nn = 1\n'],
  ['var total = 0\n', 'total = 0\n'],
  ['function area(w):\n    return w\n', 'def area(w):\n    return w\n'],
  ['if (a == 1) {\n    go()\n}\n', 'if (a == 1):\n    go()\n'],
  ['if a === b:\n    go()\n', 'if a == b:\n    go()\n'],
  ['>>> x = 1\n>>> print(x)\n', 'x = 1\nprint(x)\n'],
  ['y = a ? b : c\n', 'y = b if a else c\n'],
  ['for (i = 0; i < n; i++):\n    go(i)\n', 'for i in range(n):\n    go(i)\n'],
  ['/* a note\n * on two lines */\nx = 1\n', '# a note\n# on two lines\nx = 1\n'],
  [
    'class A:\n    def f(self, force):\n        if self.a is not None and !force:\n            go()\n',
    'class A:\n    def f(self, force):\n        if self.a is not None and not force:\n            go()\n',
  ],
  ['if !a.ready:\n    go()\n', 'if not a.ready:\n    go()\n'],
  ['n = 3\nif n == 1:\n    go()\nelse n == 2:\n    stop()\n', 'n = 3\nif n == 1:\n    go()\nelif n == 2:\n    stop()\n'],
  ['var best; // so far\nbest = 3\n', '# so far\nbest = 3\n'],
  ['let best;\nfor x in [3]:\n    best = x\n', 'best = None\nfor x in [3]:\n    best = x\n'],
  ['xs = [1]\nxs.sort(key=x => -x)\n', 'xs = [1]\nxs.sort(key=lambda x: -x)\n'],
  ['add = (a, b) => a + b\nprint(add(1, 2))\n', 'add = lambda a, b: a + b\nprint(add(1, 2))\n'],
  ['age = 3\nok = age => 2\nprint(ok)\n', 'age = 3\nok = age >= 2\nprint(ok)\n'],
  ['x = 1\n/* if x:\n    go()\n    stop() */\n', 'x = 1\n# if x:\n#     go()\n#     stop()\n'],
  ['```python\nx = 1\n```\n', 'x = 1\n'],
  ['for i = 1 to 5:\n    print(i)\n', 'for i in range(1, 6):\n    print(i)\n'],
  ['Here is the code you wanted:\nx = 1\n', '# Here is the code you wanted:\nx = 1\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test('a division is no comment', () => {
  for (const { text } of mend('a = 1234\nb = a // 10(%10)\n')) expect(text).not.toContain('#');
});
