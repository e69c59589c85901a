import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

heals(
  'python/argument-count',
  [
    [
      'class Dog:\n    def bark():\n        print("woof")\nDog().«bark()»\n',
      'TypeError: Dog.bark() takes 0 positional arguments but 1 was given',
      'class Dog:\n    def bark(self):\n        print("woof")\nDog().bark()\n',
    ],
    [
      'rows = [(1, 2)]\n«rows.sort(lambda row: row[1])»\n',
      'TypeError: sort() takes no positional arguments',
      'rows = [(1, 2)]\nrows.sort(key=lambda row: row[1])\n',
    ],
  ],
  [['def add(a, b):\n    return a + b\nprint(«add(1)»)\n', "TypeError: add() missing 1 required positional argument: 'b'"]],
);

proposes([
  [
    'class A:\n    def f(): ...\nA().«f»()\n',
    'TypeError: A.f() takes 0 positional arguments but 1 was given',
    'class A:\n    def f(self): ...\nA().f()\n',
  ],
  ['xs.«sort(lambda x: x[1])»\n', 'TypeError: sort() takes no positional arguments', 'xs.sort(key=lambda x: x[1])\n'],
  [
    'class A:\n    def total(self): ...\n«A.total()»\n',
    "TypeError: A.total() missing 1 required positional argument: 'self'",
    'class A:\n    def total(self): ...\nA().total()\n',
  ],
  [
    'def area(width, height): ...\nwidth = 1\nheight = 2\n«area(width)»\n',
    "TypeError: area() missing 1 required positional argument: 'height'",
    'def area(width, height): ...\nwidth = 1\nheight = 2\narea(width, height)\n',
  ],
  [
    'def area(width, height): ...\nwidth = 1\n«area(height=2)»\n',
    "TypeError: area() missing 1 required positional argument: 'width'",
    'def area(width, height): ...\nwidth = 1\narea(height=2, width=width)\n',
  ],
  [
    'class A:\n    def f(s, idx=0): ...\n    def g(self, s):\n        «self.f(s, idx=1)»\n',
    'reportCallIssue: Parameter "idx" is already assigned',
    'class A:\n    def f(self, s, idx=0): ...\n    def g(self, s):\n        self.f(s, idx=1)\n',
  ],
  [
    'import yaml\nc = «yaml.load(f)»\n',
    "TypeError: load() missing 1 required positional argument: 'Loader'",
    'import yaml\nc = yaml.safe_load(f)\n',
  ],
]);

test('a missing argument is explained, not filled in', async () => {
  expect(
    (await tried('def foo(a, b):\n    return a + b\nresult = «foo(1)»\n', "TypeError: foo() missing 1 required positional argument: 'b'"))
      .all,
  ).toEqual([]);
});

test('a call that gives too much says what is missing', async () => {
  expect((await tried('def f(a):\n    return a + b\n«f(1, 2)»\n', 'reportCallIssue: Expected 1 positional argument')).after).toBe(
    'def f(a, b):\n    return a + b\nf(1, 2)\n',
  );
});
