import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'class Cat:\n    def _init_(self, name):\n        self.name = name\n\n«Cat("Tom")»\n',
    'TypeError: Cat() takes no arguments',
    'class Cat:\n    def __init__(self, name):\n        self.name = name\n\nCat("Tom")\n',
  ],
  [
    'class Cat:\n    def __int__(self, name):\n        self.name = name\n\n«Cat("Tom")»\n',
    'TypeError: Cat() takes no arguments',
    'class Cat:\n    def __init__(self, name):\n        self.name = name\n\nCat("Tom")\n',
  ],
  [
    'class Box:\n    def __innit__(self):\n        self.items = []\n\n    def add(self, x):\n        «self.items».append(x)\n\nBox().add(1)\n',
    "AttributeError: 'Box' object has no attribute 'items'",
    'class Box:\n    def __init__(self):\n        self.items = []\n\n    def add(self, x):\n        self.items.append(x)\n\nBox().add(1)\n',
  ],
]);

test.each([
  ['it has one', 'class A:\n    def __init__(self): pass\n    def _init_(self, x): pass\n«A(1)»\n', 'TypeError: A() takes no arguments'],
  ['an iterator is no slip', 'class A:\n    def __iter__(self): return iter([])\n«A(1)»\n', 'TypeError: A() takes no arguments'],
  [
    'the method does not set it',
    'class A:\n    def _init_(self):\n        self.b = 1\nprint(«A().c»)\n',
    "AttributeError: 'A' object has no attribute 'c'",
  ],
  [
    'a base has one',
    'class B:\n    def __init__(self): pass\nclass A(B):\n    def init(self, x): pass\n«A(1)»\n',
    'TypeError: A() takes no arguments',
  ],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/misspelt-init')).toEqual([]);
});
