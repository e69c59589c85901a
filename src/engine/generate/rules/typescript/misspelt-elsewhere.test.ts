import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { oddOneOut } from './misspelt-elsewhere';

test('a property that is never set, because the constructor sets one that is misspelt', () => {
  const before = 'export class A {\n  columns: number[];\n  constructor() {\n    this.oclumns = [];\n  }\n}\n';
  expect(bestScript(oddOneOut, before)).toBe(before.replace('oclumns', 'columns'));
});

test('a required property that a literal has misspelt', () => {
  const before = "interface Ref { $ref: string; $id: number }\nexport function f(): Ref {\n  const o = { $rref: 'a', $id: 1 };\n  return o;\n}\n";
  expect(bestScript(oddOneOut, before)).toBe(before.replace('$rref', '$ref'));
});

test('a property that is missing is not made of another', () => {
  const before = 'interface P { width: number; colour: string }\nexport const p: P = { width: 1 };\n';
  expect(bestScript(oddOneOut, before)).toBeUndefined();
});
