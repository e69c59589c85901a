import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const told = (name: string): string => `AttributeError: 'A' object has no attribute '${name}'`;
proposes([
  [
    'class A:\n    def __init__(self, name):\n        name = name\n\nprint(«A("x").name»)\n',
    told('name'),
    'class A:\n    def __init__(self, name):\n        self.name = name\n\nprint(A("x").name)\n',
  ],
  [
    'class A:\n    def __init__(self):\n        rows = []\n        self.n = 0\n\n    def add(self, x):\n        «self.rows».append(x)\n\nA().add(1)\n',
    told('rows'),
    'class A:\n    def __init__(self):\n        self.rows = []\n        self.n = 0\n\n    def add(self, x):\n        self.rows.append(x)\n\nA().add(1)\n',
  ],
]);

test.each([
  [
    'the variable is used',
    'class A:\n    def __init__(self):\n        rows = []\n        self.n = len(rows)\n\nprint(«A().rows»)\n',
    'rows',
  ],
  [
    'it is set elsewhere',
    'class A:\n    def __init__(self):\n        rows = []\n    def fill(self):\n        self.rows = []\n\nprint(«A().rows»)\n',
    'rows',
  ],
])('%s: silence', async (_, marked, name) => {
  expect((await tried(marked, told(name))).all.filter(({ origin }) => origin.id === 'python/never-stored')).toEqual([]);
});
