import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/format-field',
  [
    ['«print("{name} is {years}".format(name="a", age=3))»\n', "KeyError: 'years'", 'print("{name} is {age}".format(name="a", age=3))\n'],
    ['T = "{who:>5}!"\n«print(T.format(name="a"))»\n', "KeyError: 'who'", 'T = "{name:>5}!"\nprint(T.format(name="a"))\n'],
    ['«print(\'{"id": {}}\'.format(3))»\n', 'KeyError: \'"id"\'', 'print(\'{{"id": {}}}\'.format(3))\n'],
  ],
  [['«print("{a} {b}".format(c=1, d=2))»\n', "KeyError: 'a'"]],
);
