import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/none-result',
  [
    [
      'names = ["b", "a"]\nnames = names.sort()\nprint(«names[0]»)\n',
      "TypeError: 'NoneType' object is not subscriptable",
      'names = ["b", "a"]\nnames.sort()\nprint(names[0])\n',
    ],
    [
      'names = ["b", "a"]\nfor name in «names.sort()»:\n    print(name)\n',
      "TypeError: 'NoneType' object is not iterable",
      'names = ["b", "a"]\nfor name in sorted(names):\n    print(name)\n',
    ],
  ],
  [['def find(): ...\nprint(«find()[0]»)\n', "TypeError: 'NoneType' object is not subscriptable"]],
);

proposes([
  ['xs = «xs.sort()»\nfor x in xs: ...\n', "TypeError: 'NoneType' object is not iterable", 'xs.sort()\nfor x in xs: ...\n'],
  ['for x in «names.sort()»: ...\n', "TypeError: 'NoneType' object is not iterable", 'for x in sorted(names): ...\n'],
  ['back = xs.reverse()\n«back[0]»\n', "TypeError: 'NoneType' object is not subscriptable", 'back = xs[::-1]\nback[0]\n'],
  ['new = []\nnew += «new.append(1)»\n', "TypeError: 'NoneType' object is not iterable", 'new = []\nnew.append(1)\n'],
]);
