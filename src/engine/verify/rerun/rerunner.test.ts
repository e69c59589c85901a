import { changedOracle } from './oracle-changes';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unsandboxed } from '../../../../test/unit/unsandboxed';
import { detectText } from '../../detect/detect';
import { settle } from '../../detect/settle-columns';
import type { Problem, Range } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import type { Sandbox } from '../sandbox/sandbox';
import type { Rerun } from './contract';
import { Rerunner, rerun } from './rerunner';
import { lineMap } from './line-map';

let here: Awaited<ReturnType<typeof unsandboxed>>;
beforeEach(async () => {
  here = await unsandboxed();
});
afterEach(() => here.dispose());

interface Program {
  readonly file?: string;
  readonly line?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly before: string;
  readonly after: string;
  /** One-based line of the statement that failed, in the patched text; null where nothing is left of it. Told by the lines where absent. */
  readonly place?: number | null;
  /** In place of what the run itself shows. */
  readonly seen?: string;
  readonly ms?: number;
  readonly also?: Readonly<Record<string, string>>;
}

async function problemOf(
  program: Program,
): Promise<{ problem: Problem; before: Map<string, string>; after: Map<string, string>; file: string; line: string }> {
  const name = program.file ?? 'main.py';
  const file = path.join(here.root, name);
  const line = program.line ?? (name.endsWith('.py') ? `python3 ${name}` : `node ${name}`);
  const others = Object.entries(program.files ?? {}).map(([other, text]): [string, string] => [path.join(here.root, other), text]);
  const before = new Map([...others, [file, program.before]]);
  const after = new Map([
    ...before,
    [file, program.after],
    ...Object.entries(program.also ?? {}).map(([other, text]): [string, string] => [path.join(here.root, other), text]),
  ]);
  const printed: string =
    program.seen ??
    (await here.sandbox
      .run({ argv: ['/bin/sh', '-c', line], cwd: here.root, root: here.root, files: before, signal: AbortSignal.timeout(20_000) })
      .then((run) => `${run.stdout}\n${run.stderr}`));
  const problem = detectText(printed, { cwd: here.root, roots: [here.root], origin: 'terminal' }).at(-1);
  if (!problem) throw new Error(`no problem in: ${printed}`);
  return { problem, before, after, file, line };
}

async function prove(program: Program, rerunner = new Rerunner()): Promise<Rerun> {
  const { problem, before, after, line } = await problemOf(program);
  const at = problem.location.path;
  const source = new SourceText(before.get(at) ?? '');
  const settled = settle(problem, (_, number) => source.line(number));
  const moved = lineMap(before.get(at) ?? '', after.get(at) ?? '').newLine(settled.location.range.start.line);
  const number = program.place === null ? undefined : program.place === undefined ? moved : program.place - 1;
  const character = number === moved ? settled.location.range.start.character : 0;
  const statement: Range | undefined =
    number === undefined ? undefined : { start: { line: number, character }, end: { line: number, character } };
  return rerunner.rerun({
    problem,
    command: { line, cwd: here.root, exitCode: 1 },
    root: here.root,
    before,
    after,
    statement,
    sandbox: here.sandbox,
    limits: { ms: program.ms ?? 8000 },
    signal: new AbortController().signal,
  });
}

const said = (rerun: Rerun): string => `${rerun.rung.result}${rerun.rung.why === undefined ? '' : `: ${rerun.rung.why}`}`;

/** A program that reaches its line in the runs that are listed, counted from nought. */
const everySoOften = (runs: string, before: string, after: string): Pick<Program, 'before' | 'after'> => {
  const text = (line: string): string =>
    `import os, random\nn = os.environ['SELF_HEAL_HELPERS'] + '/../count'\nc = os.path.getsize(n) if os.path.exists(n) else 0\nopen(n, 'a').write('x')\nif c in ${runs}:\n    ${line}\n`;
  return { before: text(before), after: text(after) };
};

