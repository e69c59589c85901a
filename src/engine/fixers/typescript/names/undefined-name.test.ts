import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript, mendScript } from '../../../../../test/unit/mend-script';
import { undefinedName } from './undefined-name';

test.each([
  ['const length = 3;\nfor (let i = 0; i < lenght; i++) {}\n', 'const length = 3;\nfor (let i = 0; i < length; i++) {}\n'],
  ['const x = Mat.max(1, 2);\n', 'const x = Math.max(1, 2);\n'],
  ['export const total: nubmer = 1;\n', 'export const total: number = 1;\n'],
  [
    'class A {\n  size = 1;\n  grow() {\n    return size + 1;\n  }\n}\n',
    'class A {\n  size = 1;\n  grow() {\n    return this.size + 1;\n  }\n}\n',
  ],
  [
    'export function f(a: number[]) {\n  for (item of a) use(item);\n}\ndeclare function use(x: number): void;\n',
    'export function f(a: number[]) {\n  for (const item of a) use(item);\n}\ndeclare function use(x: number): void;\n',
  ],
  [
    'export function f() {\n  total = 0;\n  total += 1;\n  return total;\n}\n',
    'export function f() {\n  let total = 0;\n  total += 1;\n  return total;\n}\n',
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(undefinedName, before)).toBe(after);
});

test('a name that another file exports is imported, in the style of the imports that are there', () => {
  const files = { '/w/sum.ts': 'export function addAll(...n: number[]) { return n.length; }\nexport const zero = 0;\n' };
  expect(bestScript(undefinedName, "import { zero } from './sum';\nexport const x = addAll(zero);\n", { files })).toBe(
    "import { addAll, zero } from './sum';\nexport const x = addAll(zero);\n",
  );
  expect(bestScript(undefinedName, 'export const x = addAll(1, 2);\n', { files })).toMatch(/^import \{ addAll \} from ["']\.\/sum["'];\n/);
});

test('an exported name is imported, though another is near in letters', () => {
  const files = { '/w/sum.ts': 'export function addAll(...n: number[]) { return n.length; }\n' };
  expect(bestScript(undefinedName, 'const addAl = 1;\nexport const x = addAll(addAl);\n', { files })).toMatch(/^import \{ addAll \}/);
});

test('a module of Node is imported as the others are', () => {
  expect(
    bestScript(undefinedName, "const os = require('node:os');\nexports.x = fs.readFileSync(os.tmpdir());\n", {
      path: '/w/a.js',
      reported: { errorType: 'TS2304', message: "Cannot find name 'fs'.", at: 'fs' },
    }),
  ).toBe("const os = require('node:os');\nconst fs = require('node:fs');\nexports.x = fs.readFileSync(os.tmpdir());\n");
});

test('nothing near: nothing offered', () => {
  expect(bestScript(undefinedName, 'export const x = somethingQuiteUnknown(1);\n')).toBeUndefined();
});

test.each([
  'export function f(amount: number) {\n  amount += amont;\n  return amount;\n}\n',
  'export const f = (total: number) => total === totl;\n',
])('the same on both sides says nothing: %j', (before) => {
  expect(bestScript(undefinedName, before)).toBeUndefined();
});

test("V8's words are understood, too", () => {
  const reported = { errorType: 'ReferenceError', message: 'totl is not defined', at: 'console' };
  expect(bestScript(undefinedName, 'const total = 1;\nconsole.log(totl);\n', { path: '/w/a.js', reported })).toBe(
    'const total = 1;\nconsole.log(total);\n',
  );
});

test.each([
  ['const list = [1];\nlistpush(2);\nexport {};\n', 'listpush', 'list.push'],
  ['export const keys = Objectkeys({});\n', 'Objectkeys', 'Object.keys'],
  ['namespace Box { export interface Item { a: number } }\nexport type One = BoxItem;\n', 'BoxItem', 'Box.Item'],
  ['export class Box {\n  items = [1];\n  count() {\n    return thisitems.length;\n  }\n}\n', 'thisitems', 'this.items'],
])('a dot is missing: %j', (before, wrong, right) => {
  expect(bestScript(undefinedName, before)).toBe(before.replace(wrong, right));
});

test('the import is misspelt where its module can not be seen, or exports the name that is used', () => {
  const text = 'import { Clinet } from "./client";\nexport class Mine extends Client {}\n';
  const swapped = 'import { Client } from "./client";\nexport class Mine extends Clinet {}\n';
  expect(bestScript(undefinedName, swapped)).toBe(swapped.replace('Clinet', 'Client'));
  expect(bestScript(undefinedName, text)).toBe(text.replace('Clinet', 'Client'));
  expect(bestScript(undefinedName, text, { files: { '/w/client.ts': 'export class Client {}\n' } })).toBe(text.replace('Clinet', 'Client'));
  expect(bestScript(undefinedName, text, { files: { '/w/client.ts': 'export class Clinet {}\n' } })).toBe(
    text.replace('extends Client', 'extends Clinet'),
  );
});

test('no import from a file that is not there, where the others are', () => {
  const text = 'import { readRow } from "./read_row";\nreadRow(writeRow());\n';
  expect(bestScript(undefinedName, text)).toContain('import { writeRow } from "./write_row";');
  expect(
    mendScript(undefinedName, text, { code: 2304, files: { '/w/read_row.ts': 'export const readRow = (n: number) => n;\n' } }).filter(
      (one) => one.text.includes('write_row'),
    ),
  ).toEqual([]);
});

test('an import of a type alone, where the file writes so', () => {
  const text = 'import type { Row } from "./row";\nexport const f = (row: Row, cell: Cell) => [row, cell];\n';
  const files = { '/w/row.ts': 'export interface Row { a: number }\n', '/w/cell.ts': 'export interface Cell { b: number }\n' };
  expect(bestScript(undefinedName, text, { files })).toContain('import type { Cell } from "./cell";');
});

test.each([
  [
    'export function f(token: any) {\n  const t = tokenvalue;\n  return t + token.other.value;\n}\n',
    'export function f(token: any) {\n  const t = token.value;\n  return t + token.other.value;\n}\n',
  ],
  ['export const b = Bufferfrom("a");\n', 'export const b = Buffer.from("a");\n'],
  // An import that can't be looked into, where nothing else is so near.
  [
    'import { RequestBuilder } from "far-away";\nexport const made = RequestBuilderaddHeader("a");\n',
    'import { RequestBuilder } from "far-away";\nexport const made = RequestBuilder.addHeader("a");\n',
  ],
])('a lost dot before a member that only the file speaks of: %j', (before, after) => {
  expect(bestScript(undefinedName, before)).toBe(after);
});

heals(
  'typescript/undefined-name',
  [
    [
      'export function total(prices: number[]) {\n  let amount = 0;\n  for (const price of prices) amuont += price;\n  return amount;\n}\n',
      'export function total(prices: number[]) {\n  let amount = 0;\n  for (const price of prices) amount += price;\n  return amount;\n}\n',
    ],
    [
      'export class Counter {\n  private count = 0;\n  next() {\n    return ++count;\n  }\n}\n',
      'export class Counter {\n  private count = 0;\n  next() {\n    return ++this.count;\n  }\n}\n',
    ],
    [
      'export const n = sum(1, 2);\n',
      'import { sum } from "./sums";\n\nexport const n = sum(1, 2);\n',
      { files: { 'sums.ts': 'export function sum(a: number, b: number) { return a + b; }\n' } },
    ],
  ],
  [['export function f() {\n  return zebra;\n}\n']],
);
