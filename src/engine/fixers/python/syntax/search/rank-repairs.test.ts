import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstFault, PythonScan } from '../../../../syntax/python-parser';
import { shiftOffset } from '../../../../syntax/edits';
import { mend } from '../../../../../../test/unit/mend';

test('equal edits of several mistakes are one repair, with its share', () => {
  const found = mend('if a = 1:\n    go()\n');
  expect(new Set(found.map((one) => one.text)).size).toBe(found.length);
  expect(found[0]?.repair.mistakes).toContain('python/equality');
  expect(found.reduce((sum, one) => sum + one.repair.share, 0)).toBeLessThanOrEqual(1);
});

test('an error further on is left, and said', () => {
  const [first] = mend('if a\n    go()\nwhile b\n    stop()\n');
  expect([first?.text, first?.repair.leaves]).toEqual(['if a:\n    go()\nwhile b\n    stop()\n', 'next']);
});

test('two slips on one line', () => {
  expect(mend('if x = foo(1\n    go()\n')[0]?.text).toBe('if x == foo(1):\n    go()\n');
});

test('the statement is never thrown away', () => {
  for (const { text } of mend('x = 1\ny = = )(\nz = 3\n')) expect(text).toMatch(/y/);
});

test('words that every object has are words like others', () => {
  expect(mend('x.constructor(1))\ntoString = hasOwnProperty\n')[0]?.text).toBe('x.constructor(1)\ntoString = hasOwnProperty\n');
});

test('line ends, tabs and text beyond the BMP stay', () => {
  expect(mend('s = "😀"\r\nif s\r\n\tgo()\r\n')[0]?.text).toBe('s = "😀"\r\nif s:\r\n\tgo()\r\n');
});

const library = (() => {
  try {
    return execFileSync('python3', ['-c', 'import os; print(os.path.dirname(os.__file__))'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
})();

test.skipIf(!library)('random edits of real files: no crash, and no repair that stops the parser earlier', () => {
  const texts = ['textwrap.py', 'bisect.py', 'heapq.py', 'queue.py', 'shlex.py', 'this.py'].map((name) =>
    fs.readFileSync(path.join(library ?? '', name), 'utf8'),
  );
  const junk = fc.constantFrom(
    '(',
    ')',
    '[',
    '}',
    ':',
    ',',
    '"',
    "'",
    '"""',
    '\n',
    '    ',
    '\t',
    '=',
    '\\',
    '#',
    'def ',
    'else',
    '\u00a0',
    '\0',
    '😀',
  );
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(4), fc.oneof(junk, fc.constant('')), (text, seed, length, put) => {
      const at = seed % text.length;
      const broken = text.slice(0, at) + put + text.slice(Math.min(text.length, at + length));
      const before = firstFault(broken);
      if (!before) return;
      for (const { text: after, repair } of mend(broken)) {
        const left = new PythonScan(after).fault;
        if (repair.leaves === 'nothing') expect(left).toBeUndefined();
        else if (left)
          expect(left.reach).toBeGreaterThan(
            shiftOffset(
              before.reach,
              repair.edits.filter((edit) => edit.end <= before.reach),
            ) - 1,
          );
      }
    }),
    { numRuns: 60 },
  );
});
