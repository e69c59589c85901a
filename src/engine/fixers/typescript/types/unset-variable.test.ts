import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { unsetVariable } from './unset-variable';

test.each([
  ['export function f(x: string) {\n  let all: string[];\n  all.push(x);\n  return all;\n}\n', 'let all: string[] = [];'],
  [
    'export function f(list: number[]) {\n  let sum: number;\n  for (const n of list) sum += n;\n  return sum;\n}\n',
    'let sum: number = 0;',
  ],
  ["export function f(x: string) {\n  let row: string;\n  row += x + ',';\n  return row;\n}\n", "let row: string = '';"],
  ['export function f(x: string) {\n  let seen: Set<string>;\n  seen.add(x);\n  return seen;\n}\n', 'let seen: Set<string> = new Set();'],
])('%j', (text, part) => {
  expect(bestScript(unsetVariable, text)).toContain(part);
});

test.each([
  'export function f(x: number) {\n  let n: number;\n  if (x > 1) n = 2;\n  return n;\n}\n',
  'export function f(list: number[]) {\n  let product: number;\n  for (const n of list) product *= n;\n  return product;\n}\n',
])('not: %j', (text) => {
  expect(bestScript(unsetVariable, text)).toBeUndefined();
});