describe('a re-run in Python', () => {
  it.each<[string, Program]>([
    ['a misspelt name', { before: 'total = 1\nprint(totl)\n', after: 'total = 1\nprint(total)\n' }],
    [
      'a statement over several lines',
      {
        before: 'def f(a, b):\n    return a + b\nprint(\n    f(1,\n      "2"))\nprint("end")\n',
        after: 'def f(a, b):\n    return a + b\nprint(\n    f(1,\n      2))\nprint("end")\n',
      },
    ],
    [
      'a return',
      {
        before: 'def f(x):\n    return x.lenght\nclass A:\n    length = 3\nf(A())\n',
        after: 'def f(x):\n    return x.length\nclass A:\n    length = 3\nf(A())\n',
      },
    ],
    [
      'the third of many passes',
      {
        before: 'd = {"a": 1, "b": 2}\nfor k in ["a", "b", "c"]:\n    print(d[k])\n',
        after: 'd = {"a": 1, "b": 2, "c": 3}\nfor k in ["a", "b", "c"]:\n    print(d[k])\n',
      },
    ],
    [
      'a loop one too long',
      {
        before: 'xs = [1, 2, 3]\nfor i in range(len(xs) + 1):\n    print(xs[i])\n',
        after: 'xs = [1, 2, 3]\nfor i in range(len(xs)):\n    print(xs[i])\n',
      },
    ],
    [
      'a recursion without an end',
      {
        before: 'def f(n):\n    return n * f(n - 1)\nprint(f(5))\n',
        after: 'def f(n):\n    if n == 0:\n        return 1\n    return n * f(n - 1)\nprint(f(5))\n',
        place: 4,
      },
    ],
    [
      'a lambda',
      {
        before: 'xs = [1, 2]\nkey = lambda x: x.foo\nprint(sorted(xs, key=key))\n',
        after: 'xs = [1, 2]\nkey = lambda x: x.real\nprint(sorted(xs, key=key))\n',
      },
    ],
    ['a comprehension', { before: 'print([int(x) + y for x in "12"])\n', after: 'y = 1\nprint([int(x) + y for x in "12"])\n', place: 2 }],
    ['the head of a loop', { before: 'n = 3\nfor i in n:\n    print(i)\n', after: 'n = 3\nfor i in range(n):\n    print(i)\n' }],
    [
      'a generator',
      {
        before: 'def g():\n    yield 1\n    yield lenn([2])\nprint(list(g()))\n',
        after: 'def g():\n    yield 1\n    yield len([2])\nprint(list(g()))\n',
      },
    ],
    [
      'a coroutine',
      {
        before:
          'import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return 1\nasync def main():\n    x = await ff()\n    print(x)\nasyncio.run(main())\n',
        after:
          'import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return 1\nasync def main():\n    x = await f()\n    print(x)\nasyncio.run(main())\n',
      },
    ],
    [
      'a syntax error that a test, which nobody touched, goes through',
      {
        file: 'area.py',
        line: 'python3 -m unittest test_area',
        files: {
          'test_area.py':
            'import unittest\nfrom area import area\nclass T(unittest.TestCase):\n    def test_area(self):\n        self.assertEqual(area(2, 3), 6)\n',
        },
        before: 'def area(w, h):\n    return w * (h\n',
        after: 'def area(w, h):\n    return w * (h)\n',
      },
    ],
    [
      'a line that only raises: the call that led there counts',
      {
        before: 'def f(x):\n    if x < 0:\n        raise ValueError("no")\n    return x\nprint(f(-1))\n',
        after: 'def f(x):\n    if x < 0:\n        raise ValueError("no")\n    return x\nprint(f(1))\n',
      },
    ],
    [
      'a thread',
      {
        before:
          'import threading\nout = []\ndef work(n):\n    out.append(1 / n)\nt = threading.Thread(target=work, args=(0,))\nt.start()\nt.join()\nprint(out[0])\n',
        after:
          'import threading\nout = []\ndef work(n):\n    out.append(1 / n)\nt = threading.Thread(target=work, args=(1,))\nt.start()\nt.join()\nprint(out[0])\n',
        place: 8,
      },
    ],
    [
      'os._exit at the end',
      {
        before: 'import os\nprint(totl, flush=True)\nos._exit(0)\n',
        after: 'import os\ntotl = 1\nprint(totl, flush=True)\nos._exit(0)\n',
        place: 3,
      },
    ],
    [
      'a real sitecustomize is still loaded',
      {
        line: 'PYTHONPATH=site python3 main.py',
        files: { 'site/sitecustomize.py': 'import builtins\nbuiltins.given = 5\n' },
        before: 'print(given + giv)\n',
        after: 'print(given + given)\n',
      },
    ],
  ])('passes: %s', async (_, program) => {
    expect(said(await prove(program))).toMatch(/^passed/);
  });

  it.each<[string, Program, RegExp]>([
    [
      'leaves before the line',
      { before: 'total = 1\nprint(totl)\n', after: 'import sys\ntotal = 1\nsys.exit(0)\nprint(totl)\n' },
      /^failed: .*leave early/,
    ],
    [
      'leaves by os._exit',
      { before: 'import os\nprint(totl)\n', after: 'import os\nos._exit(0)\nprint(totl)\n' },
      /^failed: .*leave early/,
    ],
    ['leaves by exit()', { before: 'print(totl)\n', after: 'exit()\nprint(totl)\n' }, /^failed: .*leave early/],
    ['leaves by quit()', { before: 'print(totl)\n', after: 'quit()\nprint(totl)\n' }, /^failed: .*leave early/],
    [
      'leaves by a helper that was there',
      {
        before: 'import sys\ndef bye():\n    sys.exit(0)\nprint(totl)\n',
        after: 'import sys\ndef bye():\n    sys.exit(0)\nbye()\nprint(totl)\n',
      },
      /^skipped: .*not reached again/,
    ],
    [
      'returns at the top',
      { before: 'def f(x):\n    return x.foo\nf(1)\n', after: 'def f(x):\n    return\n    return x.foo\nf(1)\n', place: 3 },
      /^skipped: .*not reached again/,
    ],
    [
      'is guarded away',
      { before: 'x = None\nprint(x.foo)\n', after: 'x = None\nif x:\n    print(x.foo)\n', place: 3 },
      /^skipped: .*not reached again/,
    ],
    [
      'is gone',
      { before: 'x = 1\nprint(totl)\nprint(x)\n', after: 'x = 1\nprint(x)\n', place: null },
      /^skipped: .*nothing of the failing line/,
    ],
    [
      'is caught by everything',
      { before: 'print(totl)\n', after: 'try:\n    print(totl)\nexcept Exception:\n    pass\n', place: 2 },
      /^failed: .*hides the error/,
    ],
    [
      'is caught by name',
      { before: 'print(totl)\n', after: 'try:\n    print(totl)\nexcept NameError as e:\n    print(e)\n', place: 2 },
      /^skipped: .*(?:caught|catches)/,
    ],
    [
      'is a fixed text',
      { before: 'def f(n):\n    return n.foo\nprint(f(3) * 2)\n', after: 'def f(n):\n    return n.foo\nprint("6")\n', place: 3 },
      /^skipped|^failed/,
    ],
    ['is a fixed value', { before: 'x = int("a") * 2\nprint(x)\n', after: 'x = 4\nprint(x)\n' }, /^failed: .*fixed value/],
    [
      'is passed over in one pass of many',
      {
        before: 'd = {"a": 1}\nfor k in ["a", "b"]:\n    print(d[k])\n',
        after: 'd = {"a": 1}\nfor k in ["a", "b"]:\n    if k in d:\n        print(d[k])\n',
        place: 4,
      },
      /^skipped: .*less often/,
    ],
    [
      'changes the reporting',
      { before: 'print(totl)\n', after: 'import sys\nsys.excepthook = print\nprint(totl)\n' },
      /^failed: .*how errors are reported/,
    ],
    ['the same error again', { before: 'print(totl)\n', after: 'print(totl, 1)\n' }, /^failed: the same error/],
    [
      'another error in the patched line',
      { before: 'print(totl)\n', after: 'print(len / 0)\n' },
      /^failed: the patched line now fails.*TypeError/,
    ],
    [
      'an assertion of a test',
      {
        file: 'test_main.py',
        files: { 'm.py': 'def f(x):\n    return x\n' },
        before: 'from m import f\nassert f(1) == 2, totl\n',
        after: 'from m import f\ntotl = ""\nassert f(1) == 2, totl\n',
        place: 3,
      },
      /^failed: .*assertion/,
    ],
    [
      'isolated mode',
      { line: 'python3 -I main.py', before: 'print(totl)\n', after: 'totl = 1\nprint(totl)\n', place: 2 },
      /^skipped: could not see/,
    ],
    [
      'started by a shell script that is not ours',
      {
        line: './go.sh',
        files: { 'go.sh': '#!/bin/sh\nexec python3 -I main.py\n' },
        seen: 'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n    print(totl)\nNameError: name \'totl\' is not defined\n',
        before: 'print(totl)\n',
        after: 'totl = 1\nprint(totl)\n',
      },
      /^skipped/,
    ],
    [
      'an installer',
      {
        line: 'pip install foo',
        seen: 'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n    print(totl)\nNameError: name \'totl\' is not defined\n',
        before: 'print(totl)\n',
        after: 'print(len)\n',
      },
      /^skipped: .*installs packages/,
    ],
    [
      'waits for input at first',
      {
        seen: 'Traceback (most recent call last):\n  File "main.py", line 2, in <module>\n    print(totl)\nNameError: name \'totl\' is not defined\n',
        before: 'n = input()\nprint(totl)\n',
        after: 'n = input()\nprint(n)\n',
      },
      /^skipped: not proved: waits for input/,
    ],
    [
      'waits for input afterwards',
      { before: 'print(totl)\ninput()\n', after: 'print(len)\ninput()\n' },
      /^skipped: not proved: waits for input/,
    ],
    [
      'needs the network',
      { before: 'print(totl)\n', after: 'print(len)\nimport socket\nsocket.create_connection(("127.0.0.1", 9))\n' },
      /^skipped: not proved: needs the network/,
    ],
    [
      'never ends',
      { before: 'print(totl)\nwhile True: pass\n', after: 'print(len)\nwhile True: pass\n', ms: 1200 },
      /^skipped: not proved: does not end in time/,
    ],
    [
      'serves for ever',
      {
        before: 'import time\nprint(totl)\nprint("Serving on http://localhost:8000", flush=True)\ntime.sleep(60)\n',
        after: 'import time\ntotl = 1\nprint(totl)\nprint("Serving on http://localhost:8000", flush=True)\ntime.sleep(60)\n',
        ms: 1200,
      },
      /^skipped: not proved: keeps serving/,
    ],
    [
      'writes where it may not',
      { before: 'print(totl)\n', after: 'print(len)\nraise PermissionError(13, "Permission denied", "/x")\n' },
      /^skipped: not proved: writes where it may not/,
    ],
    ['lacks memory', { before: 'print(totl)\n', after: 'print(len)\nraise MemoryError()\n' }, /^skipped: not proved: needs more memory/],
    [
      'does not show itself',
      {
        seen: 'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n    print(1)\nNameError: name \'totl\' is not defined\n',
        before: 'print(1)\n',
        after: 'print(2)\n',
      },
      /^skipped: the error does not show itself/,
    ],
    [
      'comes and goes',
      {
        seen: 'Traceback (most recent call last):\n  File "main.py", line 3, in <module>\n    print(totl)\nNameError: name \'totl\' is not defined\n',
        before: `import os\nif os.path.exists(os.environ['SELF_HEAL_HELPERS'] + '/../second'):\n    print(totl)\nopen(os.environ['SELF_HEAL_HELPERS'] + '/../second', 'w').close()\n`,
        after: `import os\nif os.path.exists(os.environ['SELF_HEAL_HELPERS'] + '/../second'):\n    print(len)\nopen(os.environ['SELF_HEAL_HELPERS'] + '/../second', 'w').close()\n`,
      },
      /^skipped: the error comes and goes/,
    ],
    [
      'comes and goes by chance',
      {
        seen: 'Traceback (most recent call last):\n  File "main.py", line 6, in <module>\n    print(totl)\nNameError: name \'totl\' is not defined\n',
        ...everySoOften('(0, 1, 3, 4, 5)', 'print(totl)', 'print(len)'),
      },
      /^skipped: the error comes and goes/,
    ],
    [
      'comes again by chance',
      {
        seen: 'Traceback (most recent call last):\n  File "main.py", line 6, in <module>\n    print(totl)\nNameError: name \'totl\' is not defined\n',
        ...everySoOften('(0, 1, 2, 5)', 'print(totl)', 'print( totl)'),
      },
      /^(?:failed|skipped): /,
    ],
    // What a program means that could not be read before, its own output can't tell.
    ...[
      ['a text re-paired over missing commas', 'name = "Ann"\nprint("Hello " name "!")\n', 'name = "Ann"\nprint(\'Hello " name "!\')\n'],
      ['the right commas', 'name = "Ann"\nprint("Hello " name "!")\n', 'name = "Ann"\nprint("Hello ", name, "!")\n'],
      ['a missing colon', 'def f()\n    return 1\nprint(f())\n', 'def f():\n    return 1\nprint(f())\n'],
    ].map(([what = '', before = '', after = '']): [string, Program, RegExp] => [
      `a syntax error: ${what}`,
      { before, after },
      /^skipped: it parses, and the program ends without an error; whether it is what you meant, a run can’t tell$/,
    ]),
    [
      'a syntax error of a script',
      { file: 'main.js', before: 'const a = [1, 2;\nconsole.log(a);\n', after: 'const a = [1, 2];\nconsole.log(a);\n' },
      /^skipped: it parses, and the program ends without an error/,
    ],
    [
      'a syntax error in the test itself',
      {
        file: 'test_area.py',
        line: 'python3 -m unittest test_area',
        before: 'import unittest\nclass T(unittest.TestCase):\n    def test_area(self):\n        self.assertEqual(2 * 3 6)\n',
        after: 'import unittest\nclass T(unittest.TestCase):\n    def test_area(self):\n        self.assertEqual(2 * 3, 6)\n',
      },
      /^skipped: it parses/,
    ],
    [
      'a syntax error in a table that tests import and do not look at',
      {
        file: 'area.py',
        line: 'python3 -m unittest test_area',
        files: {
          'test_area.py':
            'import unittest\nfrom area import area\nclass T(unittest.TestCase):\n    def test_area(self):\n        self.assertEqual(area(2, 3), 6)\n',
        },
        before: 'UNITS = {"m": 1 "cm": 100}\ndef area(w, h):\n    return w * h\n',
        after: 'UNITS = {\'m": 1 "cm\': 100}\ndef area(w, h):\n    return w * h\n',
      },
      /^skipped: it parses/,
    ],
    [
      'a syntax error mended in a line that is never run',
      { before: 'def f():\n    x = (1\n    return x\nprint(2)\n', after: 'def f():\n    x = (1)\n    return x\nprint(2)\n' },
      /^skipped: the mended line was not reached/,
    ],
    [
      'a thread dies of it unseen',
      {
        before: 'import threading\nprint(totl)\n',
        after: 'import threading\nprint(len)\nt = threading.Thread(target=lambda: nope)\nt.start(); t.join()\n',
      },
      /^(?:skipped|failed): .*nope/,
    ],
  ])('proves nothing: %s', async (_, program, why) => {
    expect(said(await prove(program))).toMatch(why);
  });

  it('says that a mended syntax error ends well, and no more; data that is no JSON is an error like any other', async () => {
    expect(await prove({ before: 'x = (1\nprint(x)\n', after: 'x = (1)\nprint(x)\n' })).toMatchObject({
      endsWell: 'reached',
      rung: { result: 'skipped' },
    });
    const data = { file: 'main.js', before: "const text = 'a';\nconsole.log(JSON.parse(text));\n" };
    const healed = await prove({ ...data, after: "const text = '[1]';\nconsole.log(JSON.parse(text));\n" });
    expect(healed.rung.result).toBe('passed');
  });

  it('gives the next error behind the healed one', async () => {
    const result = await prove({ before: 'print(totl)\nx = 1\nint("a")\n', after: 'totl = 1\nprint(totl)\nx = 1\nint("a")\n', place: 2 });
    expect(said(result)).toMatch(/^skipped: the error is gone, but the program now stops at line 4: ValueError/);
    expect(result.stoppedByOther).toBe(true);
    expect(result.next).toMatchObject({
      errorType: 'ValueError',
      location: { path: path.join(here.root, 'main.py'), range: { start: { line: 3 } } },
    });
  });

  it('runs the unpatched program once for several candidates', async () => {
    const rerunner = new Rerunner();
    const program = { before: 'total = 1\nprint(totl)\n', after: 'total = 1\nprint(total)\n' };
    await prove(program, rerunner);
    const runs = here.runs();
    expect(said(await prove({ ...program, after: 'total = 1\nprint(total )\n' }, rerunner))).toBe('passed');
    // One to see the problem in this test, one for the patch with each hash seed.
    expect(here.runs() - runs).toBe(3);
  });

  it('leaves no trace of itself in what the program prints', async () => {
    const printed: string[] = [];
    const { sandbox } = here;
    const listening: Sandbox = {
      ...sandbox,
      run: async (request) => sandbox.run(request).then((result) => (printed.push(result.stderr), result)),
    };
    here = { ...here, sandbox: listening };
    expect(
      said(
        await prove({
          before: 'import sys\nsys.stderr.write(repr([p for p in sys.path if "helpers" in p]))\nprint(totl)\n',
          after: 'import sys\nsys.stderr.write(repr([p for p in sys.path if "helpers" in p]))\ntotl = 1\nprint(totl)\n',
          place: 4,
        }),
      ),
    ).toBe('passed');
    expect(printed.at(-1)).toBe('[]');
  });

  it('does not take a changed setting of the test runner for a proof', async () => {
    expect(
      said(
        await prove({
          before: 'print(totl)\n',
          after: 'totl = 1\nprint(totl)\n',
          also: { 'pytest.ini': '[pytest]\naddopts = --deselect x\n' },
        }),
      ),
    ).toMatch(/^failed: .*settings that judge it/);
  });

  it.each([
    ['[pytest]\naddopts = -q\n', '[pytest]\naddopts = -q\npythonpath = src\n', undefined],
    ['[pytest]\naddopts = -q\n', '[pytest]\npythonpath = src\n', /settings/],
    ['[pytest]\naddopts = -q\n', '[pytest]\naddopts = -q\npythonpath = src\nnorecursedirs = tests\n', /settings/],
  ])('a folder to look for modules in is no change of the oracle: %j → %j', (before, after, why) => {
    const said = changedOracle({ path: '/w/pytest.ini', before, after }, '/w/tests/test_a.py', undefined);
    if (why) expect(said).toMatch(why);
    else expect(said).toBeUndefined();
  });
});

