import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectText } from '../../detect/detect';
import { findSandbox } from '../sandbox/find-sandbox';
import { findTests } from '../tests/find-tests';
import { runTests } from '../tests/run-tests';
import { rerun } from './rerunner';

// The real sandbox of this machine, wherever there is one that holds.
const { sandbox } = await findSandbox();
const root = path.join(fs.realpathSync(os.tmpdir()), 'self-heal-not-on-disk');

async function prove(name: string, line: string, before: string, after: string, at: number, printed: string): Promise<string> {
  const file = path.join(root, name);
  const problem = detectText(printed.replaceAll('ROOT', root), { cwd: root, roots: [root], origin: 'terminal' }).at(-1);
  if (!problem) throw new Error('no problem');
  const statement = { start: { line: at, character: 0 }, end: { line: at, character: 0 } };
  const { rung } = await rerun({
    problem,
    command: { line, cwd: root },
    root,
    before: new Map([[file, before]]),
    after: new Map([[file, after]]),
    statement,
    sandbox,
    signal: AbortSignal.timeout(25_000),
  });
  return `${rung.result}${rung.why === undefined ? '' : `: ${rung.why}`}`;
}

describe.runIf(sandbox.holds)('in the sandbox of this machine', () => {
  const python =
    'Traceback (most recent call last):\n  File "ROOT/main.py", line 1, in <module>\n    print(totl)\nNameError: name \'totl\' is not defined\n';
  it('proves a patch in Python', async () => {
    expect(await prove('main.py', 'python main.py', 'print(totl)\n', 'totl = 1\nprint(totl)\n', 1, python)).toBe('passed');
  });
  it('proves a patch in node', async () => {
    const v8 =
      'ROOT/main.js:1\nconsole.log(totl);\n            ^\n\nReferenceError: totl is not defined\n    at Object.<anonymous> (ROOT/main.js:1:13)\n';
    expect(await prove('main.js', 'node main.js', 'console.log(totl);\n', 'const totl = 1;\nconsole.log(totl);\n', 1, v8)).toBe('passed');
  });
  it('sees that the network is needed', async () => {
    expect(
      await prove(
        'main.py',
        'python3 main.py',
        'print(totl)\n',
        'totl = 1\nprint(totl)\nimport socket\nsocket.create_connection(("example.com", 80), 3)\n',
        1,
        python,
      ),
    ).toMatch(/not proved: needs the network/);
  });
  it('sees that input is waited for', async () => {
    expect(await prove('main.py', 'python3 main.py', 'print(totl)\n', 'totl = input()\nprint(totl)\n', 1, python)).toMatch(
      /not proved: waits for input/,
    );
  });
  it('runs the tests of a file', async () => {
    const files = new Map([
      [path.join(root, 'm.py'), 'def f():\n    return 1\n'],
      [
        path.join(root, 'test_m.py'),
        'import unittest\nfrom m import f\nclass T(unittest.TestCase):\n    def test_f(self):\n        self.assertEqual(f(), 1)\n',
      ],
    ]);
    const suite = await findTests(
      { root, paths: [...files.keys()], read: (file) => Promise.resolve(files.get(file)) },
      path.join(root, 'm.py'),
    );
    if (!suite) throw new Error('no tests found');
    expect(await runTests({ suite, root, files, sandbox, signal: AbortSignal.timeout(25_000) })).toMatchObject({
      passed: 1,
      failed: 0,
      ok: true,
    });
  });
});
