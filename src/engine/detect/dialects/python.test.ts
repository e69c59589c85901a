// Where and how tracebacks stand in other text. Plain outputs of every version are in test/unit/detect/outputs.txt.

import { expect, test } from 'vitest';
import type { Problem } from '../../problem';
import { detectText } from '../detect';

const CWD = '/home/ada/shop';
const find = (text: string, cwd = CWD): readonly Problem[] => detectText(text, { cwd, roots: [cwd], origin: 'log' });
const brief = (text: string, cwd = CWD): string[] =>
  find(text, cwd).map((p) => `${p.errorType}: ${p.message} @ ${p.location.path}:${p.location.range.start.line + 1}`);

const PLAIN = `Traceback (most recent call last):
  File "/home/ada/shop/app.py", line 3, in total
    return sum(prices) / len(price)
NameError: name 'price' is not defined`;

test('what other programs print right after is none of the message', () => {
  for (const after of ['make: *** [Makefile:2: run] Error 1', 'npm ERR! code 1', 'anything at all', 'INFO:root:still here']) {
    expect(brief(`${PLAIN}\n${after}\n`)).toEqual(["NameError: name 'price' is not defined @ /home/ada/shop/app.py:3"]);
  }
});

test('what a server logs next is none of the message, whoever wrote that', () => {
  for (const said of ["KeyError: 'prise'", 'ValueError: no such price', 'KeyError: 17'])
    for (const next of [
      '127.0.0.1 - - [28/Nov/2026 09:18:08] "GET / HTTP/1.1" 500 -',
      '10:02:11 still here',
      " * Detected change in '/a/b.py', reloading",
    ])
      expect(brief(`${PLAIN.replace(/NameError.*/, said)}\n${next}\n`)).toEqual([`${said} @ /home/ada/shop/app.py:3`]);
  expect(brief(`${PLAIN.replace(/NameError.*/, "KeyError: 'prise'")}\nanything at all\n`)).toEqual([
    "KeyError: 'prise' @ /home/ada/shop/app.py:3",
  ]);
});

test('a message of the program itself may have many lines, and ends before a log line', () => {
  const text = `${PLAIN.replace(/NameError.*/, 'pydantic_core._pydantic_core.ValidationError: 1 validation error for Item\nprice\n  Input should be a valid number')}\nERROR: exited\n`;
  expect(find(text)[0]?.message).toBe('1 validation error for Item\nprice\n  Input should be a valid number');
});

test('lines of a log collector, with times that change and other services between', () => {
  const lines = PLAIN.split('\n').map((line, i) => `2026-01-31T12:00:0${i}Z web_1  | ${line}`);
  lines.splice(2, 0, '2026-01-31T12:00:01Z db_1   | checkpoint complete');
  expect(brief(lines.join('\n'))).toEqual(["NameError: name 'price' is not defined @ /home/ada/shop/app.py:3"]);
});

test('the header behind a logger, the frames plain', () => {
  expect(brief(`12:00:01 ERROR worker: job failed ${PLAIN}`)).toEqual(["NameError: name 'price' is not defined @ /home/ada/shop/app.py:3"]);
});

test('indented, and without its header', () => {
  expect(brief(PLAIN.replace(/^/gm, '      '))).toHaveLength(1);
  expect(brief(PLAIN.split('\n').slice(1).join('\n'))).toHaveLength(1);
});

test('a SyntaxError in the words of pytest', () => {
  const text = `E     File "/home/ada/shop/app.py", line 2
E       if x == 1
E                ^
E   SyntaxError: expected ':'`;
  expect(brief(text)).toEqual(["SyntaxError: expected ':' @ /home/ada/shop/app.py:2"]);
});

test('Windows paths', () => {
  const text = `Traceback (most recent call last):
  File "C:\\Users\\ada\\shop\\app.py", line 3, in <module>
    import numpyy
  File "C:\\Python311\\Lib\\json\\decoder.py", line 9, in decode
    pass
ModuleNotFoundError: No module named 'numpyy'`;
  const [problem] = find(text, 'c:\\Users\\Ada\\shop');
  expect(problem?.location.path).toBe('C:\\Users\\ada\\shop\\app.py');
  expect(problem?.frames.map((frame) => frame.own)).toEqual([true, false]);
});

