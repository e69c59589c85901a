// Habits of other languages, and a member, call or import in the wrong form: before and after.
import { describe, expect, test } from 'vitest';
import { bestScript, mendScript, type ScriptCase } from '../../../../../test/unit/mend-script';
import { defaultOrNamed } from '../modules/default-or-named';
import { foreignMethod } from './other-method';
import { missingCall } from '../types/missing-call';
import { members } from '../names/misspelt-member';
import { syntaxRepair } from '../syntax/syntax-repair';
import { constructors } from '../types/this-and-super';
import { names } from '../names/undefined-name';

const DOM: ScriptCase = { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } };

test.each([
  ['export const f = (x: number) -> x + 1;\n', 'export const f = (x: number) => x + 1;\n'],
  ['export const f = [1].map(x -> x + 1).map(x -> -x);\n', 'export const f = [1].map(x => x + 1).map(x => -x);\n'],
  [
    'export const f = async (x: number): Promise<number> -> {\n  return x;\n};\n',
    'export const f = async (x: number): Promise<number> => {\n  return x;\n};\n',
  ],
])('arrow: %j → %j', (before, after) => {
  const [best, ...others] = mendScript(syntaxRepair, before, DOM);
  expect(best?.text).toBe(after);
  expect(others).toEqual([]);
});

test.each([
  [
    'export function f(xs: number[]) {\n  for (const x : xs) console.log(x);\n}\n',
    'export function f(xs: number[]) {\n  for (const x of xs) console.log(x);\n}\n',
  ],
  [
    'export function f(xs: number[]) {\n  for (const x: xs) console.log(x);\n}\n',
    'export function f(xs: number[]) {\n  for (const x of xs) console.log(x);\n}\n',
  ],
  [
    'export async function f(xs: { a: number }[]) {\n  for await (const { a } : xs) console.log(a);\n}\n',
    'export async function f(xs: { a: number }[]) {\n  for await (const { a } of xs) console.log(a);\n}\n',
  ],
])('loop: %j → %j', (before, after) => {
  const [best, ...others] = mendScript(syntaxRepair, before, DOM);
  expect(best?.text).toBe(after);
  expect(others).toEqual([]);
});

test('a loop with a colon in JavaScript', () => {
  expect(
    bestScript(syntaxRepair, 'export function f(xs) {\n  for (const x : xs) g(x);\n}\nfunction g(x) {}\n', { ...DOM, path: '/w/a.js' }),
  ).toContain('for (const x of xs) g(x);');
});

test('a type in JavaScript is no loop', () => {
  expect(mendScript(syntaxRepair, 'export const x: number = 1;\n', { path: '/w/a.js', code: 8010 })).toEqual([]);
});

describe('typescript/foreign-method', () => {
  test.each([
    ['names.append("a");', 'names.push("a");'],
    ['names.size;', 'names.length;'],
    ['names.size();', 'names.length;'],
    ['names.each((n) => n.length);', 'names.forEach((n) => n.length);'],
    ['names.contains("a");', 'names.includes("a");'],
    ['seen.contains("a");', 'seen.has("a");'],
    ['seen.append("a");', 'seen.add("a");'],
    ['seen.length;', 'seen.size;'],
    ['text.lower();', 'text.toLowerCase();'],
    ['text.strip();', 'text.trim();'],
    ['prices.sum();', 'prices.reduce((a, b) => a + b, 0);'],
    ['prices.map((n) => n * 2).max();', 'Math.max(...prices.map((n) => n * 2));'],
    ['names.last();', 'names.at(-1);'],
    ['if (names.isEmpty()) names.pop();', 'if (names.length === 0) names.pop();'],
  ])('%s → %s', (before, after) => {
    const head = 'declare const names: string[], prices: number[], seen: Set<string>, text: string;\n';
    expect(bestScript(foreignMethod, `${head}${before}\nexport {};\n`)).toBe(`${head}${after}\nexport {};\n`);
  });
});

test('a type of the program itself has no words of other languages', () => {
  expect(mendScript(foreignMethod, 'class Bag { push(n: number) { return n; } }\nnew Bag().append(1);\nexport {};\n')).toEqual([]);
});

test('names have no sum', () => {
  expect(mendScript(foreignMethod, 'declare const names: string[];\nnames.sum();\nexport {};\n')).toEqual([]);
});

