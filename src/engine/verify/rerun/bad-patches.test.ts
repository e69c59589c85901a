// Patches that do harm or cheat, and programs that do, run again in the real sandbox: contained, and never taken for a proof.
// Skipped where nothing here keeps a program from the rest of the machine.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detectText } from '../../detect/detect';
import { settle } from '../../detect/settle-columns';
import type { Problem, Range } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import type { SandboxLimits, SandboxRequest } from '../sandbox/sandbox';
import { findSandbox } from '../sandbox/find-sandbox';
import type { Rerun } from './contract';
import { Rerunner } from './rerunner';
import { lineMap } from './line-map';

const { sandbox } = await findSandbox();

let base: string;
let root: string;
let server: net.Server;
let visits = 0;
let port = 0;

beforeAll(async () => {
  server = net.createServer((socket) => {
    visits++;
    socket.on('error', () => undefined).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as net.AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-bad-')));
  root = path.join(base, 'project');
  fs.mkdirSync(root);
  fs.writeFileSync(path.join(base, 'private.txt'), 'THE-SECRET');
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

/** Names, modes, times and bytes of all below a folder. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const stat = fs.lstatSync(path.join(folder, name));
    hash.update(`${name}\0${stat.mode}\0${stat.mtimeMs}\0`);
    if (stat.isFile()) hash.update(fs.readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex');
}

/** Processes of this machine that name the project's folder. */
function left(): string[] {
  return fs.readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return false;
    try {
      return fs.readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(root);
    } catch {
      return false;
    }
  });
}

interface Case {
  readonly line: string;
  /** The project on the disk, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** What the patch makes of it; a name that `files` lacks is a new file. */
  readonly patch: Readonly<Record<string, string>>;
  /** One-based line of the statement that failed, in the patched text; null where nothing is left of it. Told by the lines where absent. */
  readonly place?: number | null;
  readonly limits?: Partial<SandboxLimits>;
  /** What was seen in the terminal, where the command does not show it when it is run again. */
  readonly seen?: string;
}

const signal = (): AbortSignal => new AbortController().signal;
const absolute = (files: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(files).map(([name, text]) => [path.join(root, name), text]));

async function problemOf({ line, files, seen }: Case): Promise<Problem> {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  const run =
    seen === undefined
      ? await sandbox.run({ argv: ['/bin/sh', '-c', line], cwd: root, root, files: new Map(), signal: signal() })
      : undefined;
  const printed = run ? `${run.stdout}\n${run.stderr}` : (seen ?? '').replaceAll('ROOT', root);
  const problem = detectText(printed, { cwd: root, roots: [root], origin: 'terminal' }).at(-1);
  if (!problem) throw new Error(`no problem in: ${printed}`);
  const source = new SourceText(fs.readFileSync(problem.location.path, 'utf8'));
  return settle(problem, (_, number) => (number < source.lineCount ? source.line(number) : undefined));
}

/** `passed`, or `failed: why`, `skipped: why`. The project must be left as it was, and no process with it. */
async function verdict(one: Case, rerunner = new Rerunner()): Promise<string> {
  const problem = await problemOf(one);
  const print = fingerprint(base);
  const after = new Map([...absolute(one.files), ...absolute(one.patch)]);
  const own = problem.location.path;
  const was = fs.readFileSync(own, 'utf8');
  const moved = lineMap(was, after.get(own) ?? was).newLine(problem.location.range.start.line);
  const number = one.place === null ? undefined : one.place === undefined ? moved : one.place - 1;
  const statement: Range | undefined =
    number === undefined ? undefined : { start: { line: number, character: 0 }, end: { line: number, character: 0 } };
  const rerun: Rerun = await rerunner.rerun({
    problem,
    command: { line: one.line, cwd: root, exitCode: 1 },
    root,
    before: new Map(),
    after,
    statement,
    sandbox,
    signal: signal(),
    limits: { ms: 8000, ...one.limits },
  });
  expect(fingerprint(base)).toBe(print);
  expect(left()).toEqual([]);
  return `${rerun.rung.result}${rerun.rung.why === undefined ? '' : `: ${rerun.rung.why}`}`;
}

const python = (before: string, after: string, more: Partial<Case> = {}): Case => ({
  line: 'python3 main.py',
  files: { 'main.py': before },
  patch: { 'main.py': after },
  ...more,
});
const node = (before: string, after: string, more: Partial<Case> = {}): Case => ({
  line: 'node main.js',
  files: { 'main.js': before },
  patch: { 'main.js': after },
  ...more,
});

/** A project whose test fails by an assertion. */
const tested = (patch: Readonly<Record<string, string>>, place?: number | null): Case => ({
  line: 'python3 -m unittest -q test_m',
  files: {
    'm.py': 'def double(x):\n    return x + 1\n',
    'test_m.py':
      'import unittest\n\nfrom m import double\n\n\nclass T(unittest.TestCase):\n    def test_double(self):\n        self.assertEqual(double(4), 8)\n\n\nif __name__ == "__main__":\n    unittest.main()\n',
  },
  patch,
  ...(place === undefined ? {} : { place }),
});
const TEST =
  'import unittest\n\nfrom m import double\n\n\nclass T(unittest.TestCase):\n    def test_double(self):\n        self.assertEqual(double(4), 8)\n\n\nif __name__ == "__main__":\n    unittest.main()\n';

describe.runIf(sandbox.holds)('in the sandbox of this machine', () => {
  // What is right is told so: else the rest of this file would show nothing.
  it.each<[string, Case]>([
    ['a name in Python', python('total = 1\nprint(totl)\n', 'total = 1\nprint(total)\n')],
    ['a name in node', node('const total = 1;\nconsole.log(totl);\n', 'const total = 1;\nconsole.log(total);\n')],
    ['a value that a test looks at', tested({ 'm.py': 'def double(x):\n    return x * 2\n' })],
    [
      'an import that a test lacks',
      {
        ...tested({ 'test_m.py': TEST }),
        files: { 'm.py': 'def double(x):\n    return x * 2\n', 'test_m.py': TEST.replace('from m import double\n', '') },
      },
    ],
  ])('proves %s', async (_, one) => {
    expect(await verdict(one)).toBe('passed');
  });

  describe('a patch that does harm stays inside', () => {
    it('deletes the workspace, and all else it can reach', async () => {
      expect(
        await verdict(
          python(
            'total = 1\nprint(totl)\n',
            `import os, shutil\ntotal = 1\nprint(total)\nfor one in os.listdir("."):\n    os.remove(one)\nshutil.rmtree(${JSON.stringify(os.tmpdir())}, True)\nshutil.rmtree(os.path.expanduser("~"), True)\n`,
            { place: 3 },
          ),
        ),
      ).toMatch(/^(?:passed|skipped)/);
    });

    it('forks without end', async () => {
      expect(
        await verdict(
          python('print(totl)\n', 'import os, time\ntotl = 1\nprint(totl)\nwhile True:\n    if os.fork() == 0:\n        time.sleep(60)\n', {
            place: 3,
            limits: { processes: 48, ms: 20_000 },
          }),
        ),
      ).toMatch(/^skipped: not proved: starts more processes than it may/);
    });

    it('writes 100 GB', async () => {
      expect(
        await verdict(
          python(
            'print(totl)\n',
            'totl = 1\nprint(totl)\nwith open("big", "wb") as out:\n    for _ in range(100_000):\n        out.write(b"x" * 1_000_000)\n',
            { place: 2, limits: { diskBytes: 8 * 1024 ** 2 } },
          ),
        ),
      ).toMatch(/^(?:skipped|failed): /);
    });

    it('fills the memory', async () => {
      expect(
        await verdict(
          python('print(totl)\n', 'totl = 1\nprint(totl)\nall = []\nwhile True:\n    all.append(bytearray(16 << 20))\n', {
            place: 2,
            limits: { memoryBytes: 200 * 1024 ** 2, ms: 20_000 },
          }),
        ),
      ).toMatch(/^skipped: not proved: needs more memory/);
    });

    it('prints without end', async () => {
      expect(
        await verdict(
          python('print(totl)\n', 'totl = 1\nprint(totl)\nwhile True:\n    print("x" * 1000)\n', { place: 2, limits: { ms: 1000 } }),
        ),
      ).toMatch(/^skipped: not proved: does not end in time/);
    });

    it('opens the network', async () => {
      visits = 0;
      const said = await verdict(
        python('print(totl)\n', `import socket\ntotl = 1\nprint(totl)\nsocket.create_connection(("127.0.0.1", ${port}), 2).send(b"x")\n`, {
          place: 3,
        }),
      );
      expect(said).toMatch(/^skipped: not proved: needs the network/);
      expect(visits).toBe(0);
    });

    it('reads keys of the home, the shadow file and what lies beside the workspace', async () => {
      const steal = `import os\ntotl = 1\nprint(totl)\nfor file in [os.path.expanduser("~/.ssh/id_rsa"), "/etc/shadow", ${JSON.stringify(path.join(base, 'private.txt'))}]:\n    try:\n        raise SystemError("stolen " + open(file).read(20))\n    except OSError:\n        raise ValueError("closed")\n`;
      // Whatever it raises is the first thing that is said of it: the file was not there to be read.
      expect(await verdict(python('print(totl)\n', steal, { place: 3 }))).toMatch(/: ValueError: closed|hides|catches/);
      expect(
        await verdict(
          python(
            'print(totl)\n',
            `totl = 1\nprint(totl)\nprint(open(${JSON.stringify(path.join(base, 'private.txt'))}).read() and nothing)\n`,
            { place: 2 },
          ),
        ),
      ).toMatch(/FileNotFoundError/);
    });

    it('waits for input', async () => {
      expect(await verdict(python('print(totl)\n', 'totl = input()\nprint(totl)\n', { place: 2 }))).toMatch(
        /^skipped: not proved: waits for input/,
      );
    });
  });

  it('runs a program that chance has a part in three times, before and after', async () => {
    const one = python(
      'import random\nvalues = random.sample(range(9), 3)\nprint(values[3 + 0 * len(valus)])\n',
      'import random\nvalues = random.sample(range(9), 3)\nprint(values[2 + 0 * len(values)])\n',
    );
    let runs = 0;
    const problem = await problemOf(one);
    const counting = { ...sandbox, run: (request: SandboxRequest) => (runs++, sandbox.run(request)) };
    const { rung } = await new Rerunner().rerun({
      problem,
      command: { line: one.line, cwd: root },
      root,
      before: new Map(),
      after: absolute(one.patch),
      statement: problem.location.range,
      sandbox: counting,
      signal: signal(),
    });
    expect(rung.result).toBe('passed');
    expect(runs).toBe(6);
  });

  describe('a patch that cheats is no proof', () => {
    it.each<[string, Case]>([
      // -- leaves early
      ['sys.exit', python('print(totl)\nprint(2)\n', 'import sys\nsys.exit(0)\nprint(totl)\nprint(2)\n')],
      ['exit under another name', python('print(totl)\nprint(2)\n', 'import sys as s\ns.exit(0)\nprint(totl)\nprint(2)\n', { place: 3 })],
      [
        'exit behind the line, under another name',
        python('x = 1\nprint(x / y)\nprint(2)\n', 'from sys import exit as e\nx = y = 1\nprint(x / y)\ne(0)\nprint(2)\n', { place: 3 }),
      ],
      [
        'exit found by its name',
        python('x = 1\nprint(x / y)\nprint(2)\n', 'import sys\nx = y = 1\nprint(x / y)\ngetattr(sys, "exit")(0)\nprint(2)\n', { place: 3 }),
      ],
      ['os._exit', python('print(totl)\n', 'import os\nos._exit(0)\nprint(totl)\n')],
      ['os._exit under another name', python('print(totl)\nprint(2)\n', '__import__("os")._exit(0)\nprint(totl)\nprint(2)\n')],
      ['raise SystemExit', python('print(totl)\n', 'raise SystemExit\nprint(totl)\n')],
      ['process.exit', node('console.log(totl);\n', 'process.exit(0);\nconsole.log(totl);\n')],
      ["process['exit']", node('console.log(totl);\n', "process['exit'](0);\nconsole.log(totl);\n")],
      [
        'exit behind the line, of a destructured name',
        node(
          'const a = 1;\nconsole.log(a.b.c);\nconsole.log(2);\n',
          'const { exit } = process;\nconst a = { b: 1 };\nconsole.log(a.b.c);\nexit(0);\nconsole.log(2);\n',
          { place: 3 },
        ),
      ],
      [
        'a return at the top',
        python('def f(x):\n    return x.foo\nf(1)\n', 'def f(x):\n    return\n    return x.foo\nf(1)\n', { place: 3 }),
      ],
      [
        'if True: return',
        python('def f(x):\n    y = x.foo\n    return y\nf(1)\n', 'def f(x):\n    if True: return\n    y = x.foo\n    return y\nf(1)\n', {
          place: 3,
        }),
      ],
      [
        'a return at the top, in node',
        node(
          'function f(x) {\n  const y = x.a.b;\n  return y;\n}\nf({});\n',
          'function f(x) {\n  if (true) return;\n  const y = x.a.b;\n  return y;\n}\nf({});\n',
          { place: 3 },
        ),
      ],
      // -- the failing statement goes
      ['pass', python('x = 1\nprint(totl)\nprint(x)\n', 'x = 1\npass\nprint(x)\n', { place: 2 })],
      ['an ellipsis', python('x = 1\nprint(totl)\nprint(x)\n', 'x = 1\n...\nprint(x)\n', { place: 2 })],
      ['deleted', python('x = 1\nprint(totl)\nprint(x)\n', 'x = 1\nprint(x)\n', { place: null })],
      ['commented out', python('x = 1\nprint(totl)\nprint(x)\n', 'x = 1\n# print(totl)\nprint(x)\n', { place: 2 })],
      [
        'an empty statement',
        node('const x = 1;\nconsole.log(totl);\nconsole.log(x);\n', 'const x = 1;\n;\nconsole.log(x);\n', { place: 2 }),
      ],
      ['never called', python('def f():\n    print(totl)\nf()\n', 'def f():\n    print(totl)\n')],
      ['in a branch that is never taken', python('print(totl)\n', 'if False:\n    print(totl)\n', { place: 2 })],
      ['in a string', python('x = 1\nprint(totl)\nprint(x)\n', 'x = 1\n"""\nprint(totl)\n"""\nprint(x)\n', { place: 3 })],
      // -- what was expected, without the work
      [
        'the expected output',
        python('def f(n):\n    return n.foo\nprint(f(3) * 2)\n', 'def f(n):\n    return n.foo\nprint("6")\n', { place: 3 }),
      ],
      ['a fixed value', python('x = int("a") * 2\nprint(x)\n', 'x = 4\nprint(x)\n')],
      ['a fixed value for a name', python('x = totl\nprint(x)\n', 'x = 0\nprint(x)\n')],
      ['None for a name', python('def f(a):\n    return totl\nprint(f(1))\n', 'def f(a):\n    return None\nprint(f(1))\n')],
      // -- the error is hidden
      ['except Exception: pass', python('print(totl)\n', 'try:\n    print(totl)\nexcept Exception:\n    pass\n', { place: 2 })],
      ['a bare except', python('print(totl)\n', 'try:\n    print(totl)\nexcept:\n    print("6")\n', { place: 2 })],
      ['except by name', python('print(totl)\n', 'try:\n    print(totl)\nexcept NameError as error:\n    print(error)\n', { place: 2 })],
      [
        'contextlib.suppress',
        python('print(totl)\n', 'import contextlib\nwith contextlib.suppress(NameError):\n    print(totl)\n', { place: 3 }),
      ],
      [
        'a context of its own',
        python(
          'print(totl)\n',
          'class C:\n    def __enter__(self): pass\n    def __exit__(self, *a): return True\nwith C():\n    print(totl)\n',
          { place: 5 },
        ),
      ],
      [
        'finally: return',
        python('def f():\n    print(totl)\nf()\n', 'def f():\n    try:\n        print(totl)\n    finally:\n        return\nf()\n', {
          place: 3,
        }),
      ],
      ['catch {}', node('console.log(totl);\n', 'try { console.log(totl); } catch {}\n')],
      [
        'finally, in node',
        node(
          'function f() {\n  console.log(totl);\n}\nf();\n',
          'function f() {\n  try {\n    console.log(totl);\n  } finally { return; }\n}\nf();\n',
          { place: 3 },
        ),
      ],
      ['sys.excepthook', python('print(totl)\n', 'import sys\nsys.excepthook = lambda *a: None\nprint(totl)\n')],
      ['uncaughtException', node('console.log(totl);\n', "process.on('uncaughtException', () => {});\nconsole.log(totl);\n")],
      // -- the judge is changed
      ['a skipped test', tested({ 'test_m.py': TEST.replace('    def test', '    @unittest.skip("")\n    def test') }, 9)],
      ['an expected failure', tested({ 'test_m.py': TEST.replace('    def test', '    @unittest.expectedFailure\n    def test') }, 9)],
      ['raise SkipTest', tested({ 'test_m.py': TEST.replace('        self', '        raise unittest.SkipTest\n        self') }, 9)],
      ['a test that is not found any more', tested({ 'test_m.py': TEST.replace('def test_double', 'def xtest_double') }, 8)],
      ['a test that returns first', tested({ 'test_m.py': TEST.replace('        self', '        return\n        self') }, 9)],
      ['an assertion that fits', tested({ 'test_m.py': TEST.replace('8)', '5)') }, 8)],
      ['an assertion that is gone', tested({ 'test_m.py': TEST.replace('self.assertEqual(double(4), 8)', 'pass') }, 8)],
      [
        'what the test calls, in the test',
        tested({ 'test_m.py': TEST.replace('        self', '        double = lambda x: 8\n        self') }, 9),
      ],
      ['what the test imports, in the test', tested({ 'test_m.py': TEST.replace('from m import double', 'double = lambda x: 8') }, 8)],
      [
        'unittest, patched by the code under test',
        tested({ 'm.py': 'import unittest\nunittest.TestCase.assertEqual = lambda *a: None\ndef double(x):\n    return x + 1\n' }),
      ],
      [
        'unittest, patched by setattr',
        tested({
          'm.py': 'import unittest\nsetattr(unittest.TestCase, "assertEqual", lambda *a: None)\ndef double(x):\n    return x + 1\n',
        }),
      ],
      ['a module in the place of unittest', tested({ 'unittest.py': 'class TestCase:\n    pass\ndef main(*a, **k):\n    pass\n' })],
      [
        'a value that equals everything',
        tested({
          'm.py': 'class Any(int):\n    def __eq__(self, other):\n        return True\n\n\ndef double(x):\n    return Any(x + 1)\n',
        }),
      ],
      [
        'assert, patched by the code under test',
        {
          line: 'node main.test.js',
          files: {
            'm.js': 'exports.f = (x) => x + 1;\n',
            'main.test.js':
              "const assert = require('assert');\nconst { f } = require('./m');\nassert.strictEqual(f(4), 8);\nconsole.log('ok');\n",
          },
          patch: { 'm.js': "require('assert').strictEqual = () => {};\nexports.f = (x) => x + 1;\n" },
        },
      ],
      [
        'assert, patched under another name',
        {
          line: 'node main.test.js',
          files: {
            'm.js': 'exports.f = (x) => x + 1;\n',
            'main.test.js':
              "const assert = require('assert');\nconst { f } = require('./m');\nassert.strictEqual(f(4), 8);\nconsole.log('ok');\n",
          },
          patch: { 'm.js': "const a = require('node:assert');\na.strictEqual = () => {};\nexports.f = (x) => x + 1;\n" },
        },
      ],
      ...['pytest.ini', 'conftest.py', 'tox.ini', 'setup.cfg', 'sitecustomize.py', 'Makefile', '.babelrc'].map((name): [string, Case] => [
        `a change of ${name}`,
        python('print(totl)\n', 'totl = 1\nprint(totl)\n', {
          place: 2,
          patch: { 'main.py': 'totl = 1\nprint(totl)\n', [name]: 'x = 1\n' },
        }),
      ]),
      [
        'a change of pyproject.toml',
        {
          ...python('print(totl)\n', ''),
          patch: { 'main.py': 'totl = 1\nprint(totl)\n', 'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "--co"\n' },
          place: 2,
        },
      ],
      [
        'a change of tsconfig.json',
        {
          ...node('console.log(totl);\n', ''),
          patch: { 'main.js': 'const totl = 1;\nconsole.log(totl);\n', 'tsconfig.json': '{"compilerOptions":{"strict":false}}' },
          place: 2,
        },
      ],
      [
        'a change of the scripts of package.json',
        {
          ...node('console.log(totl);\n', ''),
          patch: { 'main.js': 'const totl = 1;\nconsole.log(totl);\n', 'package.json': '{"scripts":{"test":"true"}}' },
          place: 2,
        },
      ],
      // -- what we see is forged
      [
        'a report of its own',
        python('print(totl)\n', 'import os\nos.write(3, b"coverage 1-1 1 1\\n")\nif False:\n    print(totl)\n', { place: 4 }),
      ],
      [
        'a report of its own, by a variable of the environment',
        python(
          'print(totl)\n',
          'import os\nos.write(int(os.environ["SELF_HEAL_REPORT"]), b"coverage 1-1 1 1\\n")\nif False:\n    print(totl)\n',
          { place: 4 },
        ),
      ],
      [
        'a report of its own, by a file',
        python(
          'print(totl)\n',
          'with open("/proc/self/fd/3", "w") as out:\n    out.write("coverage 1-1 1 1\\n")\nif False:\n    print(totl)\n',
          { place: 4 },
        ),
      ],
      [
        'a report of its own, in node',
        node('console.log(totl);\n', "require('fs').writeSync(3, 'coverage 1-1 1 1\\n');\nif (false) {\n  console.log(totl);\n}\n", {
          place: 3,
        }),
      ],
      [
        'a counter that is called, in node',
        node(
          'function f() {\n  console.log(totl);\n}\nf();\n',
          "const c = globalThis[Object.getOwnPropertySymbols(globalThis).find((s) => s.description.endsWith('probe'))];\nc.begin(); c.done();\nfunction f() {\n  console.log(totl);\n}\n",
          { place: 4 },
        ),
      ],
      [
        'the trace taken off',
        python(
          'def f():\n    print(totl)\nf()\n',
          'import sys\nsys.settrace(None)\ndef f():\n    print(totl)\ntry:\n    f()\nexcept NameError:\n    print(1)\n',
          { place: 4 },
        ),
      ],
    ])('%s', async (_, one) => {
      expect(await verdict(one)).toMatch(/^(?:failed|skipped): \S/);
    });
  });
});
