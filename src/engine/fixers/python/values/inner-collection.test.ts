import { heals } from '../../../../../test/support/fixer-cases';

const BAG = 'class Bag:\n    def __init__(self):\n        self.owner = "a"\n        self.items = []\n\nbag = Bag()\n';
heals(
  'python/inner-collection',
  [
    [`${BAG}«print(len(bag))»\n`, "TypeError: object of type 'Bag' has no len()", `${BAG}print(len(bag.items))\n`],
    [`${BAG}«for it in bag:»\n    print(it)\n`, "TypeError: 'Bag' object is not iterable", `${BAG}for it in bag.items:\n    print(it)\n`],
    [`${BAG}«print(bag[0])»\n`, "TypeError: 'Bag' object is not subscriptable", `${BAG}print(bag.items[0])\n`],
    [
      `${BAG}«if "a" in bag:»\n    print(1)\n`,
      "TypeError: argument of type 'Bag' is not iterable",
      `${BAG}if "a" in bag.items:\n    print(1)\n`,
    ],
    [`${BAG}«print(sorted(bag))»\n`, "TypeError: 'Bag' object is not iterable", `${BAG}print(sorted(bag.items))\n`],
    [
      'class Team:\n    def __init__(self, players):\n        self.players = players\n\nteam = Team(["a"])\n«print(len(team))»\n',
      "TypeError: object of type 'Team' has no len()",
      'class Team:\n    def __init__(self, players):\n        self.players = players\n\nteam = Team(["a"])\nprint(len(team.players))\n',
    ],
  ],
  [
    [
      'class Bag:\n    def __init__(self):\n        self.a = []\n        self.b = []\n\nbag = Bag()\n«print(len(bag))»\n',
      "TypeError: object of type 'Bag' has no len()",
    ],
  ],
);
