import { heals } from '../../../../../test/support/fixer-cases';

const MRO = 'TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B';
heals(
  'python/base-order',
  [
    [
      'class A:\n    pass\n\nclass B(A):\n    pass\n\n«class C(A, B):»\n    pass\n',
      MRO,
      'class A:\n    pass\n\nclass B(A):\n    pass\n\nclass C(B, A):\n    pass\n',
    ],
    ['class A:\n    pass\n\n«class C(object, A):»\n    pass\n', MRO, 'class A:\n    pass\n\nclass C(A, object):\n    pass\n'],
  ],
  [['import m\n\n«class C(m.A, m.B):»\n    pass\n', MRO]],
);
