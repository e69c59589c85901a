import { describe, expect, test } from 'vitest';
import { tried } from '../../../../../test/support/python-case';

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
