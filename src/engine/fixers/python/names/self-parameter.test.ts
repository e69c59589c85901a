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
    [
      'class A:\n    def time():\n        return 1\n\n    def late(self):\n        return «self.time»()\n',
      'reportAttributeAccessIssue: Cannot access attribute "time" for class "A*"\n  Could not bind method "time" because it is missing a "self" or "cls" parameter',
      'class A:\n    def time(self):\n        return 1\n\n    def late(self):\n        return self.time()\n',
    ],
    [
      'class A:\n    @«property»\n    def size():\n        return 1\n',
      'reportArgumentType: Argument of type "() -> int" cannot be assigned to parameter "fget" of type "((Any) -> Any) | None" in function "__init__"',
      'class A:\n    @property\n    def size(self):\n        return 1\n',
    ],
    [
      'class A:\n    def warn(«text»: str) -> None:\n        print(text)\n',
      'reportGeneralTypeIssues: Type of parameter "text" must be a supertype of its class "A"',
      'class A:\n    def warn(self, text: str) -> None:\n        print(text)\n',
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
