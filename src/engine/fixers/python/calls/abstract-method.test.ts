import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'class B:\n    def run(self):\n        return self.__step()\n\n    def __step(self): ...\n\n\nclass C(B):\n    def __step(self):\n        return 1\n\n\n«print(C().run())»\n',
    "TypeError: Can't instantiate abstract class C with abstract method _B__step",
    'class B:\n    def run(self):\n        return self._step()\n\n    def _step(self): ...\n\n\nclass C(B):\n    def _step(self):\n        return 1\n\n\nprint(C().run())\n',
  ],
  [
    'class Square(Shape):\n    def aera(self):\n        return 1\n\n\n«Square()»\n',
    "TypeError: Can't instantiate abstract class Square with abstract method area",
    'class Square(Shape):\n    def area(self):\n        return 1\n\n\nSquare()\n',
  ],
]);

test.each([
  [
    'nothing like it is there',
    'class Square(Shape):\n    def side(self):\n        return 1\n\n\n«Square()»\n',
    "TypeError: Can't instantiate abstract class Square with abstract method area",
  ],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/abstract-method')).toEqual([]);
});
