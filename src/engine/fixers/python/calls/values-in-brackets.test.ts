import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/values-in-brackets',
  [
    ['«total = sum(3, 4, 5)»\n', 'TypeError: sum() takes at most 2 arguments (3 given)', 'total = sum([3, 4, 5])\n'],
    [
      'ok = True\n«print(any(ok, False))»\n',
      'TypeError: any() takes exactly one argument (2 given)',
      'ok = True\nprint(any([ok, False]))\n',
    ],
    [
      'seen = []\n«seen.append(1, 2)»\n',
      'TypeError: list.append() takes exactly one argument (2 given)',
      'seen = []\nseen.append((1, 2))\n',
    ],
    ['seen = set()\n«seen.add(1, 2)»\n', 'TypeError: set.add() takes exactly one argument (2 given)', 'seen = set()\nseen.add((1, 2))\n'],
    ['xs = [1]\n«xs.extend(2, 3)»\n', 'TypeError: list.extend() takes exactly one argument (2 given)', 'xs = [1]\nxs.extend([2, 3])\n'],
    ['«xs = list(1, 2, 3)»\n', 'TypeError: list expected at most 1 argument, got 3', 'xs = list([1, 2, 3])\n'],
    [
      'a = ["x"]\nb = [1]\n«c = dict(a, b)»\n',
      'TypeError: dict expected at most 1 argument, got 2',
      'a = ["x"]\nb = [1]\nc = dict(zip(a, b))\n',
    ],
    [
      'import socket\ns = socket.socket()\n«s.connect("localhost", 80)»\n',
      'TypeError: socket.connect() takes exactly one argument (2 given)',
      'import socket\ns = socket.socket()\ns.connect(("localhost", 80))\n',
    ],
    [
      'def save(cur, name, age):\n    «cur.execute("INSERT INTO a VALUES (?, ?)", name, age)»\n',
      'TypeError: execute expected at most 2 arguments, got 3',
      'def save(cur, name, age):\n    cur.execute("INSERT INTO a VALUES (?, ?)", (name, age))\n',
    ],
    [
      'import csv, sys\nw = csv.writer(sys.stdout)\n«w.writerow(4 * 4)»\n',
      '_csv.Error: iterable expected, not int',
      'import csv, sys\nw = csv.writer(sys.stdout)\nw.writerow([4 * 4])\n',
    ],
    [
      'import numpy as np\n«a = np.array(1, 2, 3)»\n',
      'TypeError: array() takes from 1 to 2 positional arguments but 3 were given',
      'import numpy as np\na = np.array([1, 2, 3])\n',
    ],
  ],
  [
    ['def sum(a, b):\n    return a\n\n«sum(1, 2, 3)»\n', 'TypeError: sum() takes 2 positional arguments but 3 were given'],
    ['xs = []\n«xs.append(*[1, 2])»\n', 'TypeError: list.append() takes exactly one argument (2 given)'],
  ],
);
