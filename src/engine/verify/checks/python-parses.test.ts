import { expect, test } from 'vitest';
import type { PythonInterpreter, PythonSyntaxError } from '../../project/python-interpreter';
import type { Workspace } from '../../project/workspace';
import { syntaxProblem } from '../../inspect/remaining-errors';
import { SourceText } from '../../syntax/source-text';
import { pythonParses } from './python-parses';

/** CPython's answer is given, not asked for: what matters is what the rung makes of it. */
async function rung(before: string, after: string, said?: PythonSyntaxError | null | 'unknown'): Promise<string> {
  const interpreter: PythonInterpreter | undefined =
    said === undefined
      ? undefined
      : {
          version: '3.11.7',
          compile: () => Promise.resolve(said),
          modules: () => Promise.resolve(new Set<string>()),
          exports: () => Promise.resolve(undefined),
          definitions: () => Promise.resolve(undefined),
          attributes: () => Promise.resolve(undefined),
          parameters: () => Promise.resolve(undefined),
          packageVersion: () => Promise.resolve(undefined),
          dispose: () => undefined,
        };
  const workspace = { root: '/w', interpreter } as Pick<Workspace, 'root' | 'interpreter'> as Workspace;
  const source = new SourceText(before);
  const problem = syntaxProblem('/w/a.py', source, { type: 'SyntaxError', message: 'invalid syntax', line: 1, column: 1 });
  const result = await pythonParses.check({
    problem,
    path: '/w/a.py',
    before: source,
    after: new SourceText(after),
    shift: (offset) => offset + after.length - before.length,
    workspace,
    signal: new AbortController().signal,
  });
  return `${result?.result ?? 'nothing'} by ${result?.by ?? 'nobody'}${result?.why === undefined ? '' : `: ${result.why}`}`;
}

const error = (line: number, message = 'invalid syntax'): PythonSyntaxError => ({ type: 'SyntaxError', message, line, column: 1 });

test.each([
  ['CPython compiles it', 'if x\n    y\n', 'if x:\n    y\n', null, 'passed by CPython 3.11.7'],
  ['CPython refuses the line still', 'if x\n    y\n', 'if x;\n    y\n', error(1), 'failed by CPython 3.11.7: line 1: invalid syntax'],
  [
    'the next error is further on and was there',
    'if x\n    y\nif z\n    y\n',
    'if x:\n    y\nif z\n    y\n',
    error(3, "expected ':'"),
    "passed by CPython 3.11.7: next error at line 3: expected ':'",
  ],
  ['without CPython our own parser decides', 'if x\n    y\n', 'if x:\n    y\n', undefined, 'passed by the built-in parser'],
  ['a CPython that hangs is none', 'if x\n    y\n', 'if x y:\n    y\n', 'unknown', "failed by the built-in parser: line 1: expected ':'"],
  [
    'the line behind an open bracket has an error of its own',
    'x = f(1\ny = g(2\nif z:\n    y\n',
    'x = f(1)\ny = g(2\nif z:\n    y\n',
    error(2, "'(' was never closed"),
    "passed by CPython 3.11.7: next error at line 2: '(' was never closed",
  ],
  [
    'an error that the patch itself brings further on',
    'x = 1)\ny = 2\n',
    'x = (1)(\ny = 2\n',
    undefined,
    'failed by the built-in parser: line 2: a bracket was never closed',
  ],
] as const)('%s', async (_, before, after, said, expected) => {
  expect(await rung(before, after, said)).toBe(expected);
});

test('what does not parse elsewhere, before and after alike, says nothing against the fix of another mistake', async () => {
  const [before, after] = ['    total = price * cuont\n', '    total = price * count\n'];
  const source = new SourceText(before);
  const problem = { ...syntaxProblem('/w/a.py', source, error(1)), errorType: 'NameError', message: "name 'cuont' is not defined" };
  const workspace = { root: '/w', interpreter: undefined } as Pick<Workspace, 'root' | 'interpreter'> as Workspace;
  const check = (text: string) =>
    pythonParses.check({
      problem,
      path: '/w/a.py',
      before: source,
      after: new SourceText(text),
      shift: (offset) => (offset === 0 ? 0 : offset + text.length - before.length),
      workspace,
      signal: new AbortController().signal,
    });
  expect(await check(after)).toMatchObject({ result: 'passed', why: 'line 1 did not parse before either' });
  expect(await check('    total = price * (count\n')).toMatchObject({ result: 'failed' });
});

test('lines of a piece may belong to brackets that were opened before it', async () => {
  const [before, after] = ['        first: int,\n        size: int = None,\n', '        first: int,\n        size: int,\n'];
  const source = new SourceText(before);
  const problem = { ...syntaxProblem('/w/a.py', source, error(2)), errorType: 'assignment', message: 'size is None' };
  const workspace = { root: '/w', interpreter: undefined } as Pick<Workspace, 'root' | 'interpreter'> as Workspace;
  const check = (text: string) =>
    pythonParses.check({
      problem,
      path: '/w/a.py',
      before: source,
      after: new SourceText(text),
      shift: (offset) => offset,
      workspace,
      signal: new AbortController().signal,
    });
  expect(await check(after)).toMatchObject({ result: 'passed', why: 'line 1 did not parse before either' });
  expect(await check(after.replace('size: int', 'size: List[int'))).toMatchObject({ result: 'failed' });
});
