import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/init-result',
  [
    [
      'class A:\n    def __init__(self, n):\n        self.n = n\n        return self.n\n«a = A(1)»\n',
      "TypeError: __init__() should return None, not 'int'",
      'class A:\n    def __init__(self, n):\n        self.n = n\na = A(1)\n',
    ],
  ],
  [['«a = A(1)»\n', "TypeError: __init__() should return None, not 'int'"]],
);
