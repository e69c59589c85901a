import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/pattern-group',
  [
    [
      'import re\nm = re.search(r"\\d+", "a 4")\n«print(m.group(1))»\n',
      'IndexError: no such group',
      'import re\nm = re.search(r"\\d+", "a 4")\nprint(m.group(0))\n',
    ],
    [
      'import re\n«print(re.match("[a-z]+", "ab").group(1))»\n',
      'IndexError: no such group',
      'import re\nprint(re.match("[a-z]+", "ab").group(0))\n',
    ],
    [
      'import re\nWORD = re.compile(r"\\w+\\(")\nm = WORD.search("f(")\n«print(m.group(1))»\n',
      'IndexError: no such group',
      'import re\nWORD = re.compile(r"\\w+\\(")\nm = WORD.search("f(")\nprint(m.group(0))\n',
    ],
  ],
  [
    ['import re\nm = re.search(r"(\\d)(\\d)", "44")\n«print(m.group(3))»\n', 'IndexError: no such group'],
    ['def f(m):\n    return «m.group(1)»\n', 'IndexError: no such group'],
  ],
);
