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
  expect(bestScript(syntaxRepair, 'declare const a: boolean, b: boolean;\nexport const c = a and b;\n')).toBe('declare const a: boolean, b: boolean;\nexport const c = a && b;\n');
});

test('quotes inside a string of the same quotes', () => {
  expect(bestScript(syntaxRepair, 'export const s = f("say "hi" now");\ndeclare function f(s: string): string;\n')).toBe('export const s = f("say \\"hi\\" now");\ndeclare function f(s: string): string;\n');
});

test('members in the brackets of a list', () => {
  expect(bestScript(syntaxRepair, "export const o = ['a': 1, 'b': 2];\n")).toBe("export const o = {'a': 1, 'b': 2};\n");
});

test('words like those of every object do no harm', () => {
  expect(bestScript(syntaxRepair, 'const o = { constructor: 1 toString: 2 };\n')).toBe('const o = { constructor: 1, toString: 2 };\n');
});
