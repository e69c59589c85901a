import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const READ = 'io.UnsupportedOperation: not readable';
const WRITE = 'io.UnsupportedOperation: not writable';
const TEXT = '_csv.Error: iterator should return strings, not bytes (the file should be opened in text mode)';
proposes([
  ['with open("out.txt") as f:\n    «f.write("x")»\n', WRITE, 'with open("out.txt", "w") as f:\n    f.write("x")\n'],
  ["f = open('out.txt', 'r')\n«f.write('x')»\n", WRITE, "f = open('out.txt', 'w')\nf.write('x')\n"],
  [
    'with open(path, "a", encoding="utf-8") as book:\n    for line in «book»:\n        print(line)\n',
    READ,
    'with open(path, "r", encoding="utf-8") as book:\n    for line in book:\n        print(line)\n',
  ],
  [
    'from pathlib import Path\nwith Path("a").open(encoding="utf-8") as f:\n    «f.write("x")»\n',
    WRITE,
    'from pathlib import Path\nwith Path("a").open("w", encoding="utf-8") as f:\n    f.write("x")\n',
  ],
  [
    'import csv\nwith open("o.csv", "rb") as f:\n    for row in «csv.reader(f)»:\n        print(row)\n',
    TEXT,
    'import csv\nwith open("o.csv", "r") as f:\n    for row in csv.reader(f):\n        print(row)\n',
  ],
  [
    'with open("p.png", "w") as f:\n    «f.write(data)»\n',
    'TypeError: write() argument must be str, not bytes',
    'with open("p.png", "wb") as f:\n    f.write(data)\n',
  ],
]);

test.each([
  ['it is read, too', 'with open("a") as f:\n    x = f.read()\n    «f.write(x)»\n', WRITE],
  ['it is written, too', 'f = open("a", "w")\nf.write("x")\nprint(«f.read()»)\n', READ],
  ['the mode is a variable', 'f = open("a", mode)\n«f.write("x")»\n', WRITE],
  ['another open', 'from gzip import open\nf = open("a")\n«f.write("x")»\n', WRITE],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/open-mode')).toEqual([]);
});

test.each([
  [
    'in a function that is called again and again',
    'LOG = "a.log"\ndef log(line):\n    with open(LOG) as f:\n        «f.write(line)»\nfor word in words:\n    log(word)\n',
    'LOG, "a")',
  ],
  ['in a loop', 'for row in rows:\n    with open("out.txt") as f:\n        «f.write(row)»\n', '"out.txt", "a")'],
  ['another file each time', 'for name in names:\n    with open(name) as f:\n        «f.write("x")»\n', 'name, "w")'],
  [
    'a file that is handed over',
    'def save(path):\n    with open(path) as f:\n        «f.write("x")»\nsave("a")\nsave("b")\n',
    'path, "w")',
  ],
])('opened %s', async (_, marked, wanted) => {
  expect((await tried(marked, WRITE)).after).toContain(wanted);
});
