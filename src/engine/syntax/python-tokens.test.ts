import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, lexAll, lexBetween, lexLine, lexPart } from './python-tokens';

const words = (text: string): string[][] => lexAll(text).map((line) => line.tokens.map((token) => token.text));

test('brackets and backslashes join lines, comments and blank lines vanish', () => {
  expect(words('x = (1, # one\n     2)\n\n# note\ny = a \\\n  + b\n')).toEqual([
    ['x', '=', '(', '1', ',', '2', ')'],
    ['y', '=', 'a', '+', 'b'],
  ]);
});

test('strings: prefixes, triple quotes, escapes', () => {
  expect(words(`s = rb'\\'' + f"{a!r:>{w}}" + """a\n"b" c"""\n`)).toEqual([
    ['s', '=', `rb'\\''`, '+', 'f"{a!r:>{w}}"', '+', '"""a\n"b" c"""'],
  ]);
});

test.each([
  ["x = 'a\n", 'unterminated-string', 4],
  ['x = """a\n', 'unterminated-triple', 4],
  ['x = (1\n', 'unclosed-bracket', 4],
  ['x = 1)\n', 'unmatched-bracket', 5],
  ['x = (1]\n', 'mismatched-bracket', 6],
  ['x = 1st\n', 'bad-number', 4],
  ['x = 012\n', 'bad-number', 4],
  ['x = “a”\n', 'bad-character', 4],
  ['x = a \\ b\n', 'bad-continuation', 6],
])('%j has %s', (text, kind, at) => {
  expect(lexAll(text)[0]?.fault).toEqual({ kind, at });
});

test('a form feed sets the column back; tabs count eight or one', () => {
  expect([columns('\t  '), columns('  \t'), columns('  \f ')]).toEqual([
    { wide: 10, narrow: 3 },
    { wide: 8, narrow: 3 },
    { wide: 1, narrow: 1 },
  ]);
});

test('any text: it ends, and every token is where it says', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...(`ab1 \n\t\r\\'"#()[]{}:=.,fr\u00a0é😀`.match(/./gsu) ?? [])), maxLength: 60 }),
      (text) => {
        let at = 0;
        for (const line of lexAll(text)) {
          expect(line.next).toBeGreaterThan(line.start);
          for (const token of line.tokens) {
            expect(token.start).toBeGreaterThanOrEqual(at);
            expect(text.slice(token.start, token.end)).toBe(token.text);
            expect(token.text.length).toBeGreaterThan(0);
            at = token.end;
          }
        }
      },
    ),
  );
});

const WILD = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      '1',
      ' ',
      '\n',
      '\t',
      '\r',
      '\\',
      "'",
      '"',
      '#',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ':',
      '=',
      '.',
      ',',
      'f',
      'r',
      'é',
      '😀',
      '"""',
      "f'''{",
      'def ',
      'x = 1\n',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

test('a line is the same whatever stands behind what it has read', () => {
  fc.assert(
    fc.property(WILD, WILD, (text, other) => {
      for (const line of lexAll(text))
        if (line.read <= text.length) expect(lexLine(text.slice(0, line.read) + other, line.start)).toEqual(lexLine(text, line.start));
    }),
    { numRuns: 400 },
  );
});

test('a text in parts is read as a whole', () => {
  fc.assert(
    fc.property(WILD, fc.nat(60), fc.nat(60), (text, from, until) => {
      const at = Math.min(from, text.length);
      const rest = text.slice(at);
      expect(lexPart(text, at, 3)).toEqual(lexLine(rest, 0));
      expect(lexBetween(text, at, at + until)).toEqual(lexAll(rest).filter((line) => line.start < until));
    }),
    { numRuns: 400 },
  );
});
