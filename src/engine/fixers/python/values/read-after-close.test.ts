import { heals } from '../../../../../test/support/fixer-cases';

const CLOSED = 'ValueError: I/O operation on closed file.';
heals(
  'python/read-after-close',
  [
    [
      'with open("a") as f:\n    x = f.readline()\n«y = f.read()»\n',
      CLOSED,
      'with open("a") as f:\n    x = f.readline()\n    y = f.read()\n',
    ],
    [
      'import csv\nwith open("a") as f:\n    rows = csv.reader(f)\nn = 0\n«for row in rows:»\n    n += 1\n',
      CLOSED,
      'import csv\nwith open("a") as f:\n    rows = csv.reader(f)\n    n = 0\n    for row in rows:\n        n += 1\n',
    ],
    [
      'def save(items):\n    with open("a", "w") as out:\n        out.write("start")\n    for it in items:\n        «out.write(it)»\n',
      CLOSED,
      'def save(items):\n    with open("a", "w") as out:\n        out.write("start")\n        for it in items:\n            out.write(it)\n',
    ],
  ],
  [['f = open("a")\nf.close()\n«print(f.read())»\n', CLOSED]],
);
