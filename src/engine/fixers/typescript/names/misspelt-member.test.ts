import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { members } from './misspelt-member';

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
  expect(bestScript(members, before)).toBe(after);
});

test('an export that is misspelt in its import', () => {
  const files = { '/w/types.ts': 'export type MongoQuery = { a: 1 };\n' };
  expect(bestScript(members, "import { MongoQury } from './types';\nexport type Q = MongoQury;\n", { files })).toBe(
    "import { MongoQuery } from './types';\nexport type Q = MongoQury;\n",
  );
});

test('the declaration is misspelt, not the use', () => {
  const before =
    'const o = { count: 0, results: 1, clearResults() {}, resetReslutsCount() {} };\nexport const results = o.results;\no.resetResultsCount();\n';
  expect(bestScript(members, before)).toBe(before.replace('Resluts', 'Results'));
});

test('a member that is simply not there', () => {
  expect(bestScript(members, 'export const n = [1].sumOfEverything();\n')).toBeUndefined();
});
