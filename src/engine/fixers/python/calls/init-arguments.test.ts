import { heals } from '../../../../../test/support/fixer-cases';

const SAID = 'TypeError: object.__init__() takes exactly one argument (the instance to initialize)';

heals(
  'python/init-arguments',
  [
    [
      'class A:\n    def __init__(self, n):\n        «super().__init__(n)»\n        self.n = n\nA(1)\n',
      SAID,
      'class A:\n    def __init__(self, n):\n        super().__init__()\n        self.n = n\nA(1)\n',
    ],
  ],
  [['class A(B):\n    def __init__(self, n):\n        «super().__init__(n)»\nA(1)\n', SAID]],
);
