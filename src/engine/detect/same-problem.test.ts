import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../problem';
import { hasSameWords, isReportedTwice, isSameFailure, isSameMistake, isStillThere } from './same-problem';
import { signatureOf } from './signature';

function problem(source: string, errorType: string, message: string, line = 0, character = 0): Problem {
  const at = { line, character };
  return {
    origin: source === 'python' || source === 'node' ? 'terminal' : 'diagnostic',
    language: 'python',
    source,
    errorType,
    message,
    signature: signatureOf(errorType, message),
    location: { path: '/a.py', range: { start: at, end: at } },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
}

const SQUIGGLE = problem('Pyright', 'reportUndefinedVariable', '"np" is not defined', 3, 4);
const TRACEBACK = problem('python', 'NameError', "name 'np' is not defined", 3);

test('a squiggle and a traceback about one name are one mistake, wherever they stand', () => {
  expect(isSameMistake(SQUIGGLE, problem('python', 'NameError', "name 'np' is not defined", 90))).toBe(true);
  expect(isSameMistake(SQUIGGLE, problem('python', 'NameError', "name 'pd' is not defined", 3))).toBe(false);
});

test('words that no table knows are compared as they are, but for addresses, temporary files and line numbers', () => {
  const odd = (message: string): Problem => problem('python', 'OddError', message);
  expect(isSameMistake(odd('<Thing at 0x7f01> in /tmp/a1/x on line 3'), odd('<Thing at 0x99> in /tmp/b2 on line 4'))).toBe(true);
  expect(isSameMistake(odd('one thing'), odd('another thing'))).toBe(false);
  expect(hasSameWords(odd('1 item'), odd('2 items'))).toBe(false);
});

test('one mistake reported twice: on one line, by two tools', () => {
  expect(isReportedTwice(SQUIGGLE, TRACEBACK)).toBe(true);
  expect(isReportedTwice(SQUIGGLE, { ...TRACEBACK, location: problem('', '', '', 4).location })).toBe(false);
  expect(isReportedTwice(SQUIGGLE, problem('python', 'NameError', "name 'pd' is not defined", 3))).toBe(false);
  // No name that both are about.
  expect(isReportedTwice(problem('python', 'ZeroDivisionError', 'division by zero', 3), problem('ruff', 'E501', 'line too long', 3))).toBe(
    false,
  );
});

test('two diagnostics of one checker on a line are two mistakes, a failure that is seen again is one', () => {
  const other = problem('Pyright', 'reportUndefinedVariable', '"np" is not defined', 3, 20);
  expect(isReportedTwice(SQUIGGLE, other)).toBe(false);
  expect(isReportedTwice(SQUIGGLE, SQUIGGLE)).toBe(true);
  expect(isReportedTwice(TRACEBACK, problem('python', 'NameError', "name 'np' is not defined", 3, 8))).toBe(true);
});

test('still there after an edit: on the line that the edit moved it to', () => {
  const found = problem('python', 'NameError', "name 'np' is not defined", 5);
  expect([isStillThere(SQUIGGLE, found, 5), isStillThere(SQUIGGLE, found, 3)]).toEqual([true, false]);
});

test('the same failure in two runs: other values, but not about another name', () => {
  const missing = (key: string): Problem => problem('python', 'KeyError', key);
  expect(isSameFailure(missing("'a1'"), missing("'b2'"))).toBe(true);
  expect(isSameMistake(missing("'a1'"), missing("'b2'"))).toBe(false);
  expect(isSameFailure(TRACEBACK, problem('python', 'NameError', "name 'pd' is not defined"))).toBe(false);
  expect(isSameFailure(TRACEBACK, SQUIGGLE)).toBe(false);
});

test('property: every problem is the same as itself, and none depends on the order', () => {
  const any = fc
    .tuple(
      fc.constantFrom('Pyright', 'python', 'mypy'),
      fc.constantFrom('NameError', 'KeyError', ''),
      fc.oneof(fc.constantFrom("name 'a' is not defined", "'k'", '"a" is not defined'), fc.string()),
      fc.nat(1),
      fc.nat(1),
    )
    .map((parts) => problem(...parts));
  fc.assert(
    fc.property(any, any, (a, b) => {
      for (const same of [isSameMistake, isReportedTwice, isSameFailure, hasSameWords]) {
        expect(same(a, a)).toBe(true);
        expect(same(a, b)).toBe(same(b, a));
      }
    }),
  );
});
