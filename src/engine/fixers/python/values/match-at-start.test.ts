import { heals } from '../../../../../test/support/fixer-cases';

const NONE = "AttributeError: 'NoneType' object has no attribute 'group'";

heals(
  'python/match-at-start',
  [
    ['import re\n«print(re.match(r"\\d+", "room 42").group())»\n', NONE, 'import re\nprint(re.search(r"\\d+", "room 42").group())\n'],
    [
      'import re\np = re.compile("b+")\nm = p.match("abb")\n«print(m.group())»\n',
      NONE,
      'import re\np = re.compile("b+")\nm = p.search("abb")\nprint(m.group())\n',
    ],
  ],
  [
    ['import re\n«print(re.match(r"^\\d+", t).group())»\n', NONE],
    ['import re\n«print(re.search(r"\\d+", t).group())»\n', NONE],
  ],
);
