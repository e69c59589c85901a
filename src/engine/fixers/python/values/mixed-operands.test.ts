import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { candidateTexts, tried } from '../../../../../test/support/python-case';

heals(
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

proposes([
  ['print(«"Age: " + age»)\n', 'TypeError: can only concatenate str (not "int") to str', 'print("Age: " + str(age))\n'],
  ['n = input()\n«n + 1»\n', 'TypeError: can only concatenate str (not "int") to str', 'n = input()\nint(n) + 1\n'],
  [
    'n = input()\nif «n > 3»: ...\n',
    "TypeError: '>' not supported between instances of 'str' and 'int'",
    'n = input()\nif int(n) > 3: ...\n',
  ],
  ['r = «(x,) + r»\n', 'TypeError: can only concatenate tuple (not "list") to tuple', 'r = [x] + r\n'],
  ['", ".join(«numbers»)\n', 'TypeError: sequence item 0: expected str instance, int found', '", ".join(map(str, numbers))\n'],
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
]);

test('the other plausible place is second: entries put into the first dict', async () => {
  expect(await candidateTexts('«{} + {}»\n', "TypeError: unsupported operand type(s) for +: 'dict' and 'dict'")).toContain(
    '{}.update({})\n',
  );
});

test('words are no numbers: silence', async () => {
  expect((await tried('a = "abc"\nb = 2\nc = «a >> b»\n', "TypeError: unsupported operand type(s) for >>: 'str' and 'int'")).all).toEqual(
    [],
  );
});

const COMPARED = "TypeError: '<' not supported between instances of 'str' and 'int'";
test.each([
  [
    'read from the keyboard: where it is read',
    'guess = input()\nif guess == 7:\n    print("hit")\nelif «guess < 7»:\n    print("low")\n',
    ['guess = int(input())\nif guess == 7:\n    print("hit")\nelif guess < 7:\n    print("low")\n'],
  ],
  ['handed over: silence', 'def check(guess):\n    if guess == SECRET:\n        return 0\n    return «guess < SECRET»\n', []],
])('compared with numbers more than once, %s', async (_, marked, wanted) => {
  expect(await candidateTexts(marked, COMPARED)).toEqual(wanted);
});

test('a sum that begins as text', async () => {
  const { after } = await tried(
    'total = ""\nfor n in [1, 2]:\n    «total += n»\n',
    'TypeError: can only concatenate str (not "int") to str',
  );
  expect(after).toBe('total = 0\nfor n in [1, 2]:\n    total += n\n');
});
