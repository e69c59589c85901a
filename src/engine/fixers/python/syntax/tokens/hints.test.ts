// A comparison, a condition or a connective is put in only where something around the place hints at one.

import { expect, test } from 'vitest';
import { best, mend } from '../../../../../../test/unit/mend';

const KNOWN = 'x = 4\ny = 5\nname = "a"\nitems = [x, y]\n';

test.each([
  'pair = [x y]',
  'row = [name, "text", 3 name]',
  'print("a" name)',
  'found = name items',
  'joined = ", ".join([x y])',
  'total = x y',
])('nothing hints at a comparison: %s', (line) => {
  for (const { text } of mend(`${KNOWN}${line}\n`)) expect(text.split('\n')[4]).not.toMatch(/\b(?:in|is|and|or|not|if|else)\b|[<>]|==/);
});

test('one word of a conditional is not made another', () => {
  for (const line of ['value = x if y', 'print(x if y)', 'a = [x if y for x in items]'])
    for (const { text } of mend(`${KNOWN}${line}\n`)) expect(text.split('\n')[4]).not.toMatch(/x (?:in|is|or|and) y/);
});

test.each([
  ['value = x if y name', 'value = x if y else name'],
  ['value = x y else name', 'value = x if y else name'],
  ['for key, value enumerate(items):\n    print(key)', 'for key, value in enumerate(items):\n    print(key)'],
  ['if name not items:\n    print(x)', 'if name not in items:\n    print(x)'],
  ['ok = x > 3 y < 9', 'ok = x > 3 and y < 9'],
  ['assert x > 3 "too small"', 'assert x > 3, "too small"'],
  ['pair = [x y]', 'pair = [x, y]'],
  ['print(x, y "!")', 'print(x, y, "!")'],
])('%s → %s', (line, right) => {
  expect(best(`${KNOWN}${line}\n`).text).toBe(`${KNOWN}${right}\n`);
});
