// Tracebacks in rich's boxes: chained, with values, with paths and messages over several lines.

import { expect, test } from 'vitest';
import { detectText } from '../detect';

const CWD = '/home/ada/shop';
const find = (text: string) => detectText(text, { cwd: CWD, roots: [CWD], origin: 'terminal' });
const brief = (text: string): string[] =>
  find(text).map((p) => {
    const { start, end } = p.location.range;
    return `${p.errorType}: ${p.message} @ ${p.location.path.slice(CWD.length + 1)}:${start.line + 1}:${start.character}-${end.character}`;
  });

const boxed = (lines: readonly string[]): string =>
  [
    '╭───────────────────── Traceback (most recent call last) ──────────────────────╮',
    ...lines.map((line) => `│ ${line.padEnd(76)} │`),
    '╰──────────────────────────────────────────────────────────────────────────────╯',
  ].join('\n');

const CAUSE = boxed([
  '/home/ada/shop/stock.py:14 in count',
  '',
  '  12 def count(rows):',
  '  13 │   for row in rows:',
  '❱ 14 │   │   total += row["amout"]',
  '  15 │   return total',
  '',
  '╭─ locals ──╮',
  '│ rows = [] │',
  '╰───────────╯',
]);

test('one in a box, in the output of a program', () => {
  expect(brief(`starting\n${CAUSE}\nKeyError: 'amout'\ndone\n`)).toEqual([`KeyError: 'amout' @ stock.py:14:8-29`]);
  expect(find(`${CAUSE}\nKeyError: 'amout'\n`)[0]?.frames[0]).toMatchObject({
    name: 'count',
    code: '        total += row["amout"]',
    own: true,
  });
});

test('a cause, a path over two lines, a message over two lines', () => {
  const text = `${CAUSE}
KeyError: 'amout'

The above exception was the direct cause of the following exception:

${boxed(['/home/ada/shop/a folder with a very long name for its path/', 'main.py:3 in <module>', '', '  2', '❱ 3 main()', ''])}
ValueError: the file of the stock could not be read because one of its rows has 
no amount in it
`;
  const [problem] = find(text);
  expect(problem?.message).toBe('the file of the stock could not be read because one of its rows has no amount in it');
  expect(problem?.causes.map((cause) => cause.errorType)).toEqual(['KeyError']);
});

test('without signs for boxes', () => {
  const text = CAUSE.replace(/[╭╮╰╯]/g, '+')
    .replace(/─/g, '-')
    .replaceAll('❱', '>')
    .replaceAll('│', '|');
  expect(brief(`${text}\nKeyError: 'amout'\n`)).toEqual([`KeyError: 'amout' @ stock.py:14:8-29`]);
});

test('no traceback: another box, one that does not end, one without a place', () => {
  expect(brief('╭─ Error ─────────╮\n│ No such option. │\n╰─────────────────╯\nNameError: no\n')).toEqual([]);
  expect(brief(`${CAUSE.split('\n').slice(0, 4).join('\n')}\nplain text\nKeyError: 'amout'\n`)).toEqual([]);
  expect(brief(`${boxed(['nothing here'])}\nKeyError: 'amout'\n`)).toEqual([]);
});
