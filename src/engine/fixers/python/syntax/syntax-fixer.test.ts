import { describe, expect, test } from 'vitest';
import { proposals } from '../../../../../test/unit/mend';
import type { Problem } from '../../../problem';
import { answers } from '../../../generate/fixer-candidates';
import { syntaxFixers } from './syntax-fixer';

function asked(source: string, errorType: string, message: string): string[] {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const problem: Problem = {
    origin: 'diagnostic',
    language: 'python',
    source,
    errorType,
    message,
    signature: { shape: message, holes: {} },
    location: { path: '/w/a.py', range },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
  return syntaxFixers.filter((fixer) => answers(fixer, problem)).map(({ id }) => id);
}
const ALL = syntaxFixers.map(({ id }) => id);

describe('what they answer', () => {
  test.each([
    ['python', 'SyntaxError', 'invalid syntax'],
    ['python', 'SyntaxError', "'return' outside function"],
    ['python', 'IndentationError', 'unexpected indent'],
    ['python', 'TabError', 'inconsistent use of tabs and spaces in indentation'],
    ['Pyright', '', 'Expected ":"'],
    ['Pylance', '', '"(" was not closed'],
    ['Ruff', 'invalid-syntax', 'Expected an expression'],
  ])('broken syntax: %s %s: %s', (source, errorType, message) => expect(asked(source, errorType, message)).toEqual(ALL));

  test.each([
    ['Pyright', 'reportCallIssue', 'Expected 1 positional argument'],
    ['Pyright', '', 'Import "os" is not accessed'],
    ['Pyright', 'Incompatible return type [7]', 'Expected `str` but got `int`.'],
    ['mypy', 'arg-type', 'Argument 1 to "f" has incompatible type "str"; expected "int"'],
    ['python', 'TypeError', "f() got some positional-only arguments passed as keyword arguments: 'a'"],
  ])('nothing else: %s %s: %s', (source, errorType, message) => expect(asked(source, errorType, message)).toEqual([]));

  test("Python 2's print to a stream parses, and fails when it runs", () => {
    const message = "unsupported operand type(s) for >>: 'builtin_function_or_method' and '_io.TextIOWrapper'";
    expect(asked('python', 'TypeError', message)).toEqual(['python/python2-print']);
  });
});

describe('what they measure', () => {
  test('the only plausible repair: a share near 1, ahead of the chance that none is right', () => {
    const [best] = proposals('if a = 1:\n    go()\n');
    expect(best?.variant).toBe('in-condition');
    expect(best?.features).toMatchObject({ leavesError: 0, alike: 0 });
    expect(best?.features?.['share']).toBeGreaterThan(0.5);
    expect(best?.features?.['lead']).toBeGreaterThan(0);
  });

  test('a repair that another is ahead of has a negative lead', () => {
    const [first, second] = proposals('x = foo(a b)\n');
    expect(first?.features?.['lead']).toBeGreaterThan(0);
    expect(second?.features?.['lead']).toBeLessThan(0);
  });

  test('another error further on, and like places mended along', () => {
    expect(proposals('print a\nprint b\nwhile c\n    go()\n')[0]).toMatchObject({
      variant: 'print-statement',
      features: { leavesError: 1, alike: 1 },
    });
  });
});