describe('a re-run in node', () => {
  it.each<[string, Program]>([
    [
      'a misspelt name',
      {
        file: 'main.js',
        before: 'const total = 1;\nconsole.log(totl);\nconsole.log(2);\n',
        after: 'const total = 1;\nconsole.log(total);\nconsole.log(2);\n',
      },
    ],
    [
      'the last statement',
      { file: 'main.js', before: 'const total = 1;\nconsole.log(totl);\n', after: 'const total = 1;\nconsole.log(total);\n' },
    ],
    [
      'an ES module',
      {
        file: 'main.mjs',
        before: 'export const total = 1;\nconsole.log(totl);\n',
        after: 'export const total = 1;\nconsole.log(total);\n',
      },
    ],
    [
      'a return over two lines',
      {
        file: 'main.js',
        before: 'function f(x) {\n  return g(x,\n    undefinedName);\n}\nfunction g(a) { return a; }\nconsole.log(f(1));\n',
        after: 'function f(x) {\n  return g(x,\n    x);\n}\nfunction g(a) { return a; }\nconsole.log(f(1));\n',
        place: 2,
      },
    ],
    [
      'the last statement of an inner block',
      {
        file: 'main.js',
        before: 'for (const x of [1, 2, null]) {\n  if (x !== 1) {\n    console.log(x.toFixed());\n  }\n}\nconsole.log("end");\n',
        after: 'for (const x of [1, 2, 3]) {\n  if (x !== 1) {\n    console.log(x.toFixed());\n  }\n}\nconsole.log("end");\n',
      },
    ],
    [
      'an arrow function',
      {
        file: 'main.js',
        before: 'const f = (x) => x.foo.bar;\nconsole.log([1].map(f));\n',
        after: 'const f = (x) => x.toFixed();\nconsole.log([1].map(f));\n',
      },
    ],
    [
      'an await',
      {
        file: 'main.mjs',
        before:
          'async function f() { return null; }\nasync function main() {\n  const x = (await f()).foo;\n  console.log(x);\n}\nawait main();\n',
        after:
          'async function f() { return {}; }\nasync function main() {\n  const x = (await f()).foo;\n  console.log(x);\n}\nawait main();\n',
      },
    ],
    [
      'process.exit at the end, there before',
      {
        file: 'main.js',
        before: 'const total = 1;\nconsole.log(totl);\nprocess.exit(0);\n',
        after: 'const total = 1;\nconsole.log(total);\nprocess.exit(0);\n',
      },
    ],
    [
      'a line that is passed too often to count',
      {
        file: 'main.js',
        before: 'const xs = [1, null];\nfor (let i = 0; i < 5000; i++) {\n  xs[i % 2].toFixed();\n}\n',
        after: 'const xs = [1, 2];\nfor (let i = 0; i < 5000; i++) {\n  xs[i % 2].toFixed();\n}\n',
      },
    ],
    [
      'a loop one too long',
      {
        file: 'main.js',
        before: 'const xs = ["a", "b"];\nfor (let i = 0; i <= xs.length; i++) {\n  console.log(xs[i].trim());\n}\n',
        after: 'const xs = ["a", "b"];\nfor (let i = 0; i < xs.length; i++) {\n  console.log(xs[i].trim());\n}\n',
      },
    ],
  ])('passes: %s', async (_, program) => {
    expect(said(await prove(program))).toMatch(/^passed/);
  });

  it.each<[string, Program, RegExp]>([
    [
      'leaves early',
      { file: 'main.js', before: 'console.log(totl);\n', after: 'process.exit(0);\nconsole.log(totl);\n' },
      /^failed: .*leave early/,
    ],
    [
      'leaves by a helper that was there',
      {
        file: 'main.js',
        before: 'function bye() { process.exit(0); }\nconsole.log(totl);\n',
        after: 'function bye() { process.exit(0); }\nbye();\nconsole.log(totl);\n',
      },
      /^skipped: .*not reached again/,
    ],
    [
      'returns at the top',
      {
        file: 'main.js',
        before: 'function f(x) {\n  x.foo.bar();\n  return 1;\n}\nf(1);\n',
        after: 'function f(x) {\n  return;\n  x.foo.bar();\n  return 1;\n}\nf(1);\n',
      },
      /^skipped: .*not reached again|^skipped: could not see/,
    ],
    [
      'is caught',
      {
        file: 'main.js',
        before: 'console.log(totl);\n',
        after: 'try {\n  console.log(totl);\n} catch (e) { console.log(e.message); }\n',
        place: 2,
      },
      /^skipped: .*(?:caught|catches)/,
    ],
    [
      'is caught by an empty catch',
      { file: 'main.js', before: 'console.log(totl);\n', after: 'try {\n  console.log(totl);\n} catch {}\n', place: 2 },
      /^failed: .*hides/,
    ],
    [
      'is a fixed text',
      {
        file: 'main.js',
        before: 'const f = (n) => n * 2;\nconsole.log(f(totl));\n',
        after: 'const f = (n) => n * 2;\nconsole.log("6");\n',
      },
      /^failed: .*fixed value/,
    ],
    [
      'skips the test',
      {
        file: 'a.test.js',
        line: 'node --test a.test.js',
        seen: 'ReferenceError: totl is not defined\n    at TestContext.<anonymous> (ROOT/a.test.js:2:34)\n',
        before: "const test = require('node:test');\ntest('a', () => { console.log(totl); });\n",
        after: "const test = require('node:test');\ntest.skip('a', () => { console.log(totl); });\n",
      },
      /^failed: .*skips the test/,
    ],
    [
      'another text than the file runs',
      {
        file: 'main.js',
        line: 'node run.js',
        files: {
          'run.js':
            "const fs = require('fs');const m = require('module');const p = require('path').resolve('main.js');new m(p)._compile('/* */' + fs.readFileSync(p, 'utf8'), p);\n",
        },
        before: 'console.log(totl);\n',
        after: 'const totl = 1;\nconsole.log(totl);\n',
        place: 2,
      },
      /^skipped: could not see/,
    ],
  ])('proves nothing: %s', async (_, program, why) => {
    expect(
      said(await prove({ ...program, ...(program.seen === undefined ? {} : { seen: program.seen.replace('ROOT', here.root) }) })),
    ).toMatch(why);
  });

  it('gives the next error behind the healed one', async () => {
    const result = await prove({
      file: 'main.js',
      before: 'console.log(totl);\nnull.foo;\n',
      after: 'const totl = 1;\nconsole.log(totl);\nnull.foo;\n',
      place: 2,
    });
    expect(said(result)).toMatch(/^skipped: the error is gone, but the program now stops at line 3: TypeError/);
    expect(result.next?.location.range.start.line).toBe(2);
  });
});

