import { expect, test } from 'vitest';
import { heals, healsCrashes } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { misspeltMember } from './misspelt-member';

test.each([
  ["export const n = 'abc'.lenght;\n", "export const n = 'abc'.length;\n"],
  [
    'interface O { resumeAfter?: number }\nexport function f(o: O) {\n  o.resumeAftre = 1;\n}\n',
    'interface O { resumeAfter?: number }\nexport function f(o: O) {\n  o.resumeAfter = 1;\n}\n',
  ],
  [
    'interface O { accessToken: string }\nexport const o: O = { accesToken: "x" };\n',
    'interface O { accessToken: string }\nexport const o: O = { accessToken: "x" };\n',
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(misspeltMember, before)).toBe(after);
});

test('an export that is misspelt in its import', () => {
  const files = { '/w/types.ts': 'export type MongoQuery = { a: 1 };\n' };
  expect(bestScript(misspeltMember, "import { MongoQury } from './types';\nexport type Q = MongoQury;\n", { files })).toBe(
    "import { MongoQuery } from './types';\nexport type Q = MongoQuery;\n",
  );
});

test('the declaration is misspelt, not the use', () => {
  const before =
    'const o = { count: 0, results: 1, clearResults() {}, resetReslutsCount() {} };\nexport const results = o.results;\no.resetResultsCount();\n';
  expect(bestScript(misspeltMember, before)).toBe(before.replace('Resluts', 'Results'));
});

test('a member that is simply not there', () => {
  expect(bestScript(misspeltMember, 'export const n = [1].sumOfEverything();\n')).toBeUndefined();
});

test('a dot is missing between members', () => {
  const text = 'export class Box {\n  items = [1];\n  add() {\n    this.itemspush(2);\n  }\n}\n';
  expect(bestScript(misspeltMember, text)).toBe(text.replace('itemspush', 'items.push'));
});

heals(
  'typescript/misspelt-member',
  [
    ['export const n = [1, 2].lenght;\n', 'export const n = [1, 2].length;\n'],
    [
      'interface Options { timeout: number; retries: number }\nexport const o: Options = { timeuot: 1, retries: 2 };\n',
      'interface Options { timeout: number; retries: number }\nexport const o: Options = { timeout: 1, retries: 2 };\n',
    ],
    [
      'const list = [3, 1];\n«list.srot()»;\nexport default list;\n',
      'const list = [3, 1];\nlist.sort();\nexport default list;\n',
      { name: 'main.js', crash: 'TypeError: list.srot is not a function' },
    ],
  ],
  [['export const n = { a: 1 }.quantity;\n']],
);

healsCrashes(
  'typescript/misspelt-member',
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'city')",
      "const user = { name: 'Ada', address: { city: 'London' } };\nconsole.log(user.adress.«city»);\n",
      "const user = { name: 'Ada', address: { city: 'London' } };\nconsole.log(user.address.city);\n",
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'city')",
      "function show(u) {\n  return u.addres.«city»;\n}\nconsole.log(show({ name: 'Ada', address: { city: 'London' } }));\n",
      "function show(u) {\n  return u.address.city;\n}\nconsole.log(show({ name: 'Ada', address: { city: 'London' } }));\n",
    ],
  ],
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'city')",
      "function show(u) {\n  return u.address.«city»;\n}\nconsole.log(show({ name: 'Ada', address: undefined }));\n",
    ],
    ["TypeError: Cannot read properties of undefined (reading 'city')", 'export function show(u) {\n  return u.address.«city»;\n}\n'],
  ],
);

test.each([
  [
    'everywhere: the import and its uses',
    "import { sumRow } from './b';\nexport const all = sumRow([1]) + sumRow([2]);\n",
    "import { sumRows } from './b';\nexport const all = sumRows([1]) + sumRows([2]);\n",
  ],
  [
    'in the import only',
    "import { sumRow } from './b';\nexport const all = sumRows([1]);\n",
    "import { sumRows } from './b';\nexport const all = sumRows([1]);\n",
  ],
])('an import that is misspelt %s', (_name, text, after) => {
  const files = { '/w/b.ts': 'export const sumRows = (rows: number[]): number => rows.length;\n' };
  expect(bestScript(misspeltMember, text, { files })).toBe(after);
});
