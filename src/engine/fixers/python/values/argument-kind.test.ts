import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/argument-kind',
  [
    [
      'import time\nn = "0.5"\n«time.sleep(n)»\n',
      "TypeError: 'str' object cannot be interpreted as an integer",
      'import time\nn = "0.5"\ntime.sleep(float(n))\n',
    ],
    [
      'p = "3.5"\n«print(f"{p:.2f}")»\n',
      "ValueError: Unknown format code 'f' for object of type 'str'",
      'p = "3.5"\nprint(f"{float(p):.2f}")\n',
    ],
    ['n = "5"\n«print("%d" % n)»\n', 'TypeError: %d format: a real number is required, not str', 'n = "5"\nprint("%d" % int(n))\n'],
    [
      'import random\nd = {"a": 1}\n«print(random.choice(d))»\n',
      'KeyError: 0',
      'import random\nd = {"a": 1}\nprint(random.choice(list(d)))\n',
    ],
    [
      'import os\nparts = ["a", "b"]\n«print(os.path.join(parts))»\n',
      'TypeError: expected str, bytes or os.PathLike object, not list',
      'import os\nparts = ["a", "b"]\nprint(os.path.join(*parts))\n',
    ],
    [
      'from collections import deque\nq = deque([1, 2])\n«print(q[:1])»\n',
      "TypeError: sequence index must be integer, not 'slice'",
      'from collections import deque\nq = deque([1, 2])\nprint(list(q)[:1])\n',
    ],
  ],
  [
    ['import time\ndef f(n):\n    «time.sleep(n)»\n', "TypeError: 'str' object cannot be interpreted as an integer"],
    ['d = {"a": 1}\n«print(d[0])»\n', 'KeyError: 0'],
  ],
);
