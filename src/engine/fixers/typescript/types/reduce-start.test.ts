import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { reduceStart } from './reduce-start';

test.each([
  [
    'export const n = (words: string[]) =>\n  words.reduce((all, w) => {\n    all[w] = (all[w] ?? 0) + 1;\n    return all;\n  }, {});\n',
    'reduce<Record<string, number>>(',
  ],
  [
    'interface Row { day: string; sum: number }\nexport const by = (rows: Row[]) =>\n  rows.reduce((all, row) => {\n    all[row.day] = row;\n    return all;\n  }, {});\n',
    'reduce<Record<string, Row>>(',
  ],
  ['export const odd = (list: number[]) => list.reduce((all, n) => (n % 2 ? [...all, n] : all), []);\n', 'reduce<number[]>('],
  [
    'export function names(list: { name: string }[]): string[] {\n  return list.reduce((all, one) => {\n    all.push(one.name);\n    return all;\n  }, []);\n}\n',
    'reduce<string[]>(',
  ],
])('%j', (text, part) => {
  expect(bestScript(reduceStart, text)).toContain(part);
});

test('not where nothing tells what is gathered', () => {
  expect(bestScript(reduceStart, 'export const f = (list: string[]) => list.reduce((all, one) => all[one], {});\n')).toBeUndefined();
});
