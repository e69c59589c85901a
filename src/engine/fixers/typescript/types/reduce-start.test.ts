import { healsCrashes } from '../../../../../test/unit/fixer-cases';
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

const OF_NOTHING = 'TypeError: Reduce of empty array with no initial value';
const reduced = (list: string, before: string, after: string): [string, string, string] => [
  OF_NOTHING,
  `const list = ${list};\nconsole.log(list.«reduce»(${before}));\n`,
  `const list = ${list};\nconsole.log(list.reduce(${after}));\n`,
];

healsCrashes(
  'typescript/reduce-start',
  [
    reduced('[]', '(sum, one) => sum + one', '(sum, one) => sum + one, 0'),
    reduced('[]', '(sum, one) => sum + one.price * one.count', '(sum, one) => sum + one.price * one.count, 0'),
    reduced("['a'].slice(1)", '(text, one) => text + one', "(text, one) => text + one, ''"),
    reduced('[]', '(all, one) => [...all, one.id]', '(all, one) => [...all, one.id], []'),
    reduced('[]', '(all, one) => { all.push(one.id); return all; }', '(all, one) => { all.push(one.id); return all; }, []'),
    reduced('[]', '(by, one) => { by[one.id] = one; return by; }', '(by, one) => { by[one.id] = one; return by; }, {}'),
    reduced('[]', '(by, one) => ({ ...by, [one.id]: one })', '(by, one) => ({ ...by, [one.id]: one }), {}'),
  ],
  [
    [OF_NOTHING, 'const list = [];\nconsole.log(list.«reduce»((best, one) => (one > best ? one : best)));\n'],
    [OF_NOTHING, "const list = [];\nconsole.log(list.«reduce»((text, one) => text + ', ' + one));\n"],
    [OF_NOTHING, 'const list = [];\nconsole.log(list.«reduce»(Math.max));\n'],
  ],
);
