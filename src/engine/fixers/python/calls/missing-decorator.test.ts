import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/missing-decorator',
  [
    [
      'import contextlib\n\ndef quiet():\n    try:\n        yield\n    finally:\n        print("end")\n\n«with quiet():»\n    print(1)\n',
      "TypeError: 'generator' object does not support the context manager protocol",
      'import contextlib\n\n@contextlib.contextmanager\ndef quiet():\n    try:\n        yield\n    finally:\n        print("end")\n\nwith quiet():\n    print(1)\n',
    ],
    [
      'import os\n\nclass Size:\n    w: int\n    h: int = 1\n\n«print(Size(2))»\n',
      'TypeError: Size() takes no arguments',
      'import os\nfrom dataclasses import dataclass\n\n@dataclass\nclass Size:\n    w: int\n    h: int = 1\n\nprint(Size(2))\n',
    ],
  ],
  [
    [
      'def numbers():\n    for i in range(3):\n        yield i\n\n«with numbers():»\n    pass\n',
      "TypeError: 'generator' object does not support the context manager protocol",
    ],
    ['class Size:\n    w: int\n\n«Size(1, 2)»\n', 'TypeError: Size() takes no arguments'],
  ],
);
