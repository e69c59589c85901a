// Programs that come out otherwise from run to run, and patches that change nothing, run again in the real sandbox.

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { holds, rerunCase, type RerunCase } from '../../../../test/support/rerun-case';
import { changesNothing } from './no-change';

const python = (before: string, after: string, more: Partial<RerunCase> = {}): RerunCase => ({
  line: 'python3 main.py',
  ...more,
  files: { 'main.py': before, ...more.files },
  patch: { 'main.py': after },
});
const node = (before: string, after: string, more: Partial<RerunCase> = {}): RerunCase => ({
  line: 'node main.js',
  ...more,
  files: { 'main.js': before, ...more.files },
  patch: { 'main.js': after },
});
const crash = (line: number, code: string, error: string): string =>
  `Traceback (most recent call last):\n  File "ROOT/main.py", line ${line}, in <module>\n    ${code}\n${error}\n`;

/** A letter whose hash is odd with the first of these seeds and even with the second. */
function letter(odd: number, even: number): string {
  const parity = (seed: number): string =>
    spawnSync('python3', ['-c', 'print(*(hash(c) % 2 for c in "abcdefghijklmnop"))'], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONHASHSEED: String(seed) },
    }).stdout.replace(/\s/g, '');
  const [a, b] = [parity(odd), parity(even)];
  return [...'abcdefghijklmnop'].find((_, i) => a[i] === '1' && b[i] === '0') ?? 'a';
}

describe.runIf(holds)('chance', () => {
  it.each<[string, RerunCase, number]>([
    [
      'an ordinary program: two runs with a seed each, before and after',
      python('total = 3\nprint(totl)\n', 'total = 3\nprint(total)\n'),
      4,
    ],
    [
      'what it prints differs: the order of a set',
      python(
        'print({"ab", "cd", "ef", "gh", "ij"})\ntotal = 3\nprint(totl)\n',
        'print({"ab", "cd", "ef", "gh", "ij"})\ntotal = 3\nprint(total)\n',
      ),
      6,
    ],
    ['hash()', python('total = hash("a") and 3\nprint(totl)\n', 'total = hash("a") and 3\nprint(total)\n'), 6],
    [
      'os.times()',
      python('import os\ntotal = os.times().user\nprint(totl and 1)\n', 'import os\ntotal = os.times().user\nprint(total and 1)\n'),
      6,
    ],
    [
      'a module beside the path of the failure',
      python('import dice\ntotal = 3\nprint(totl)\n', 'import dice\ntotal = 3\nprint(total)\n', {
        files: { 'dice.py': 'import random\nside = random.random()\n' },
      }),
      6,
    ],
    [
      'crypto.randomInt, in another module',
      node(
        "const dice = require('./dice');\nconst total = 3;\nconsole.log(totl);\n",
        "const dice = require('./dice');\nconst total = 3;\nconsole.log(total);\n",
        {
          files: { 'dice.js': "exports.side = require('node:crypto').randomInt(6);\n" },
        },
      ),
      6,
    ],
  ])('%s', async (_, one, runs) => {
    const result = await rerunCase(one);
    expect([result.said, result.runs]).toEqual(['passed', runs]);
  });

  it('the unpatched program comes and goes with the seed: nothing is proved', async () => {
    const key = letter(1, 2);
    const text = (name: string): string => `total = 3\nif hash("${key}") % 2:\n    print(${name})\nprint(total)\n`;
    const seen = crash(3, 'print(totl)', "NameError: name 'totl' is not defined");
    expect((await rerunCase(python(text('totl'), text('total'), { seen }))).said).toMatch(/^skipped: the error comes and goes/);
    const other = letter(2, 1);
    const late = (name: string): string => text(name).replace(key, other);
    expect((await rerunCase(python(late('totl'), late('total'), { seen }))).said).toMatch(/^skipped: /);
  });

  it.each(['import os\nif os.getpid() % 1:', 'words = ["a", "b", "c"]\nif list(set(words))[0] == "a":'])(
    'a patch that changes nothing of it has the same luck as the program: %s',
    async (head) => {
      // With one seed both come out the same.
      const text = `${head}\n    print(totl)\nprint("end")\n`;
      const seen = crash(text.split('\n').indexOf('    print(totl)') + 1, 'print(totl)', "NameError: name 'totl' is not defined");
      const result = await rerunCase(python(text, text.replace('print("end")', 'print("end", 1)'), { seen }));
      expect(result.said).not.toMatch(/^passed/);
    },
  );

  it('Math.random draws the same in the two runs that are compared', async () => {
    const text = 'const first = Math.random();\nif (first < 0.5) {\n  nothing();\n}\n';
    const seen =
      'ROOT/main.js:3\n  nothing();\n  ^\n\nReferenceError: nothing is not defined\n    at Object.<anonymous> (ROOT/main.js:3:3)\n\nNode.js v24.0.0\n';
    const tries = await Promise.all(
      [1, 2, 3].map((n) => rerunCase(node(text, text.replace('const first', `const unused${n} = ${n};\nconst first`), { seen }))),
    );
    for (const { said } of tries) expect(said).not.toMatch(/^passed/);
  });
});

