import { heals } from '../../../../../test/support/fixer-cases';

const PATH = (name: string) => `AttributeError: 'PosixPath' object has no attribute '${name}'`;
heals(
  'python/path-as-text',
  [
    [
      'from pathlib import Path\np = Path("a.txt")\n«if p.endswith(".txt"):»\n    print(1)\n',
      PATH('endswith'),
      'from pathlib import Path\np = Path("a.txt")\nif p.name.endswith(".txt"):\n    print(1)\n',
    ],
    [
      'from pathlib import Path\np = Path("a/b")\n«print(p.split("/"))»\n',
      PATH('split'),
      'from pathlib import Path\np = Path("a/b")\nprint(str(p).split("/"))\n',
    ],
  ],
  [['from pathlib import Path\np = Path("a/b")\n«print(p.read())»\n', PATH('read')]],
);
