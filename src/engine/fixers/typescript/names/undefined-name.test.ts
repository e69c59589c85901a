import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { names } from './undefined-name';

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
  expect(bestScript(names, before)).toBe(after);
});

test('a name that another file exports is imported, in the style of the imports that are there', () => {
  const files = { '/w/sum.ts': 'export function addAll(...n: number[]) { return n.length; }\nexport const zero = 0;\n' };
  expect(bestScript(names, "import { zero } from './sum';\nexport const x = addAll(zero);\n", { files })).toBe(
    "import { addAll, zero } from './sum';\nexport const x = addAll(zero);\n",
  );
  expect(bestScript(names, 'export const x = addAll(1, 2);\n', { files })).toMatch(/^import \{ addAll \} from ["']\.\/sum["'];\n/);
});

test('an exported name is imported, though another is near in letters', () => {
  const files = { '/w/sum.ts': 'export function addAll(...n: number[]) { return n.length; }\n' };
  expect(bestScript(names, 'const addAl = 1;\nexport const x = addAll(addAl);\n', { files })).toMatch(/^import \{ addAll \}/);
});

test('a module of Node is imported as the others are', () => {
  expect(
    bestScript(names, "const os = require('node:os');\nexports.x = fs.readFileSync(os.tmpdir());\n", {
      path: '/w/a.js',
      reported: { errorType: 'TS2304', message: "Cannot find name 'fs'.", at: 'fs' },
    }),
  ).toBe("const os = require('node:os');\nconst fs = require('node:fs');\nexports.x = fs.readFileSync(os.tmpdir());\n");
});

test('nothing near: nothing offered', () => {
  expect(bestScript(names, 'export const x = somethingQuiteUnknown(1);\n')).toBeUndefined();
});

test("V8's words are understood, too", () => {
  const reported = { errorType: 'ReferenceError', message: 'totl is not defined', at: 'console' };
  expect(bestScript(names, 'const total = 1;\nconsole.log(totl);\n', { path: '/w/a.js', reported })).toBe(
    'const total = 1;\nconsole.log(total);\n',
  );
});
