import { expect, test } from 'vitest';
import { TestReach } from './reach';

const reach = (files: Readonly<Record<string, string>>): TestReach => {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`/w/${name}`, text]));
  return new TestReach({ root: '/w', paths: [...texts.keys()], read: (file) => Promise.resolve(texts.get(file)) });
};
const rows: readonly (readonly [string, Readonly<Record<string, string>>, string, string, boolean])[] = [
  ['at once', { 'm.py': '', 'test_m.py': 'import m\n' }, 'test_m.py', 'm.py', true],
  ['by name alone', { 'm.py': '', 'test_m.py': 'import os\n' }, 'test_m.py', 'm.py', false],
  [
    'by way of another',
    { 'm.py': '', 'n.py': 'from m import f\n', 'test_n.py': 'from n import (\n    g,\n)\n' },
    'test_n.py',
    'm.py',
    true,
  ],
  [
    'a member that is a module',
    { 'pkg/__init__.py': '', 'pkg/m.py': '', 'tests/test_a.py': 'from pkg import m\n' },
    'tests/test_a.py',
    'pkg/m.py',
    true,
  ],
  [
    'its package',
    { 'pkg/__init__.py': 'from .m import f\n', 'pkg/m.py': '', 'tests/test_a.py': 'from pkg import f\n' },
    'tests/test_a.py',
    'pkg/m.py',
    true,
  ],
  [
    'relative',
    { 'pkg/a.py': 'from ..b.c import d\n', 'b/c.py': '', 'pkg/test_a.py': 'from . import a\n' },
    'pkg/test_a.py',
    'b/c.py',
    true,
  ],
  ['in src', { 'src/m.py': '', 'tests/test_m.py': 'import m\n' }, 'tests/test_m.py', 'src/m.py', true],
  ['another of that name', { 'a/m.py': '', 'b/m.py': '', 'a/test_m.py': 'import m\n' }, 'a/test_m.py', 'b/m.py', false],
  ['conftest', { 'm.py': '', 'conftest.py': 'import m\n', 't/test_x.py': 'def test_a(): pass\n' }, 't/test_x.py', 'm.py', true],
  [
    'a program that it starts',
    { 'm.py': '', 'test_x.py': "import subprocess\nsubprocess.run(['python3', 'm.py'])\n" },
    'test_x.py',
    'm.py',
    true,
  ],
  ['in a circle', { 'a.py': 'import b\n', 'b.py': 'import a\n', 'c.py': '', 'test_a.py': 'import a\n' }, 'test_a.py', 'c.py', false],
  ['a script', { 'src/m.ts': '', 'src/m.test.ts': "import { f } from './m.js';\n" }, 'src/m.test.ts', 'src/m.ts', true],
  [
    'through an index',
    { 'src/i/index.ts': "export * from './m';\n", 'src/i/m.ts': '', 't/a.test.ts': "import { f } from '../src/i';\n" },
    't/a.test.ts',
    'src/i/m.ts',
    true,
  ],
  ['by an alias', { 'src/lib/m.ts': '', 't/a.test.ts': "import { f } from '@/lib/m';\n" }, 't/a.test.ts', 'src/lib/m.ts', true],
  ['required', { 'm.js': '', 'test/a.js': "const m = require('../m');\n" }, 'test/a.js', 'm.js', true],
  ['not at all', { 'm.js': '', 'test/a.js': "const m = require('node:fs');\n" }, 'test/a.js', 'm.js', false],
];

test.each(rows)('a test reaches a file: %s', async (_name, files, from, to, wanted) => {
  expect(await reach(files).reaches(`/w/${from}`, `/w/${to}`)).toBe(wanted);
});