test('self in a class', () => {
  const text = 'export class Box {\n  items: number[] = [];\n  count() {\n    return self.items.length;\n  }\n}\n';
  expect(bestScript(constructors, text, DOM)).toBe(text.replace('self', 'this'));
  expect(mendScript(constructors, text.replace('self.items', 'self.things'), DOM)).toEqual([]);
});

describe('typescript/default-or-named', () => {
  test.each([
    ['import Client from "./client";', 'import { Client } from "./client";', 'export class Client {}\nexport const port = 1;\n'],
    [
      'import Client, { port } from "./client";',
      'import { Client, port } from "./client";',
      'export class Client {}\nexport const port = 1;\n',
    ],
    ['import { Client } from "./client";', 'import Client from "./client";', 'export default class Client {}\nexport const port = 1;\n'],
    [
      'import { Client, port } from "./client";',
      'import Client, { port } from "./client";',
      'export default class Client {}\nexport const port = 1;\n',
    ],
  ])('%s → %s', (before, after, client) => {
    expect(bestScript(defaultOrNamed, `${before}\nnew Client();\n`, { files: { '/w/client.ts': client } })).toBe(
      `${after}\nnew Client();\n`,
    );
  });
});

describe('typescript/missing-call', () => {
  test.each([
    ['for (const key of map.keys) console.log(key);', 'for (const key of map.keys()) console.log(key);'],
    ['const n: number = list.pop!;', 'const n: number = list.pop()!;'],
    ['const d = performance.now - 1;', 'const d = performance.now() - 1;'],
    ['list.sort.map((n) => n);', 'list.sort().map((n) => n);'],
    ['take(now);', 'take(now());'],
    ['export const s: string[] = ["a "].map((one) => one.trim);', 'export const s: string[] = ["a "].map((one) => one.trim());'],
  ])('%s → %s', (before, after) => {
    const head = 'declare const map: Map<string, number>, list: number[], now: () => number, take: (n: number) => void;\n';
    expect(bestScript(missingCall, `${head}${before}\nexport {};\n`, DOM)).toBe(`${head}${after}\nexport {};\n`);
  });
});

test('in plain JavaScript a parameter may be left out', () => {
  const text =
    'export class Scopes {\n  current(strict) {\n    return { strict, depth: 1 };\n  }\n  depth() {\n    return this.current.depth;\n  }\n}\n';
  expect(bestScript(missingCall, text, { path: '/w/a.js', options: { checkJs: true, noImplicitAny: false } })).toBe(
    text.replace('this.current.depth', 'this.current().depth'),
  );
});

test('a method handed on under the name of another language', () => {
  const text = 'export const has = WeakSet.prototype.contains.bind(new WeakSet());\n';
  expect(bestScript(foreignMethod, text)).toBe(text.replace('contains', 'has'));
});

test('a function that wants arguments is not called without', () => {
  expect(mendScript(missingCall, 'declare const f: (a: string) => number;\nexport const n: number = f;\n')).toEqual([]);
});

test('the variable got the function instead of its result', () => {
  const text = 'declare const map: Map<string, number>;\nconst keys = map.keys;\nexport const all = [...keys];\n';
  expect(bestScript(missingCall, text)).toBe(text.replace('map.keys', 'map.keys()'));
});

test('a function with members of its own is not called for one more', () => {
  expect(mendScript(missingCall, 'function f() { return JSON.parse("1"); }\nf.cache = 1;\nexport const n = f.cahce;\n')).toEqual([]);
});

test('self in a constructor', () => {
  const text = 'export class Box {\n  items: number[];\n  constructor(items: number[]) {\n    self.items = items;\n  }\n}\n';
  expect(bestScript(constructors, text, { ...DOM, code: 2564 })).toBe(text.replace('self', 'this'));
});

test.each([
  ['const list = [1];\nlistpush(2);\nexport {};\n', 'listpush', 'list.push'],
  ['export const keys = Objectkeys({});\n', 'Objectkeys', 'Object.keys'],
  ['namespace Box { export interface Item { a: number } }\nexport type One = BoxItem;\n', 'BoxItem', 'Box.Item'],
  ['export class Box {\n  items = [1];\n  count() {\n    return thisitems.length;\n  }\n}\n', 'thisitems', 'this.items'],
])('a dot is missing: %j', (before, wrong, right) => {
  expect(bestScript(names, before)).toBe(before.replace(wrong, right));
});

