import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/comma-between-items',
  [
    ['spots = [(0, 1), «(2, 3) (4, 5)»]\n', "TypeError: 'tuple' object is not callable", 'spots = [(0, 1), (2, 3), (4, 5)]\n'],
    [
      'grid = [\n    «[1, 2]»\n    [3, 4],\n]\n',
      'TypeError: list indices must be integers or slices, not tuple',
      'grid = [\n    [1, 2],\n    [3, 4],\n]\n',
    ],
    ['print(«"a" ("b")»)\n', "TypeError: 'str' object is not callable", 'print("a", ("b"))\n'],
  ],
  [['f = (1, 2)\nxs = [«f (3)»]\n', "TypeError: 'tuple' object is not callable"]],
);
