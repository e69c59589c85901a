import { describe, expect, test } from 'vitest';
import { heals } from '../../../../../test/support/fixer-cases';
import { healed } from '../../../../../test/unit/heal-python';

const MISSING = (name: string) => `FileNotFoundError: [Errno 2] No such file or directory: '${name}'`;
heals(
  'python/file-beside',
  [
    [
      'import os\nfor name in os.listdir("logs"):\n    «print(open(name).read())»\n',
      MISSING('a.txt'),
      'import os\nfor name in os.listdir("logs"):\n    print(open(os.path.join("logs", name)).read())\n',
    ],
    [
      'import os\nFOLDER = "logs"\nfor name in sorted(os.listdir(FOLDER)):\n    «os.remove(name)»\n',
      MISSING('a.txt'),
      'import os\nFOLDER = "logs"\nfor name in sorted(os.listdir(FOLDER)):\n    os.remove(os.path.join(FOLDER, name))\n',
    ],
    [
      'from os import listdir\nnames = listdir("in")\nfor name in names:\n    «with open(name) as f:»\n        print(f.read())\n',
      MISSING('a.txt'),
      'import os\nfrom os import listdir\nnames = listdir("in")\nfor name in names:\n    with open(os.path.join("in", name)) as f:\n        print(f.read())\n',
    ],
  ],
  [['«open("nothing.txt")»\n', MISSING('nothing.txt')]],
);

describe('a name that another file has', () => {
  test.each([
    ['«open("scroes.csv")»\n', 'scroes.csv', 'scores.csv', 'open("scores.csv")\n'],
    ['NAME = "scores.csv"\n«open(NAME)»\n', 'scores.csv', 'data/scores.csv', 'NAME = "data/scores.csv"\nopen(NAME)\n'],
    ['«open("scores.csv")»\n', 'scores.csv', 'notes.csv', undefined],
  ])('%s', async (marked, name, there, after) => {
    expect((await healed(marked, MISSING(name), { [there]: 'a,1\n' })).after).toBe(after);
  });
});
