// What CPython says of the same mistakes from 3.10 on: real interpreters are asked, and what they say must mean the same. 3.12 to 3.14 come with npm
// (pyodide is CPython for WebAssembly), older ones are asked where the machine has them.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { familyOf } from '../../../src/engine/detect/family';
import { signatureOf } from '../../../src/engine/detect/signature';

const MISTAKES: Readonly<Record<string, string>> = {
  'a name misspelt': 'prnt(1)',
  'a name without self': 'class A:\n    def __init__(self): self.blech = 1\n    def f(self): return blech\nA().f()',
  'a module not imported': 'sys.version',
  'a member of a module': 'import math\nmath.pj',
  'an import misspelt': 'from collections import dequee',
  'a module that is not there': 'import nope_mod',
  'a keyword misspelt': 'def f(price): pass\nf(pirce=1)',
  'an argument missing': 'def f(a, b): pass\nf(1)',
  'too many arguments': 'def f(a): pass\nf(1, 2)',
  'a method misspelt': '[].appendd(1)',
  'nothing, subscripted': 'None[0]',
  'nothing, with an attribute': 'None.x',
  'a number and a text': "1 + 'a'",
  'a text and a number': "'a' + 1",
  'called, and no function': '3()',
  'walked, and no list': 'for x in 3: pass',
  'too few to unpack': 'a, b = [1]',
  'too many to unpack': 'a, b = [1, 2, 3]',
  'an index too large': '[][0]',
  'no number': "int('x')",
  'divided by zero': '1 / 0',
  'a local without a value': 'def f():\n    x += 1\nf()',
  abstract: 'import abc\nclass A(abc.ABC):\n    @abc.abstractmethod\n    def f(self): pass\nA()',
  'a text changed': "s = 'a'\ns[0] = 'b'",
  'a list indexed by text': "[1]['a']",
  compared: "1 < 'a'",
  JSON: 'import json, datetime\njson.dumps(datetime.date.today())',
  'a file': "open('/nope')",
  'too few values for a format': "'%s %s' % (1,)",
  recursion: 'def f(): f()\nf()',
  joined: "','.join([1])",
  unhashable: '{[]: 1}',
  'a colon missing': 'if True\n    pass',
  'a bracket not closed': 'print((1)',
  'a bracket too much': 'print(1))',
  'print without brackets': 'print 1',
  '= for ==': 'if x = 1:\n    pass',
  'not indented': 'def f():\npass',
  indented: 'a = 1\n  b = 2',
  'a text not closed': "x = 'abc",
  'a comma missing': 'x = [1 2]',
  'assigned to a call': 'f() = 1',
  'return outside': 'return 1',
  'await outside': 'def f():\n    await x',
  'a try without an end': 'try:\n    a',
  'a keyword as a name': 'class = 1',
  'a keyword misspelled': 'def f():\n    retrun 1',
  'a field without a default behind one': 'from dataclasses import dataclass\n@dataclass\nclass P:\n    a: int = 1\n    b: int',
  'an f-string without an expression': "print(f'{}')",
  'not in the list': '[1].index(2)',
  'the largest of nothing': 'max([])',
  'a float divided by zero': '1.0 / 0',
};

/** 3.10 says something else of these. */
const NEWER: Readonly<Record<string, string>> = { 'no context manager': 'with 5 as x:\n    pass' };

/** Runs all of them in one interpreter, and prints what each says. */
const ASK = `import json, sys
said = {}
for name, text in json.load(sys.stdin).items():
    try:
        exec(compile(text, "main.py", "exec"), {"__name__": "__main__"})
    except BaseException as error:
        import io, traceback
        said[name] = "".join(traceback.format_exception_only(type(error), error)).strip().split("\\n")[-1]
        try:
            # What the interpreter itself adds where nothing catches an error.
            out = io.StringIO()
            traceback.TracebackException(type(error), error, error.__traceback__).print(file=out)
            said[name] = out.getvalue().strip().split("\\n")[-1]
        except Exception:
            pass
print(json.dumps(said))
`;

const FOLDERS = (process.env['PATH'] ?? '').split(path.delimiter);
const PYENV = path.join(process.env['PYENV_ROOT'] ?? path.join(process.env['HOME'] ?? '', '.pyenv'), 'versions');

function interpreter(version: string): string | undefined {
  const managed = fs.existsSync(PYENV) ? fs.readdirSync(PYENV).filter((name) => name.startsWith(`${version}.`)) : [];
  return [
    ...FOLDERS.map((folder) => path.join(folder, `python${version}`)),
    ...managed.map((name) => path.join(PYENV, name, 'bin/python')),
  ].find((file) => fs.existsSync(file) && spawnSync(file, ['--version'], { timeout: 60_000 }).status === 0);
}

type Meaning = { readonly shape: string; readonly family: string };

/** By an interpreter of the machine. */
function said(file: string, mistakes = MISTAKES): Map<string, Meaning> {
  return meaningOf(spawnSync(file, ['-c', ASK], { input: JSON.stringify(mistakes), encoding: 'utf8', timeout: 100_000 }).stdout);
}

/** By one of npm. Its system has other numbers for what goes wrong with files. */
function saidInNode(version: string): Map<string, Meaning> {
  const mistakes = Object.fromEntries(Object.entries({ ...MISTAKES, ...NEWER }).filter(([name]) => name !== 'a file'));
  const script = `
    const { loadPyodide } = await import(${JSON.stringify(`cpython-${version}`)});
    const lines = [];
    const input = [${JSON.stringify(JSON.stringify(mistakes))}];
    const python = await loadPyodide({ stdin: () => input.shift(), stdout: (line) => lines.push(line), stderr: () => undefined });
    python.runPython(${JSON.stringify(ASK)});
    console.log(lines.at(-1));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 100_000 });
  if (stdout === '') throw new Error(stderr.slice(-1000));
  return meaningOf(stdout);
}

function meaningOf(stdout: string): Map<string, Meaning> {
  const answer: unknown = JSON.parse(stdout);
  return new Map(
    Object.entries(answer ?? {}).map(([name, line]) => {
      const [, errorType = '', message = ''] = /^([\w.]+)(?:: (.*))?$/.exec(String(line)) ?? [];
      return [name, { shape: signatureOf(errorType, message).shape, family: familyOf({ errorType, message }) }];
    }),
  );
}

test.each(['3.13', '3.14'])('CPython %s of npm means the same as 3.12', { timeout: 200_000 }, (version) => {
  const answers = saidInNode(version);
  expect(answers.size).toBe(Object.keys({ ...MISTAKES, ...NEWER }).length - 1);
  expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(saidInNode('3.12')));
});

test('the python3 of this machine means the same as 3.12', { timeout: 200_000 }, (context) => {
  const minor = spawnSync('python3', ['-c', 'import sys; print(sys.version_info[1])'], { encoding: 'utf8' }).stdout;
  if (!(Number(minor) >= 10)) return context.skip();
  const here = said('python3');
  const newer = saidInNode('3.12');
  here.delete('a file');
  for (const name of Object.keys(NEWER)) newer.delete(name);
  expect(Object.fromEntries(here)).toEqual(Object.fromEntries(newer));
});

const OLDEST = '3.10';

describe.each(['3.11', '3.12', '3.13', '3.14'])('CPython %s', (version) => {
  test(`means the same as ${OLDEST}`, { timeout: 200_000 }, (context) => {
    const [old, now] = [interpreter(OLDEST), interpreter(version)];
    if (old === undefined || now === undefined) return context.skip();
    const answers = said(now);
    expect(answers.size).toBe(Object.keys(MISTAKES).length);
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(said(old)));
  });
});
