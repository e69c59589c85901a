import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { misspeltElsewhere } from './misspelt-elsewhere';

test('a property that is never set, because the constructor sets one that is misspelt', () => {
  const before = 'export class A {\n  columns: number[];\n  constructor() {\n    this.oclumns = [];\n  }\n}\n';
  expect(bestScript(misspeltElsewhere, before)).toBe(before.replace('oclumns', 'columns'));
});

test('a required property that a literal has misspelt', () => {
  const before =
    "interface Ref { $ref: string; $id: number }\nexport function f(): Ref {\n  const o = { $rref: 'a', $id: 1 };\n  return o;\n}\n";
  expect(bestScript(misspeltElsewhere, before)).toBe(before.replace('$rref', '$ref'));
});

test('a property that is missing is not made of another', () => {
  const before = 'interface P { width: number; colour: string }\nexport const p: P = { width: 1 };\n';
  expect(bestScript(misspeltElsewhere, before)).toBeUndefined();
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
  expect(bestScript(misspeltElsewhere, before)).toBe(before.replace(wrong, right));
});

test('one use against one key: the use is no less likely to be wrong', () => {
  expect(bestScript(misspeltElsewhere, 'const options = { timeout: 1 };\nexport const f = () => options.tiemout;\n')).toBeUndefined();
});

heals(
  'typescript/misspelt-elsewhere',
  [
    [
      'interface Size { width: number; height: number }\nconst both = { widht: 1, height: 2 };\nexport const size: Size = both;\n',
      'interface Size { width: number; height: number }\nconst both = { width: 1, height: 2 };\nexport const size: Size = both;\n',
    ],
    [
      'interface Person { name: string; street: string }\nfunction greet(p: Person) { return p.name + p.street; }\nconst ada = { name: "Ada", steet: "Lane" };\nexport const hello = greet(ada);\n',
      'interface Person { name: string; street: string }\nfunction greet(p: Person) { return p.name + p.street; }\nconst ada = { name: "Ada", street: "Lane" };\nexport const hello = greet(ada);\n',
    ],
  ],
  [
    ['interface Size { width: number; height: number }\nconst both = { height: 2 };\nexport const size: Size = both;\n'],
    // A member of the language's own is no slip of another one.
    [
      'export function swap(l: number[]): number[] {\n  const sorted = [...l].sort();\n  return l.map((n, i) => (i % 3 === 0 ? sorted.shift() : n));\n}\n',
    ],
    // What is waited for was made elsewhere: the literal beside it is right.
    [
      'declare const seen: { get(): Promise<{ Secret: string }> };\nexport async function load() {\n  const { Secret } = seen.get();\n  return { secret: Secret, more: Secret };\n}\n',
    ],
  ],
);
