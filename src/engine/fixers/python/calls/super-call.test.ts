import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/super-call',
  [
    [
      'class A(B):\n    def close(self):\n        «super.close»()\n',
      'reportAttributeAccessIssue: Cannot access attribute "close" for class "type[super]"',
      'class A(B):\n    def close(self):\n        super().close()\n',
    ],
    [
      'class A(B):\n    def __init__(self, x):\n        «super.__init__(x)»\n',
      "TypeError: descriptor '__init__' requires a 'super' object but received a 'int'",
      'class A(B):\n    def __init__(self, x):\n        super().__init__(x)\n',
    ],
    [
      'class A(B):\n    def __str__(self):\n        return "A " + «super.__str__()»\n',
      'TypeError: unbound method object.__str__() needs an argument',
      'class A(B):\n    def __str__(self):\n        return "A " + super().__str__()\n',
    ],
  ],
  [
    ['def close(super):\n    «super.close»()\n', 'reportAttributeAccessIssue: Cannot access attribute "close" for class "str"'],
    ['super = 1\nclass A:\n    def f(self):\n        return «super.real()»\n', "TypeError: 'int' object is not callable"],
  ],
);
