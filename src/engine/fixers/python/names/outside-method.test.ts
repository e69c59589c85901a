import { heals } from '../../../../../test/support/fixer-cases';

const NAME = "NameError: name 'self' is not defined";

heals(
  'python/outside-method',
  [
    [
      'class Bag:\n    def __init__(self, n):\n        self.n = n\n    «self.items = []»\n\n    def add(self, x):\n        self.items.append(x)\n',
      NAME,
      'class Bag:\n    def __init__(self, n):\n        self.n = n\n        self.items = []\n\n    def add(self, x):\n        self.items.append(x)\n',
    ],
    [
      'class Bag:\n\tdef show(self):\n\t\tprint(1)\n\tfor x in «self.items»:\n\t\tprint(x)\n\tprint(2)\n\tdef add(self):\n\t\tpass\n',
      NAME,
      'class Bag:\n\tdef show(self):\n\t\tprint(1)\n\t\tfor x in self.items:\n\t\t\tprint(x)\n\t\tprint(2)\n\tdef add(self):\n\t\tpass\n',
    ],
  ],
  [
    // Nothing of a method stands above, or one without `self`.
    ['class Bag:\n    size = 3\n    «self.items = []»\n', NAME],
    ['class Bag:\n    @staticmethod\n    def make():\n        return Bag()\n    «self.items = []»\n', NAME],
  ],
);
