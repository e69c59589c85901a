import { expect, test } from 'vitest';
import { problemFromDiagnostic } from './diagnostic';
import { familyOf } from './family';

const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 6 } };
const of = (source: string, code: string | number | undefined, message: string) =>
  problemFromDiagnostic({ path: '/a/b.py', language: 'python', source, code, message, range, severity: 'error' });

test('everything a fixer needs', () => {
  expect(of('Pyright', 'reportUndefinedVariable', '"np" is not defined')).toEqual({
    origin: 'diagnostic',
    language: 'python',
    source: 'Pyright',
    errorType: 'reportUndefinedVariable',
    message: '"np" is not defined',
    signature: { shape: "name '‹name›' is not defined", holes: { name: 'np' } },
    location: { path: '/a/b.py', range },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  });
});

test.each([
  ['ts', 2304, 'TS2304'],
  ['ts', '2304', 'TS2304'],
  ['typescript', 'ts(2304)', 'TS2304'],
  ['eslint', 'no-undef', 'no-undef'],
  ['Ruff', 'F821', 'F821'],
  ['pylint', 'E0602:undefined-variable', 'E0602:undefined-variable'],
  ['cpplint', 7, '7'],
])('%s %s is %s', (source, code, errorType) => expect(of(source, code, "Cannot find name 'x'.").errorType).toBe(errorType));

test('no code: told from the message, or from who says it', () => {
  expect(of('flake8', undefined, "F821 undefined name 'x'").errorType).toBe('F821');
  expect(of('pylsp', '', 'SyntaxError: invalid syntax').errorType).toBe('SyntaxError');
  const unclosed = of('Pylance', undefined, '"(" was not closed');
  expect([unclosed.errorType, familyOf(unclosed)]).toEqual(['SyntaxError', 'syntax']);
  expect(of('somebody', undefined, 'odd').errorType).toBe('');
});

test('a message without end is cut', () => expect(of('x', 'y', 'z'.repeat(1e6)).message.length).toBe(20_000));
