import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/swapped-arguments',
  [
    [
      'x = 1\nprint(«isinstance(int, x)»)\n',
      'TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union',
      'x = 1\nprint(isinstance(x, int))\n',
    ],
    [
      'from datetime import datetime\nd = «datetime.strptime("%d.%m.%Y", "24.12.2024")»\n',
      "ValueError: time data '%d.%m.%Y' does not match format '24.12.2024'",
      'from datetime import datetime\nd = datetime.strptime("24.12.2024", "%d.%m.%Y")\n',
    ],
  ],
  [['def f(a, b):\n    return «isinstance(a, b)»\n', 'TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union']],
);

proposes([
  ['isinstance(«int, x»)\n', 'TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union', 'isinstance(x, int)\n'],
]);