test('a dot is missing between members', () => {
  const text = 'export class Box {\n  items = [1];\n  add() {\n    this.itemspush(2);\n  }\n}\n';
  expect(bestScript(members, text)).toBe(text.replace('itemspush', 'items.push'));
});

test('a member behind a call', () => {
  const text = 'export const a = Object.entries({})filter((x) => x);\n';
  expect(bestScript(syntaxRepair, text)).toBe(text.replace(')filter', ').filter'));
});

test('the import is misspelt where its module can not be seen, or exports the name that is used', () => {
  const text = 'import { Clinet } from "./client";\nexport class Mine extends Client {}\n';
  const swapped = 'import { Client } from "./client";\nexport class Mine extends Clinet {}\n';
  expect(bestScript(names, swapped)).toBe(swapped.replace('Clinet', 'Client'));
  expect(bestScript(names, text)).toBe(text.replace('Clinet', 'Client'));
  expect(bestScript(names, text, { files: { '/w/client.ts': 'export class Client {}\n' } })).toBe(text.replace('Clinet', 'Client'));
  expect(bestScript(names, text, { files: { '/w/client.ts': 'export class Clinet {}\n' } })).toBe(
    text.replace('extends Client', 'extends Clinet'),
  );
});

test('no import from a file that is not there, where the others are', () => {
  const text = 'import { readRow } from "./read_row";\nreadRow(writeRow());\n';
  expect(bestScript(names, text)).toContain('import { writeRow } from "./write_row";');
  expect(
    mendScript(names, text, { code: 2304, files: { '/w/read_row.ts': 'export const readRow = (n: number) => n;\n' } }).filter((one) =>
      one.text.includes('write_row'),
    ),
  ).toEqual([]);
});

test('an import of a type alone, where the file writes so', () => {
  const text = 'import type { Row } from "./row";\nexport const f = (row: Row, cell: Cell) => [row, cell];\n';
  const files = { '/w/row.ts': 'export interface Row { a: number }\n', '/w/cell.ts': 'export interface Cell { b: number }\n' };
  expect(bestScript(names, text, { files })).toContain('import type { Cell } from "./cell";');
});

test.each([
  [
    'const keys = new Map<string, number>().keys!;\nexport const k = [...keys];\n',
    'const keys = new Map<string, number>().keys()!;\nexport const k = [...keys];\n',
  ],
  [
    'class Env { static pair() { return ["a", "b"] as const; } }\nexport const [a, b] = Env.pair;\n',
    'class Env { static pair() { return ["a", "b"] as const; } }\nexport const [a, b] = Env.pair();\n',
  ],
  [
    'declare function config(): { depth?: number };\ndeclare function use(c: { depth?: number }): void;\nuse(config);\n',
    'declare function config(): { depth?: number };\ndeclare function use(c: { depth?: number }): void;\nuse(config());\n',
  ],
])('a result taken from its function: %j', (before, after) => {
  expect(bestScript(missingCall, before)).toBe(after);
});

test('places stay right after another rule has tried its texts', async () => {
  // A rule before this one proves other texts of the same file: what this one sees must still be the text itself.
  const { healed } = await import('../../../../../test/unit/heal-script');
  const before =
    'class Steps {\n  #steps: string[] = [];\n  values(): IterableIterator<string> {\n    return this.#steps.values;\n  }\n}\nexport const s = new Steps();\n';
  expect((await healed(before, { code: 2322 })).after).toBe(before.replace('.values;', '.values();'));
});

test.each([
  [
    'export function f(token: any) {\n  const t = tokenvalue;\n  return t + token.other.value;\n}\n',
    'export function f(token: any) {\n  const t = token.value;\n  return t + token.other.value;\n}\n',
  ],
  ['export const b = Bufferfrom("a");\n', 'export const b = Buffer.from("a");\n'],
])('a lost dot before a member that only the file speaks of: %j', (before, after) => {
  expect(bestScript(names, before)).toBe(after);
});

test('a parameter given to itself is the property', () => {
  const before =
    'export class A {\n  private name: string;\n  constructor(name: string) {\n    name = name;\n  }\n  get() { return this.name; }\n}\n';
  expect(bestScript(constructors, before, { code: 2564 })).toBe(before.replace('name = name', 'this.name = name'));
});
