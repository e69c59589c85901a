import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { syntaxRepair } from './syntax-repair';

const FILE = `export function describe(items: string[]): string {
  const names = items.map((item) => item.trim());
  if (names.length === 0) {
    return 'none';
  }
  console.log(names, names.length);
  return names.join(', ');
}

export const settings = {
  depth: 3,
  label: 'two',
  sizes: [1, 2, 3],
};
`;

test.each([
  ['.trim());', '.trim();'],
  ['(names.length === 0)', 'names.length === 0'],
  ['console.log(names, names', 'console.log(names names'],
  ["return 'none';\n  }", "return 'none';\n"],
  ["return 'none';", "return 'none;"],
  ["join(', ');", "join(', '));"],
  ["join(', ');", "join(, ');"],
  ['depth: 3,', 'depth: 3'],
  ['[1, 2, 3]', '[1, 2, 3'],
  ['[1, 2, 3]', '[1, 2, 3)'],
  ['[1, 2, 3]', '[1, 2, 3]]'],
  ['export function', 'export def'],
  ['export function', 'export fucntion'],
  ['export const', 'exprot const'],
  ['describe(items: string[])', 'describe(items: string[]'],
])('%j was written as %j', (right, wrong) => {
  const broken = FILE.replace(right, wrong);
  expect(broken).not.toBe(FILE);
  const mended = bestScript(syntaxRepair, broken, { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } });
  expect(mended?.replace(/\s+/g, '')).toBe(FILE.replace(/\s+/g, ''));
});

test('operators of another language', () => {
  expect(bestScript(syntaxRepair, 'declare const a: boolean, b: boolean;\nexport const c = a and b;\n')).toBe(
    'declare const a: boolean, b: boolean;\nexport const c = a && b;\n',
  );
});

test('quotes inside a string of the same quotes', () => {
  expect(bestScript(syntaxRepair, 'export const s = f("say "hi" now");\ndeclare function f(s: string): string;\n')).toBe(
    'export const s = f("say \\"hi\\" now");\ndeclare function f(s: string): string;\n',
  );
});

test('members in the brackets of a list', () => {
  expect(bestScript(syntaxRepair, "export const o = ['a': 1, 'b': 2];\n")).toBe("export const o = {'a': 1, 'b': 2};\n");
});

test('words like those of every object do no harm', () => {
  expect(bestScript(syntaxRepair, 'const o = { constructor: 1 toString: 2 };\n')).toBe('const o = { constructor: 1, toString: 2 };\n');
});

const LIB = { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } };

test.each([
  // A brace lost from a line that still holds what followed it.
  [
    'export const f = () => {\n  return 1;\n;\n\nexport const g = () => {\n  return 2;\n};\n',
    'export const f = () => {\n  return 1;\n};\n\nexport const g = () => {\n  return 2;\n};\n',
  ],
  [
    "import {\n  join,\n  sep,\n from 'path';\nexport const p = join('a', sep);\n",
    "import {\n  join,\n  sep,\n} from 'path';\nexport const p = join('a', sep);\n",
  ],
  [
    'export class A {\n  a() {\n    return 1;\n  \n\n  b() {\n    return 2;\n  }\n}\n',
    'export class A {\n  a() {\n    return 1;\n  }\n\n  b() {\n    return 2;\n  }\n}\n',
  ],
  // An opening one, by the deeper lines behind it.
  [
    'export function f(a: boolean) {\n  if (a)\n    const x = 1;\n    console.log(x);\n  }\n  return a;\n}\n',
    'export function f(a: boolean) {\n  if (a) {\n    const x = 1;\n    console.log(x);\n  }\n  return a;\n}\n',
  ],
  // Templates.
  [
    'export const a = (n: number) => [`/list/${n}/x,\n  1];\nexport const b = (n: number) => `${n}`;\n',
    'export const a = (n: number) => [`/list/${n}/x`,\n  1];\nexport const b = (n: number) => `${n}`;\n',
  ],
  [
    'export const a = (e: Error) => `failed: ${e.message`;\nexport const b = (n: number) => `got ${n}`;\n',
    'export const a = (e: Error) => `failed: ${e.message}`;\nexport const b = (n: number) => `got ${n}`;\n',
  ],
  ['export const a = (e: Error) => `failed: ${e.message.`;\n', 'export const a = (e: Error) => `failed: ${e.message}.`;\n'],
  // Quotes.
  ["export const a = 'one', b = 'two\";\n", "export const a = 'one', b = 'two';\n"],
  [
    'export type Size = "small" | "large\';\nexport const s: Size = "small";\n',
    'export type Size = "small" | "large";\nexport const s: Size = "small";\n',
  ],
  ["export type Key = 'a' | 'bb | 'cc' | 'dd';\n", "export type Key = 'a' | 'bb' | 'cc' | 'dd';\n"],
  ['export type Key = "aa" | bb" | "cc";\n', 'export type Key = "aa" | "bb" | "cc";\n'],
  // A declaration without its word, an arrow behind a type word.
  [
    'export const n = 1;\nlist: number[] = [n];\nexport default list;\n',
    'export const n = 1;\nconst list: number[] = [n];\nexport default list;\n',
  ],
  ['export const f = (a: number): void -> {\n  console.log(a);\n};\n', 'export const f = (a: number): void => {\n  console.log(a);\n};\n'],
])('%j → %j', (before, after) => {
  expect(bestScript(syntaxRepair, before, LIB)).toBe(after);
});

test('what JavaScript takes for a signature', () => {
  expect(
    bestScript(syntaxRepair, 'export const o = {\n  resolve(str; onError) {\n    return onError(str);\n  },\n};\n', {
      ...LIB,
      path: '/w/a.js',
    }),
  ).toBe('export const o = {\n  resolve(str, onError) {\n    return onError(str);\n  },\n};\n');
});
