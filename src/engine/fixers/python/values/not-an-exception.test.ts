import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

heals(
  'python/not-an-exception',
  [
    [
      'class Rejected:\n    pass\n«raise Rejected()»\n',
      'TypeError: exceptions must derive from BaseException',
      'class Rejected(Exception):\n    pass\nraise Rejected()\n',
    ],
    [
      'def check(age):\n    if age < 0:\n        «raise "too young"»\n',
      'TypeError: exceptions must derive from BaseException',
      'def check(age):\n    if age < 0:\n        raise Exception("too young")\n',
    ],
  ],
  [['from shop import Rejected\n«raise Rejected()»\n', 'TypeError: exceptions must derive from BaseException']],
);

proposes([
  [
    'class Rejected:\n    pass\n«raise Rejected()»\n',
    'TypeError: exceptions must derive from BaseException',
    'class Rejected(Exception):\n    pass\nraise Rejected()\n',
  ],
  [
    'class Rejected:\n    pass\ntry:\n    f()\n«except Rejected:»\n    pass\n',
    'TypeError: catching classes that do not inherit from BaseException is not allowed',
    'class Rejected(Exception):\n    pass\ntry:\n    f()\nexcept Rejected:\n    pass\n',
  ],
  [
    'def f(name):\n    «raise "no such user"»\n',
    'TypeError: exceptions must derive from BaseException',
    'def f(name):\n    raise Exception("no such user")\n',
  ],
  [
    'class A:\n    def f(self):\n        «raise NotImplemented»\n',
    'TypeError: exceptions must derive from BaseException',
    'class A:\n    def f(self):\n        raise NotImplementedError\n',
  ],
  [
    'class Rejected: ...\nraise «Rejected»\n',
    'reportGeneralTypeIssues: Exceptions must derive from BaseException',
    'class Rejected(Exception): ...\nraise Rejected\n',
  ],
]);

test('a base that is no exception: silence', async () => {
  expect((await tried('class A(Base): ...\n«raise A()»\n', 'TypeError: exceptions must derive from BaseException')).all).toEqual([]);
});
