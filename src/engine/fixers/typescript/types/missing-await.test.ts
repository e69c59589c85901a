import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { missingAwait } from './missing-await';

const LOAD = 'interface User { name: string }\ndeclare function load(id: number): Promise<User>;\n';

test.each([
  [
    'export async function f() {\n  const user: User = load(1);\n  return user.name;\n}\n',
    'export async function f() {\n  const user: User = await load(1);\n  return user.name;\n}\n',
  ],
  [
    'export async function f() {\n  const user = load(1);\n  return user.name;\n}\n',
    'export async function f() {\n  const user = await load(1);\n  return user.name;\n}\n',
  ],
  ['export async function f() {\n  return load(1).name;\n}\n', 'export async function f() {\n  return (await load(1)).name;\n}\n'],
  ['export function f(u: User): Promise<User> {\n  return u;\n}\n', 'export async function f(u: User): Promise<User> {\n  return u;\n}\n'],
  [
    'export class A {\n  get(u: User): Promise<User> {\n    return u;\n  }\n}\n',
    'export class A {\n  async get(u: User): Promise<User> {\n    return u;\n  }\n}\n',
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(missingAwait, LOAD + before)).toBe(LOAD + after);
});

test('a function that waits without being async, told where its result does not fit', () => {
  const run = 'declare function run<T>(go: () => Promise<T>): Promise<T>;\n';
  expect(
    bestScript(missingAwait, `${LOAD}${run}export const a: () => Promise<User> = () => {\n  return await load(1);\n};\n`, { code: 2322 }),
  ).toBe(`${LOAD}${run}export const a: () => Promise<User> = async () => {\n  return await load(1);\n};\n`);
  expect(
    bestScript(
      missingAwait,
      `${LOAD}interface Job { go: () => Promise<User> }\nexport const job: Job = {\n  go: () => {\n    const user = await load(1);\n    return user;\n  },\n};\n`,
      { code: 2322 },
    ),
  ).toContain('go: async () => {');
});

test.each([
  [
    'export async function f() {\n  const names = (Promise.all([load(1)])).map((one) => one.name);\n  return names;\n}\n',
    '(Promise',
    '(await Promise',
  ],
  ['export async function f(id: number) {\n  let user;\n  user = load(id);\n  return user.name;\n}\n', '= load', '= await load'],
  [
    'class ApiPromise<T> extends Promise<T> {}\ndeclare function later(): ApiPromise<User>;\nexport async function f() {\n  const user = later();\n  return user.name;\n}\n',
    '= later',
    '= await later',
  ],
])('%j', (before, wrong, right) => {
  expect(bestScript(missingAwait, LOAD + before)).toBe(LOAD + before.replace(wrong, right));
});

heals(
  'typescript/missing-await',
  [
    [
      'async function load(): Promise<{ name: string }> { return { name: "a" }; }\nexport async function show() {\n  const user = load();\n  return user.name;\n}\n',
      'async function load(): Promise<{ name: string }> { return { name: "a" }; }\nexport async function show() {\n  const user = await load();\n  return user.name;\n}\n',
    ],
    [
      'interface User { id: number }\nconst user: User = { id: 1 };\nexport function load(): Promise<User> {\n  return user;\n}\n',
      'interface User { id: number }\nconst user: User = { id: 1 };\nexport async function load(): Promise<User> {\n  return user;\n}\n',
    ],
  ],
  [['export function size(text: string) {\n  return text.lenth;\n}\n']],
);

test.each([
  [
    'in an async function: a loop',
    'declare function save(n: number): Promise<void>;\nexport async function all(rows: number[]): Promise<void> {\n  rows.forEach((row) => {\n    await save(row);\n  });\n}\n',
    'declare function save(n: number): Promise<void>;\nexport async function all(rows: number[]): Promise<void> {\n  for (const row of rows) {\n    await save(row);\n  }\n}\n',
  ],
  [
    'in a function that does not wait: silence',
    'declare function save(n: number): Promise<void>;\nexport function all(rows: number[]): number {\n  let n = 0;\n  rows.forEach((row) => {\n    await save(row);\n    n++;\n  });\n  return n;\n}\n',
    undefined,
  ],
  [
    'in a test of a filter: silence',
    'declare function ok(n: number): Promise<boolean>;\nexport const some = (rows: number[]) => rows.filter((row) => await ok(row));\n',
    undefined,
  ],
])("an 'await' in a callback that nobody waits for, %s", (_name, text, after) => {
  expect(bestScript(missingAwait, text, { code: 1308 })).toBe(after);
});
