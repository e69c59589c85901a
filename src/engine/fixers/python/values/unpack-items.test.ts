import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/unpack-items',
  [
    [
      'ages = {"alice": 3}\n«for name, age in ages:»\n    print(name, age)\n',
      'ValueError: too many values to unpack (expected 2)',
      'ages = {"alice": 3}\nfor name, age in ages.items():\n    print(name, age)\n',
    ],
    [
      'words = ["one", "two"]\n«for i, word in words:»\n    print(i, word)\n',
      'ValueError: too many values to unpack (expected 2)',
      'words = ["one", "two"]\nfor i, word in enumerate(words):\n    print(i, word)\n',
    ],
    [
      'width, height = «input()»\nprint(width, height)\n',
      'ValueError: too many values to unpack (expected 2)',
      'width, height = input().split()\nprint(width, height)\n',
    ],
  ],
  [
    [
      'def show(rows):\n    «for name, age in rows:»\n        print(name, age)\n',
      'ValueError: not enough values to unpack (expected 2, got 1)',
    ],
    ['width, height = «read()»\ndef read(): ...\n', 'ValueError: too many values to unpack (expected 2)'],
  ],
);

proposes([
  [
    'ages = {}\nfor name, age in «ages»: ...\n',
    'ValueError: too many values to unpack (expected 2)',
    'ages = {}\nfor name, age in ages.items(): ...\n',
  ],
  ['for i, w in «words»: ...\n', 'ValueError: too many values to unpack (expected 2)', 'for i, w in enumerate(words): ...\n'],
]);
