import { heals } from '../../../../../test/support/fixer-cases';

const POINT = 'from collections import namedtuple\nPoint = namedtuple("Point", "x y")\np = Point(1, 2)\n';

heals(
  'python/fixed-record',
  [
    [`${POINT}«p.x = 5»\n`, "AttributeError: can't set attribute", `${POINT}p = p._replace(x=5)\n`],
    [`${POINT}«p.x += 5»\n`, "AttributeError: can't set attribute", `${POINT}p = p._replace(x=p.x + 5)\n`],
    [
      'from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\np = P(1)\n«p.x = 2»\n',
      "AttributeError: can't set attribute",
      'from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\np = P(1)\np = p._replace(x=2)\n',
    ],
  ],
  [['class A:\n    pass\np = A()\n«p.x = 5»\n', "AttributeError: can't set attribute"]],
);
