// The other ways Python's errors are printed: what the standard library prints is run for real; pytest (9.2) and IPython (9) are recorded.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { detectText } from '../detect';

let folder = '';

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-forms-')));
  fs.writeFileSync(
    path.join(folder, 'app.py'),
    'def total(order):\n    return order["prise"] * 2\n\n\ndef main():\n    print(total({"price": 3}))\n',
  );
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const brief = (text: string, cwd: string): string[] =>
  detectText(text, { cwd, roots: [cwd], origin: 'terminal' }).map(({ errorType, message, location, frames }) => {
    const places = frames.filter(({ own }) => own).map((one) => `${path.basename(one.location.path)}:${one.location.range.start.line + 1}`);
    return `${errorType}: ${message} @ ${path.relative(cwd, location.path)}:${location.range.start.line + 1} < ${places.join(' ')}`;
  });

function run(text: string): string[] {
  fs.writeFileSync(path.join(folder, 'main.py'), text);
  const { stdout, stderr } = spawnSync('python3', ['main.py'], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  return brief(stdout + stderr, folder);
}

const KEY = "KeyError: 'prise' @ app.py:2";

test('a log of one JSON object a line', () => {
  const program =
    'import json, traceback\nfrom app import main\n\ntry:\n    main()\nexcept Exception:\n    print(json.dumps({"level": "error", "exc_info": traceback.format_exc()}))\n';
  expect(run(program)).toEqual([`${KEY} < main.py:5 app.py:6 app.py:2`]);
});

test('a record of logging, behind time and level', () => {
  const program =
    'import logging\nfrom app import main\n\nlogging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")\ntry:\n    main()\nexcept Exception:\n    logging.exception("failed")\n';
  expect(run(program)).toEqual([`${KEY} < main.py:6 app.py:6 app.py:2`]);
});

test('doctest: an example that raises, and one that gives something else', () => {
  const program = '"""\n>>> from app import total\n>>> total({"price": 3})\n6\n>>> 1 + 1\n3\n"""\n\nimport doctest\n\ndoctest.testmod()\n';
  expect(run(program)).toEqual([
    `${KEY} < app.py:2`,
    'AssertionError: doctest: 1 + 1\nExpected:\n    3\nGot:\n    2 @ main.py:5 < main.py:5',
  ]);
});

test('unittest: each failure once', () => {
  const program =
    'import unittest\nfrom app import total\n\n\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(total({"price": 3}), 6)\n\n    def test_b(self):\n        self.assertEqual(1 + 1, 3)\n\n\nunittest.main()\n';
  expect(run(program)).toEqual([`${KEY} < main.py:7 app.py:2`, 'AssertionError: 2 != 3 @ main.py:10 < main.py:10']);
});

const CWD = '/home/ada/shop';

test('pytest --tb=line: a failure a line, and a fixture that is not there', () => {
  const output = `FFE                                                                      [100%]
==================================== ERRORS ====================================
__________________________ ERROR at setup of test_fix __________________________
file /home/ada/shop/test_py.py, line 6
  def test_fix(client): pass
E       fixture 'client' not found
>       available fixtures: capfd, tmp_path
>       use 'pytest --fixtures [testpath]' for help on them.

/home/ada/shop/test_py.py:6
=================================== FAILURES ===================================
E   KeyError: 'prise'
/home/ada/shop/app.py:2: KeyError: 'prise'
E   assert (1 + 1) == 3
/home/ada/shop/test_py.py:5: assert (1 + 1) == 3
=========================== short test summary info ============================
FAILED test_py.py::test_a - KeyError: 'prise'
`;
  expect(brief(output, CWD)).toEqual([
    "FixtureLookupError: fixture 'client' not found @ test_py.py:6 < test_py.py:6",
    `${KEY} < app.py:2`,
    'AssertionError: assert (1 + 1) == 3 @ test_py.py:5 < test_py.py:5',
  ]);
});

test('pytest --tb=native: the rulers between tests are no part of a message', () => {
  const one = (line: number): string =>
    `Traceback (most recent call last):\n  File "/home/ada/shop/app.py", line ${line}, in total\n    return order["prise"] * 2\nKeyError: 'prise'\n`;
  expect(brief(`${one(2)}____________________________ test_b ____________________________\n${one(9)}`, CWD)).toEqual([
    `${KEY} < app.py:2`,
    "KeyError: 'prise' @ app.py:9 < app.py:9",
  ]);
});

test('IPython', () => {
  const output = `---------------------------------------------------------------------------
KeyError                                  Traceback (most recent call last)
Cell In[1], line 1
----> 1 from app import main; main()

File /home/ada/shop/app.py:6, in main()
      5 def main():
----> 6     print(total({"price": 3}))

File /home/ada/shop/app.py:2, in total(order)
      1 def total(order):
----> 2     return order["prise"] * 2

KeyError: 'prise'
`;
  expect(brief(output, CWD)).toEqual([`${KEY} < app.py:6 app.py:2`]);
});
