import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/value-called',
  [
    [
      'import pandas as pd\nt = pd.DataFrame({"a": [1]})\n«rows, columns = t.shape()»\n',
      "TypeError: 'tuple' object is not callable",
      'import pandas as pd\nt = pd.DataFrame({"a": [1]})\nrows, columns = t.shape\n',
    ],
    [
      'from pathlib import Path\np = Path("a/b")\n«print(p.parent().name)»\n',
      "TypeError: 'PosixPath' object is not callable",
      'from pathlib import Path\np = Path("a/b")\nprint(p.parent.name)\n',
    ],
  ],
  [
    [
      'class A:\n    def __init__(self):\n        self.size = 3\n    def size(self):\n        return 1\na = A()\n«print(a.size())»\n',
      "TypeError: 'int' object is not callable",
    ],
    ['x = load()\n«print(x.first(), x.last())»\n', "TypeError: 'int' object is not callable"],
    ['n = 3\n«print(n(2))»\n', "TypeError: 'int' object is not callable"],
  ],
);