test('frames without a file, frozen and zipped ones are not own', () => {
  const text = `Traceback (most recent call last):
  File "app.py", line 1, in <module>
    import lib.thing
  File "<frozen importlib._bootstrap>", line 1027, in _find_and_load
  File "/home/ada/shop/vendor/lib.zip/lib/thing.py", line 2, in <module>
  File "<string>", line 1, in <module>
ImportError: cannot import name 'x' from 'y' (/home/ada/shop/y.py)`;
  const [problem] = find(text);
  expect(problem?.location).toEqual({
    path: '/home/ada/shop/app.py',
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 16 } },
  });
  expect(problem?.frames).toHaveLength(2);
});

test('nothing but <stdin>: no place, no problem', () => {
  expect(find('Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\nNameError: name \'x\' is not defined')).toEqual(
    [],
  );
});

test('every leaf of nested groups, with its own frames', () => {
  const text = `  + Exception Group Traceback (most recent call last):
  |   File "/home/ada/shop/app.py", line 9, in <module>
  |     asyncio.run(main())
  | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/home/ada/shop/jobs.py", line 4, in load
    |     return rows[name]
    |            ~~~~^^^^^^
    | KeyError: 'ada'
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    |   File "/home/ada/shop/jobs.py", line 8, in save
    |     1/0
    | ZeroDivisionError: division by zero
    +------------------------------------
done`;
  const problems = find(text);
  expect(problems.map((p) => p.errorType)).toEqual(['KeyError', 'ZeroDivisionError']);
  expect(problems[0]?.frames.map((f) => f.location.range.start.line)).toEqual([8, 3]);
  expect(problems[1]?.frames.map((f) => f.location.range.start.line)).toEqual([8, 7]);
  expect(problems[0]?.location.range).toEqual({ start: { line: 3, character: 7 }, end: { line: 3, character: 17 } });
});

test('a chain of three: causes, nearest first', () => {
  const one = (type: string): string =>
    `Traceback (most recent call last):\n  File "/home/ada/shop/app.py", line 3, in f\n    f()\n${type}: oh\n`;
  const text = `${one('AError')}\nDuring handling of the above exception, another exception occurred:\n\n${one('BError')}\nThe above exception was the direct cause of the following exception:\n\n${one('CError')}`;
  const [problem, ...rest] = find(text);
  expect(rest).toEqual([]);
  expect([problem?.errorType, ...(problem?.causes ?? []).map((c) => c.errorType)]).toEqual(['CError', 'BError', 'AError']);
});

test('two tracebacks that do not cause each other are two problems', () => {
  expect(brief(`${PLAIN}\n\n${PLAIN.replace('line 3', 'line 5')}\n`)).toHaveLength(2);
});

test('stopping is no mistake, whatever it interrupts', () => {
  expect(find(PLAIN.replace(/NameError.*/, 'KeyboardInterrupt'))).toEqual([]);
  expect(find(PLAIN.replace(/NameError.*/, 'SystemExit: 2'))).toEqual([]);
  expect(
    find(
      `${PLAIN}\n\nDuring handling of the above exception, another exception occurred:\n\n${PLAIN.replace(/NameError.*/, 'KeyboardInterrupt')}`,
    ),
  ).toEqual([]);
});

test('prose that mentions tracebacks is none', () => {
  expect(find('Traceback (most recent call last):\nis what Python prints first.\n')).toEqual([]);
  expect(find('see   File "app.py", line 3, in f\nfor details')).toEqual([]);
});

test("the error of a pool's worker is in the worker's code, not where its result was asked for", () => {
  const printed = `multiprocessing.pool.RemoteTraceback:
"""
Traceback (most recent call last):
  File "/usr/lib/python3.11/multiprocessing/pool.py", line 125, in worker
    result = (True, func(*args, **kwds))
  File "/home/ada/shop/work.py", line 3, in price
    return rates[kind]
           ~~~~~^^^^^^
KeyError: 'full'
"""

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/home/ada/shop/app.py", line 6, in <module>
    print(pool.map(price, kinds))
          ^^^^^^^^^^^^^^^^^^^^^^
  File "/usr/lib/python3.11/multiprocessing/pool.py", line 774, in get
    raise self._value
KeyError: 'full'
`;
  expect(brief(printed)).toEqual(["KeyError: 'full' @ /home/ada/shop/work.py:3"]);
  expect(find(printed)[0]?.causes).toEqual([]);
});
