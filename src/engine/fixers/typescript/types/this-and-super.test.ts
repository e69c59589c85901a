import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript, mendScript, type ScriptCase } from '../../../../../test/unit/mend-script';
import { thisAndSuper } from './this-and-super';

const DOM: ScriptCase = { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } };

test.each([
  [
    'export class A {\n  query: string;\n  constructor(filter: string) {\n    query = filter;\n  }\n}\n',
    'export class A {\n  query: string;\n  constructor(filter: string) {\n    this.query = filter;\n  }\n}\n',
  ],
  [
    'export class E extends Error {\n  constructor(message: string) {\n    this.name = "E";\n  }\n}\n',
    'export class E extends Error {\n  constructor(message: string) {\n    super(message);\n    this.name = "E";\n  }\n}\n',
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(thisAndSuper, before, { code: before.includes('super') || after.includes('super') ? 2377 : 2564 })).toBe(after);
});

test('a property that nothing sets is left alone', () => {
  expect(bestScript(thisAndSuper, 'export class A {\n  query: string;\n  constructor() {}\n}\n')).toBeUndefined();
});

test('self in a class', () => {
  const text = 'export class Box {\n  items: number[] = [];\n  count() {\n    return self.items.length;\n  }\n}\n';
  expect(bestScript(thisAndSuper, text, DOM)).toBe(text.replace('self', 'this'));
  expect(mendScript(thisAndSuper, text.replace('self.items', 'self.things'), DOM)).toEqual([]);
});

test('self in a constructor', () => {
  const text = 'export class Box {\n  items: number[];\n  constructor(items: number[]) {\n    self.items = items;\n  }\n}\n';
  expect(bestScript(thisAndSuper, text, { ...DOM, code: 2564 })).toBe(text.replace('self', 'this'));
});

test('a parameter given to itself is the property', () => {
  const before =
    'export class A {\n  private name: string;\n  constructor(name: string) {\n    name = name;\n  }\n  get() { return this.name; }\n}\n';
  expect(bestScript(thisAndSuper, before, { code: 2564 })).toBe(before.replace('name = name', 'this.name = name'));
});

heals(
  'typescript/this-and-super',
  [
    [
      'class Shape { constructor(public name: string) {} }\nexport class Ring extends Shape {\n  constructor(name: string) {\n    supper(name);\n  }\n}\n',
      'class Shape { constructor(public name: string) {} }\nexport class Ring extends Shape {\n  constructor(name: string) {\n    super(name);\n  }\n}\n',
      { code: 2377 },
    ],
    [
      'export class Search {\n  private query: string;\n  constructor(filter: string) {\n    query = filter;\n  }\n  text() { return this.query; }\n}\n',
      'export class Search {\n  private query: string;\n  constructor(filter: string) {\n    this.query = filter;\n  }\n  text() { return this.query; }\n}\n',
      { code: 2564 },
    ],
    [
      'class Shape { constructor(public name: string) { name.trim(); } }\nexport class Ring extends Shape {\n  constructor(name: string) {\n    console.log(name);\n  }\n}\n',
      'class Shape { constructor(public name: string) { name.trim(); } }\nexport class Ring extends Shape {\n  constructor(name: string) {\n    super(name);\n    console.log(name);\n  }\n}\n',
      { code: 2377 },
    ],
    [
      'class Shape { constructor(public name: string) { name.trim(); } }\nexport class Circle extends Shape {\n  constructor(name: string, readonly radius: number) {\n  }\n}\n',
      'class Shape { constructor(public name: string) { name.trim(); } }\nexport class Circle extends Shape {\n  constructor(name: string, readonly radius: number) {\n    super(name);\n  }\n}\n',
      { code: 2377 },
    ],
  ],
  [['export class Search {\n  private query: string;\n  text() { return this.query; }\n}\n', { code: 2564 }]],
);