describe('whatever the sandbox does', () => {
  const request = async (sandbox: Sandbox) => {
    const { problem, before, after, line } = await problemOf({
      before: 'print(totl)\n',
      after: 'print(len)\n',
      seen: 'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n    print(totl)\nNameError: name \'totl\' is not defined\n',
    });
    return {
      problem,
      command: { line, cwd: here.root },
      root: here.root,
      before,
      after,
      statement: problem.location.range,
      sandbox,
      limits: { ms: 50 },
      signal: AbortSignal.timeout(20_000),
    };
  };

  it('ends when the sandbox does not', async () => {
    const stuck: Sandbox = { kind: 'copy', name: 'stuck', holds: false, run: () => new Promise(() => undefined) };
    expect(said(await rerun(await request(stuck)))).toMatch(/^skipped/);
  });

  it('does not throw when the sandbox does', async () => {
    const broken: Sandbox = { kind: 'copy', name: 'broken', holds: false, run: () => Promise.reject(new Error('no')) };
    expect(said(await rerun(await request(broken)))).toMatch(/^skipped: the re-run itself failed: no/);
  });

  it('never throws and never passes without a report, whatever was printed', async () => {
    const ends = fc.constantFrom('exited', 'timeout', 'memory', 'processes', 'cancelled', 'not-started') as fc.Arbitrary<'exited'>;
    const text = fc.oneof(
      fc.string(),
      fc.constant(
        'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n    print(totl)\nNameError: name \'totl\' is not defined\n',
      ),
      fc.constant('EOFError: EOF when reading a line'),
    );
    const run = fc.record({
      ended: ends,
      exitCode: fc.constantFrom(0, 1, 127, 137),
      stdout: text,
      stderr: text,
      report: fc.constantFrom('', 'coverage 1 1 1', 'probe python\ncoverage x y\n', '\0'),
      ms: fc.nat(),
      ownMs: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 4, maxLength: 4 }), async (runs) => {
        let at = 0;
        const next = runs[0];
        if (!next) return;
        const sandbox: Sandbox = {
          kind: 'copy',
          name: 'played',
          holds: false,
          run: () => Promise.resolve(runs[at++ % runs.length] ?? next),
        };
        expect((await rerun(await request(sandbox))).rung.result).not.toBe('passed');
      }),
      { numRuns: 60 },
    );
  });
});
