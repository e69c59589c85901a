import { expect, test } from 'vitest';
import { tried } from '../../../../../test/support/python-case';

const undefinedName = (name: string): string => `reportUndefinedVariable: "${name}" is not defined`;

test.each([
  // Its words are no words, and those that are used are.
  [
    'from shop.tools import version_tulpe\n\nprint(«version_tuple»(["a"]))\n',
    undefinedName('version_tuple'),
    'from shop.tools import version_tuple\n\nprint(version_tuple(["a"]))\n',
  ],
  // It is used so again and again.
  [
    'from shop.base import BaseOperatiosn\n\n\nclass Operations(«BaseOperations»):\n    names = BaseOperations.names\n',
    undefinedName('BaseOperations'),
    'from shop.base import BaseOperations\n\n\nclass Operations(BaseOperations):\n    names = BaseOperations.names\n',
  ],
  // The use is what is misspelt.
  [
    'from shop.tools import open_file\n\nprint(«opne_file»("a"))\n',
    undefinedName('opne_file'),
    'from shop.tools import open_file\n\nprint(open_file("a"))\n',
  ],
])('%s', async (before, error, after) => expect((await tried(before, error)).after).toBe(after));

test.each([
  [
    'class A:\n    @property\n    def size(self):\n        return self._size\n\n    @size.setter\n    def size(self):\n        self._size = «value»\n',
    undefinedName('value'),
    'class A:\n    @property\n    def size(self):\n        return self._size\n\n    @size.setter\n    def size(self, value):\n        self._size = value\n',
  ],
  [
    'class A:\n    def __eq__(self):\n        return self.x == «other».x\n',
    undefinedName('other'),
    'class A:\n    def __eq__(self, other):\n        return self.x == other.x\n',
  ],
  [
    'class A:\n    def set_limit(self):\n        self._limit = «limit»\n',
    undefinedName('limit'),
    'class A:\n    def set_limit(self, limit):\n        self._limit = limit\n',
  ],
])('%s', async (before, error, after) => expect((await tried(before, error)).after).toBe(after));

test('what a checker misses of the usual short names is their package, installed here or not', async () => {
  expect((await tried('def f(a):\n    return «np».zeros(a), np.ones(a)\n', undefinedName('np'))).after).toMatch(
    /^import numpy as np\n+def f/,
  );
});

test('what describes a function is no text that a message means', async () => {
  const before =
    'class A:\n    def __delattr__«(self)»:\n        """Takes it from the object where it is."""\n        objects = "objects"\n        return objects\n';
  const error = 'reportIncompatibleMethodOverride: Method "__delattr__" overrides class "object" in an incompatible manner';
  expect((await tried(before, error)).all.filter(({ origin }) => origin.id === 'python/misspelt-text')).toEqual([]);
});
