import { heals } from '../../../../../test/support/fixer-cases';

const data = 'from dataclasses import dataclass\n\n@dataclass\n';

heals(
  'python/untyped-field',
  [
    [
      `${data}class Point:\n    x = 0\n    y = 0.5\n\n«print(Point(3, 4))»\n`,
      'TypeError: Point.__init__() takes 1 positional argument but 3 were given',
      `${data}class Point:\n    x: int = 0\n    y: float = 0.5\n\nprint(Point(3, 4))\n`,
    ],
    [
      `${data}class Box:\n    width: int = 1\n    label = "box"\n\n«print(Box(width=2, label="x"))»\n`,
      "TypeError: Box.__init__() got an unexpected keyword argument 'label'",
      `${data}class Box:\n    width: int = 1\n    label: str = "box"\n\nprint(Box(width=2, label="x"))\n`,
    ],
    [
      `${data}class Cart:\n    items = []\n\n«print(Cart(["nut"]))»\n`,
      'TypeError: Cart.__init__() takes 1 positional argument but 2 were given',
      `from dataclasses import dataclass, field\n\n@dataclass\nclass Cart:\n    items: list = field(default_factory=list)\n\nprint(Cart(["nut"]))\n`,
    ],
    [
      `${data}class User:\n    name = str\n\n«print(User("ann"))»\n`,
      'TypeError: User.__init__() takes 1 positional argument but 2 were given',
      `${data}class User:\n    name: str\n\nprint(User("ann"))\n`,
    ],
  ],
  [
    ['class Ring:\n    size = 1\n\n«print(Ring(5))»\n', 'TypeError: Ring() takes no arguments'],
    [
      `${data}class Ring:\n    size = 1\n\n«print(Ring(5, 6))»\n`,
      'TypeError: Ring.__init__() takes 1 positional argument but 3 were given',
    ],
    [
      `${data}class Ring:\n    size = None\n\n«print(Ring(5))»\n`,
      'TypeError: Ring.__init__() takes 1 positional argument but 2 were given',
    ],
  ],
);
