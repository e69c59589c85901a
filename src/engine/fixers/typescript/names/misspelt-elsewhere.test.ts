import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { oddOneOut } from './misspelt-elsewhere';

test('a property that is never set, because the constructor sets one that is misspelt', () => {
  const before = 'export class A {\n  columns: number[];\n  constructor() {\n    this.oclumns = [];\n  }\n}\n';
  expect(bestScript(oddOneOut, before)).toBe(before.replace('oclumns', 'columns'));
});

test('a required property that a literal has misspelt', () => {
  const before =
    "interface Ref { $ref: string; $id: number }\nexport function f(): Ref {\n  const o = { $rref: 'a', $id: 1 };\n  return o;\n}\n";
  expect(bestScript(oddOneOut, before)).toBe(before.replace('$rref', '$ref'));
});

test('a property that is missing is not made of another', () => {
  const before = 'interface P { width: number; colour: string }\nexport const p: P = { width: 1 };\n';
  expect(bestScript(oddOneOut, before)).toBeUndefined();
});

test.each([
  [
    'const errors = { first: { code: "a", text: "b" }, second: { coed: "c", text: "d" } };\nexport const f = () => [errors.first.code, errors.second.code];\n',
    'coed',
    'code',
  ],
  [
    'function walk(root: { next: number }) {\n  const stack = [{ itreator: 1, node: root }];\n  stack.push({ iterator: 2, node: root });\n  return stack.map((one) => one.iterator);\n}\nexport { walk };\n',
    'itreator',
    'iterator',
  ],
  [
    'const options = { tiemout: 1, retries: 2 };\nexport const f = () => options.timeout + options.retries;\nexport const g = () => options.timeout;\n',
    'tiemout',
    'timeout',
  ],
])('a literal is misspelt where all uses agree: %j', (before, wrong, right) => {
  expect(bestScript(oddOneOut, before)).toBe(before.replace(wrong, right));
});

test('one use against one key: the use is no less likely to be wrong', () => {
  expect(bestScript(oddOneOut, 'const options = { timeout: 1 };\nexport const f = () => options.tiemout;\n')).toBeUndefined();
});
