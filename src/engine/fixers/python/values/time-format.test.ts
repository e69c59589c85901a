import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const told = (text: string, format: string): string => `ValueError: time data '${text}' does not match format '${format}'`;
const call = (format: string): string => `moment = datetime.strptime(line, "${format}")\n`;
proposes(
  [
    ['2014-12-25', '%y-%m-%d', '%Y-%m-%d'],
    ['08/08/23 21:49:22', '%m/%d/%y %I:%M:%S', '%m/%d/%y %H:%M:%S'],
    ['31/12/2024', '%m/%d/%Y', '%d/%m/%Y'],
    ['2024-01-05', '%Y/%m/%d', '%Y-%m-%d'],
    ['2024-01-05 10:20:30.125', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M:%S.%f'],
    ['5 March 2024', '%d %b %Y', '%d %B %Y'],
  ].map(
    ([text = '', format = '', right = '']) =>
      [call(format).replace('datetime.strptime', '«datetime.strptime').replace(')', ')»'), told(text, format), call(right)] as const,
  ),
);

test.each([
  ['day and month can’t be told', '10-11-2012', '%Y-%m-%d'],
  ['nothing near fits', 'yesterday', '%Y-%m-%d'],
])('%s: silence', async (_, text, format) => {
  const { all } = await tried(`moment = «datetime.strptime(line, "${format}")»\n`, told(text, format));
  expect(all.filter(({ origin }) => origin.id === 'python/time-format')).toEqual([]);
});
