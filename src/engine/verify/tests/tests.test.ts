import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unsandboxed } from '../../../../test/unit/unsandboxed';
import { findTests, type TestSources, type TestSuite } from './find-tests';
import { MemoryFiles } from '../../project/workspace-files';
import { proveByTests } from './prove-plan';
import { readResults } from './read-results';
import { runTests, TestProver, type TestsRun } from './run-tests';

const sources = (files: Readonly<Record<string, string>>): TestSources => {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`/w/${name}`, text]));
  return { root: '/w', paths: [...texts.keys()], read: (file) => Promise.resolve(texts.get(file)) };
};
const found = async (files: Readonly<Record<string, string>>, file: string, all = false): Promise<string> => {
  const suite = await findTests(sources(files), `/w/${file}`, { all });
  return suite ? `${suite.runner} in ${suite.cwd}: ${suite.files.map((one) => one.slice(3)).join(' ')}` : 'none';
};

describe('the tests of a file', () => {
  it.each<[string, Record<string, string>, string, string]>([
    [
      'by name, pytest by its import',
      { 'm.py': '', 'tests/test_m.py': 'import pytest\n', 'tests/test_n.py': '' },
      'm.py',
      'pytest in /w: tests/test_m.py',
    ],
    ['pytest by its functions', { 'm.py': '', 'test_m.py': 'from m import f\ndef test_f(): pass\n' }, 'm.py', 'pytest in /w: test_m.py'],
    ['unittest', { 'm.py': '', 'test_m.py': 'import unittest\nclass T(unittest.TestCase): pass\n' }, 'm.py', 'unittest in /w: test_m.py'],
    [
      'by import',
      { 'pkg/core.py': '', 'test_all.py': 'from pkg.core import f\ndef test_f(): pass\n', 'test_other.py': 'import os\n' },
      'pkg/core.py',
      'pytest in /w: test_all.py',
    ],
    ['a test is its own', { 'test_m.py': 'def test_a(): pass\n' }, 'test_m.py', 'pytest in /w: test_m.py'],
    ['none', { 'm.py': '' }, 'm.py', 'none'],
    [
      'node by import',
      { 'src/m.js': '', 'test/m.test.js': "const test = require('node:test')\n" },
      'src/m.js',
      'node in /w: test/m.test.js',
    ],
    [
      'vitest by the script, in its package',
      { 'a/package.json': '{"scripts":{"test":"vitest run"}}', 'a/m.ts': '', 'a/m.test.ts': "import { f } from './m'\n" },
      'a/m.ts',
      'vitest in /w/a: a/m.test.ts',
    ],
    [
      'jest by dependency',
      { 'package.json': '{"devDependencies":{"jest":"29"}}', 'm.js': '', '__tests__/m.js': '' },
      'm.js',
      'jest in /w: __tests__/m.js',
    ],
    ['mocha', { 'package.json': '{"scripts":{"test":"mocha"}}', 'm.js': '', 'test/m.spec.js': '' }, 'm.js', 'mocha in /w: test/m.spec.js'],
  ])('%s', async (_, files, file, expected) => expect(await found(files, file)).toBe(expected));

  it('takes all where asked', async () => {
    expect(await found({ 'm.py': '', 'test_n.py': 'def test_a(): pass\n' }, 'm.py', true)).toBe('pytest in /w: ');
  });
  it('takes the given command', async () => {
    expect(await findTests(sources({}), '/w/m.py', { command: 'make check' })).toEqual({
      runner: 'command',
      cwd: '/w',
      files: [],
      line: 'make check',
    });
  });
});

