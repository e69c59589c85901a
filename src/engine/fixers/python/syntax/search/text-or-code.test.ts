// No string is made of what was code, and no code of what was a string.

import { expect, test } from 'vitest';
import { best, mend, proposed } from '../../../../../../test/unit/mend';

const KNOWN = 'name = "Ann"\ncity = "Oslo"\ncount = 3\n';

test.each([
  'print("Hello " name "!")',
  'print("Hello ", name "!")',
  'print("Hello " name, "!")',
  "print('It is' count 'now')",
  'log("from " city " to " name)',
  'person = {"name": "Ann" "city": "Oslo"}',
  'd = {"a": 1, "b": 2 "c": 3}',
  'd = {"a" 1, "b": 2}',
  'pair = ["x" count, "y"]',
  'return_value = "yes" count > 2 else "no"',
  'call(key="a" other="b")',
])('code between two strings stays code: %s', (line) => {
  for (const text of [`${line}\n`, `${KNOWN}${line}\n`, `def f(name, city, count):\n    ${line}\n    return name\n`]) {
    const outside = (code: string): string => code.replace(/\\./g, '').replace(/(["'])(?:(?!\1).)*\1/g, '""');
    const words = outside(line).match(/[A-Za-z_]\w*|\d+/g) ?? [];
    for (const found of mend(text)) {
      const after = outside(found.text);
      for (const word of words) if (!found.repair.variant.startsWith('remove-')) expect(after, found.text).toContain(word);
    }
  }
});

test.each([
  ['print("Hello " name "!")', 'print("Hello ", name, "!")'],
  ['print("Hello ", name "!")', 'print("Hello ", name, "!")'],
  ['print("Total:" count, "items")', 'print("Total:", count, "items")'],
  ['person = {"name": "Ann" "city": "Oslo"}', 'person = {"name": "Ann", "city": "Oslo"}'],
  ['d = {"a": 1, "b": 2 "c": 3}', 'd = {"a": 1, "b": 2, "c": 3}'],
  ["point = {'x': count 'y': count}", "point = {'x': count, 'y': count}"],
  ['row = dict(name="Ann" city="Oslo")', 'row = dict(name="Ann", city="Oslo")'],
  ['print("big" if count > 2 "small")', 'print("big" if count > 2 else "small")'],
  ['label = "many" count > 2 else "few"', 'label = "many" if count > 2 else "few"'],
  // A string that lost its end, and ran over the code behind it.
  ['print("Hello , name, "!")', 'print("Hello ", name, "!")'],
  ['print("Hi  + name + "!")', 'print("Hi " + name + "!")'],
  ['label = "yes if count > 2 else "no"', 'label = "yes" if count > 2 else "no"'],
  ['print("Done, file=city)', 'print("Done", file=city)'],
])('%s → %s', (line, right) => {
  expect(best(`${KNOWN}${line}\n`).text).toBe(`${KNOWN}${right}\n`);
});

test.each([
  ['print("He said "hi" to me")', `print('He said "hi" to me')`],
  ['s = "She said "good morning" and left"', `s = 'She said "good morning" and left'`],
  ['html = "<a href="x.html">link</a>"', `html = '<a href="x.html">link</a>'`],
])('quotes that touch their words are quotes in a text: %s → %s', (line, right) => {
  expect(best(`${line}\n`).text).toBe(`${right}\n`);
});

test('where nothing else stands in the file the lightbulb offers the commas, too', async () => {
  const [first, ...others] = await proposed('print("Hello " name "!")\n');
  expect(first).toBe('print("Hello ", name, "!")\n');
  for (const other of others) expect(other).not.toMatch(/'Hello|\\"/);
});

test('names and constants are no text without quotes', () => {
  for (const line of ['pair = (first last)', 'same = name None', 'isinstance(x int)', 'top = max(x y, 10)'])
    for (const { text } of mend(`${line}\n`)) expect(text).not.toMatch(/["']/);
  expect(best('x = input(Enter your age)\n').text).toBe('x = input("Enter your age")\n');
});
