// What CPython says of the same mistakes from 3.10 on: each interpreter that is at hand is asked, and what it says must mean the same as the oldest's.

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
};

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

function said(file: string): Map<string, { readonly shape: string; readonly family: string }> {
  const { stdout } = spawnSync(file, ['-c', ASK], { input: JSON.stringify(MISTAKES), encoding: 'utf8', timeout: 100_000 });
  const answer: unknown = JSON.parse(stdout);
  return new Map(
    Object.entries(answer ?? {}).map(([name, line]) => {
      const [, errorType = '', message = ''] = /^([\w.]+)(?:: (.*))?$/.exec(String(line)) ?? [];
      return [name, { shape: signatureOf(errorType, message).shape, family: familyOf({ errorType, message }) }];
    }),
  );
}

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