describe('results', () => {
  it('reads JUnit', () => {
    const xml = `<?xml version="1.0"?><testsuites><testsuite name="pytest"><testcase classname="test_m" name="test_a" time="0.1" /><testcase classname="test_m" name="test_b"><failure message="assert 1 == 2&#10; + x">def test_b():
&gt;       assert 1 == 2
E       assert 1 == 2

test_m.py:5: AssertionError</failure></testcase><testcase classname="test_m" name="test_c"><skipped type="pytest.skip" message="no"/></testcase><testcase classname="test_m" name="test_a"></testcase></testsuite></testsuites>`;
    expect(readResults(xml)).toEqual([
      { id: 'test_m › test_a', outcome: 'passed' },
      { id: 'test_m › test_b', outcome: 'failed', message: 'assert 1 == 2\n + x', path: 'test_m.py', line: 5 },
      { id: 'test_m › test_c', outcome: 'skipped' },
      { id: 'test_m › test_a #2', outcome: 'passed' },
    ]);
  });
  it('reads the JSON of jest and vitest', () => {
    const json = {
      numTotalTests: 2,
      testResults: [
        {
          name: '/w/m.test.js',
          status: 'failed',
          assertionResults: [
            { fullName: 'm a', status: 'passed', failureMessages: [] },
            { fullName: 'm b', status: 'failed', failureMessages: ['Error: no\n    at Object.<anonymous> (/w/m.test.js:7:9)'] },
            { fullName: 'm c', status: 'pending' },
          ],
        },
        { name: '/w/n.test.js', status: 'failed', message: 'cannot load', assertionResults: [] },
      ],
    };
    expect(readResults(JSON.stringify(json))?.map(({ id, outcome, line }) => [id, outcome, line])).toEqual([
      ['/w/m.test.js › m a', 'passed', undefined],
      ['/w/m.test.js › m b', 'failed', 7],
      ['/w/m.test.js › m c', 'skipped', undefined],
      ['/w/n.test.js', 'failed', undefined],
    ]);
  });
  it('never throws', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `<testsuite><testcase ${text}`),
        ),
        (text) => void readResults(text),
      ),
    ));
});