describe('a patch that changes nothing', () => {
  const PROGRAM = 'import os\n\ndef half(n):\n    """Half of it."""\n    return n / 2  # as a float\n\nprint(half(3), "end")\n';
  const SCRIPT = "const half = (n) => {\n  return n / 2;\n};\nconsole.log(half(3), 'end');\n";

  it.each<[string, string, string, string]>([
    ['a comment', 'a.py', PROGRAM, PROGRAM.replace('# as a float', '# not an int')],
    ['blanks', 'a.py', PROGRAM, PROGRAM.replace('n / 2', 'n/2').replace('half(3), ', 'half( 3 ),')],
    ['blank lines', 'a.py', PROGRAM, PROGRAM.replaceAll('\n\n', '\n\n\n')],
    ['deeper indentation', 'a.py', PROGRAM, PROGRAM.replaceAll('\n    ', '\n        ')],
    ['brackets', 'a.py', PROGRAM, PROGRAM.replace('return n / 2', 'return (n / 2)')],
    ['quotes', 'a.py', PROGRAM, PROGRAM.replace('"end"', "'end'")],
    ['pass, and a note', 'a.py', PROGRAM, PROGRAM.replace('    return', '    pass\n    "note"\n    return')],
    ['a comment', 'a.js', SCRIPT, SCRIPT.replace('return', '/* half */ return')],
    ['semicolons and blanks', 'a.js', SCRIPT, SCRIPT.replaceAll(';', '').replace('n / 2', 'n/2')],
    ['brackets', 'a.js', SCRIPT, SCRIPT.replace('n / 2', '(n / 2)')],
    ['a comment', 'a.ts', SCRIPT, SCRIPT.replace('return', '// half\n  return')],
  ])('%s, %s', async (_, path, before, after) => {
    expect(before).not.toBe(after);
    expect(await changesNothing([{ path, before, after }])).toBe(true);
  });

  it.each<[string, string, string, string]>([
    ['another value', 'a.py', PROGRAM, PROGRAM.replace('half(3)', 'half(4)')],
    ['other nesting', 'a.py', 'if a:\n    b()\n    c()\n', 'if a:\n    b()\nc()\n'],
    ['brackets that count', 'a.py', 'x = a * b + c\n', 'x = a * (b + c)\n'],
    ['a tuple', 'a.py', 'x = (1)\n', 'x = (1,)\n'],
    ['blanks in a text', 'a.py', 'x = "a b"\n', 'x = "a  b"\n'],
    ['a line break that ends a return', 'a.js', 'function f() {\n  return 1;\n}\n', 'function f() {\n  return\n  1;\n}\n'],
    ['strict mode', 'a.js', 'x = 1;\n', "'use strict';\nx = 1;\n"],
    ['a text that does not parse', 'a.py', 'x = (1\n', 'x =  (1\n'],
    ['a file of another kind', 'a.json', '{}', '{ }'],
  ])('but not %s', async (_, path, before, after) => {
    expect(await changesNothing([{ path, before, after }])).toBe(false);
  });

  it.runIf(holds)('is never proved, whatever its run says', async () => {
    const text = 'import random\nif random.random() < 0.5:\n    print(totl)\n';
    const seen = crash(3, 'print(totl)', "NameError: name 'totl' is not defined");
    const result = await rerunCase(python(text, text.replace('print(totl)', 'print(totl)  # mended'), { seen }));
    expect([result.said, result.runs]).toEqual(['failed: the patch changes nothing that the program does', 0]);
  });
});