describe('a run of the tests', () => {
  let here: Awaited<ReturnType<typeof unsandboxed>>;
  beforeAll(() => {
    process.env['PATH'] = `${path.resolve('node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`;
  });
  beforeEach(async () => {
    here = await unsandboxed();
  });
  afterEach(() => here.dispose());

  const texts = (files: Readonly<Record<string, string>>): Map<string, string> =>
    new Map(Object.entries(files).map(([name, text]) => [path.join(here.root, name), text]));
  const suite = (runner: TestSuite['runner'], ...files: string[]): TestSuite => ({
    runner,
    cwd: here.root,
    files: files.map((file) => path.join(here.root, file)),
  });
  const signal = AbortSignal.timeout(100_000);
  const run = (one: TestSuite, files: Readonly<Record<string, string>>): Promise<TestsRun> =>
    runTests({ suite: one, root: here.root, files: texts(files), sandbox: here.sandbox, signal });
  const prove = async (
    one: TestSuite,
    before: Readonly<Record<string, string>>,
    after: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const { rung } = await new TestProver().prove({
      suite: one,
      root: here.root,
      before: texts(before),
      after: texts({ ...before, ...after }),
      path: path.join(here.root, 'm.py'),
      sandbox: here.sandbox,
      signal,
    });
    return `${rung.result}${rung.why === undefined ? '' : `: ${rung.why}`}`;
  };
  const hasPytest = ((): boolean => {
    try {
      execFileSync('/bin/sh', ['-c', '$(command -v python || echo python3) -c "import pytest"'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();

  const cases =
    'import unittest\nfrom m import f\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(f(1), 2)\n    def test_b(self):\n        self.assertEqual(f(0), 1)\n    @unittest.skip("x")\n    def test_c(self): pass\n';

  it('counts unittest', async () => {
    const result = await run(suite('unittest', 'tests/test_m.py'), { 'm.py': 'def f(x):\n    return x * 2\n', 'tests/test_m.py': cases });
    expect(result).toMatchObject({
      passed: 1,
      failed: 1,
      skipped: 1,
      failures: [{ message: 'AssertionError: 0 != 1', path: path.join(here.root, 'tests/test_m.py'), line: 7 }],
    });
  });
  it.runIf(hasPytest)('counts pytest', async () => {
    const result = await run(suite('pytest', 'test_m.py'), { 'm.py': 'def f(x):\n    return x * 2\n', 'test_m.py': cases });
    expect(result).toMatchObject({ passed: 1, failed: 1, skipped: 1, failures: [{ path: path.join(here.root, 'test_m.py'), line: 7 }] });
  });
  it('counts node --test', async () => {
    const result = await run(suite('node', 'm.test.js'), {
      'm.test.js':
        "const test = require('node:test');const assert = require('node:assert');\ntest('a', () => {});\ntest('b', () => assert.strictEqual(1, 2));\ntest('c', { skip: true }, () => {});\n",
    });
    expect(result).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
    expect(result.failures[0]?.test).toMatch(/b$/);
  });
  it('counts mocha', async () => {
    const result = await run(suite('mocha', 'test/m.js'), {
      'test/m.js': "describe('m', () => { it('a', () => {}); it('b', () => { throw new Error('no'); }); it.skip('c'); });\n",
    });
    expect(result).toMatchObject({ passed: 1, failed: 1, skipped: 1, failures: [{ message: 'no' }] });
  });
  it('speaks of a plan by numbers, and only of the files that a test reaches', async () => {
    const shapes = 'def area(a, b):\n    return a * b\n';
    const disk = {
      'shapes.py': 'def area(a, b):\n    return a * bb\n',
      'rows.py': 'def rows():\n    return totl\n',
      'test_shapes.py':
        'import unittest\nfrom shapes import area\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(area(1, 2), 2)\n    def test_b(self):\n        self.assertEqual(area(1, 2), 3)\n    def test_c(self):\n        self.assertEqual(1, 1)\n',
      // Bears its name, and never imports it.
      'test_rows.py': 'import unittest\nclass T(unittest.TestCase):\n    def test_a(self): pass\n',
    };
    const rungs = await proveByTests({
      root: here.root,
      files: new MemoryFiles(here.root, texts(disk)),
      changes: [
        { path: path.join(here.root, 'rows.py'), before: disk['rows.py'], after: 'def rows():\n    return total\n' },
        { path: path.join(here.root, 'shapes.py'), before: disk['shapes.py'], after: shapes },
      ],
      texts: texts(disk),
      sandbox: here.sandbox,
      signal,
    });
    expect(rungs).toMatchObject([
      {
        result: 'passed',
        reached: [path.join(here.root, 'shapes.py')],
        counts: { passed: 2, healed: 1, stillFailing: 1, newlyBroken: 0 },
      },
    ]);
  });
  it('says that a runner is missing', async () => {
    expect((await run(suite('jest', 'm.test.js'), { 'm.test.js': '' })).why).toMatch(/jest is not installed/);
  });
  it('ends with its limit', async () => {
    expect(
      (
        await runTests({
          suite: { runner: 'command', cwd: here.root, files: [], line: 'sleep 30' },
          root: here.root,
          files: new Map(),
          sandbox: here.sandbox,
          limits: { ms: 300 },
          signal,
        })
      ).why,
    ).toMatch(/does not end in time/);
  });

  const wrong = { 'm.py': 'def f(x):\n    return y + 1\n', 'test_m.py': cases };
  it.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
    ['heals', wrong, { 'm.py': 'def f(x):\n    return x + 1\n' }, /^passed$/],
    ['heals one of two', wrong, { 'm.py': 'def f(x):\n    return x * 2\n' }, /^passed: 1 test that failed before fails still/],
    [
      'a file that did not load',
      { ...wrong, 'm.py': 'def f(x)\n    return x + 1\n' },
      { 'm.py': 'def f(x):\n    return x + 1\n' },
      /^passed$/,
    ],
    ['changes nothing', wrong, { 'm.py': 'def f(x):\n    return z + 1\n' }, /^skipped: the tests that failed fail still/],
    [
      'breaks',
      { ...wrong, 'm.py': 'def f(x):\n    return x * 2\n' },
      { 'm.py': 'def f(x):\n    return 1\n' },
      /^failed: passed before: .*test_a fails now/,
    ],
    [
      'is not seen by them',
      { ...wrong, 'm.py': 'def f(x):\n    return x + 1\ndef g():\n    return h\n' },
      { 'm.py': 'def f(x):\n    return x + 1\ndef g():\n    return f\n' },
      /^skipped: 2 tests passed before, too/,
    ],
    [
      'skips',
      wrong,
      { 'test_m.py': cases.replace('    def test_a', '    @unittest.skip("x")\n    def test_a') },
      /^failed: the patch skips the test/,
    ],
    ['renames the test away', wrong, { 'test_m.py': cases.replace('test_a', 'xtest_a') }, /^failed: failed before: .*test_a is gone/],
    [
      'reports by itself',
      wrong,
      {
        'm.py':
          'import os\nos.write(3, b\'{"id": "test_m.T.test_a", "outcome": "passed"}\\n{"id": "test_m.T.test_b", "outcome": "passed"}\\n{"id": "test_m.T.test_c", "outcome": "skipped"}\\n\')\nos.close(3)\ndef f(x):\n    return x * 3\n',
      },
      /^(?:failed|skipped): /,
    ],
    ['changes the settings', wrong, { 'pytest.ini': '[pytest]\naddopts = -k nothing\n' }, /^failed: .*settings that judge it/],
  ])('a patch that %s', async (_, before, after, expected) =>
    expect(await prove(suite('unittest', 'test_m.py'), before, after)).toMatch(expected),
  );
});
