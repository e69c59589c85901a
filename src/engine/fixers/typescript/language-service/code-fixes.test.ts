import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript, mendScript } from '../../../../../test/unit/mend-script';
import { codeFixes } from './code-fixes';

test("TypeScript's own fix, for what we have no rule of our own", () => {
  expect(bestScript(codeFixes, 'export function f() {\n  const n = 1;\n  n = 2;\n  return n;\n}\n')).toBe(
    'export function f() {\n  let n = 1;\n  n = 2;\n  return n;\n}\n',
  );
});

test('what only silences is left out', () => {
  expect(bestScript(codeFixes, 'export const n = nothingOfTheKind;\n', { path: '/w/a.js', options: { checkJs: true } })).toBeUndefined();
  expect(bestScript(codeFixes, 'export const f = (x) => x;\n') ?? '').not.toMatch(/\bany\b/);
});

heals(
  'typescript/code-fixes',
  [
    [
      'interface Animal { name: string }\nexport class Cat implements Animal {\n}\n',
      'interface Animal { name: string }\nexport class Cat implements Animal {\n    name: string;\n}\n',
      { options: { strictPropertyInitialization: false } },
    ],
    [
      'export function f() {\n  const n = 1;\n  n = 2;\n  return n;\n}\n',
      'export function f() {\n  let n = 1;\n  n = 2;\n  return n;\n}\n',
    ],
  ],
  [['export const n: number = "one";\n']],
);

test('what claims or makes up is left out', () => {
  const all = (text: string): string =>
    mendScript(codeFixes, text)
      .map((one) => one.text)
      .join('\n');
  expect(all('export class Door {\n  name: string;\n}\n')).not.toContain('!');
  expect(all('export const f = (event) => event.target.value.trim();\n')).not.toContain('target: {');
  expect(all('declare function put(o: { id: number; tags: string[] }): void;\nput({ id: 1 });\n')).not.toContain('tags: []');
  expect(all('export function f() {\n  const out = [];\n  return out;\n}\n')).not.toContain('never');
});

heals(
  'typescript/code-fixes',
  [
    // No blank is left where a word was taken out.
    [
      'export class A {\n  n = 0;\n  go(run: (f: () => void) => void): void {\n    run(function () {\n      this.n++;\n    });\n  }\n}\n',
      'export class A {\n  n = 0;\n  go(run: (f: () => void) => void): void {\n    run(() => {\n      this.n++;\n    });\n  }\n}\n',
      { code: 2683 },
    ],
  ],
  [],
);

const GET = 'declare function get(id: number): Promise<string>;\n';
heals(
  'typescript/code-fixes',
  [
    // Whoever waits gives a promise: so says the result that is written down.
    [
      `${GET}export function load(id: number): string {\n  const name = await get(id);\n  return name.trim();\n}\n`,
      `${GET}export async function load(id: number): Promise<string> {\n  const name = await get(id);\n  return name.trim();\n}\n`,
      { code: 1308 },
    ],
    [
      `${GET}export class Store {\n  static make(): Store {\n    await get(1);\n    return new Store();\n  }\n}\n`,
      `${GET}export class Store {\n  static async make(): Promise<Store> {\n    await get(1);\n    return new Store();\n  }\n}\n`,
      { code: 1308 },
    ],
  ],
  [
    // Nobody waits for it.
    [
      `${GET}export function all(ids: number[]) {\n  ids.forEach((id): void => {\n    console.log(await get(id));\n  });\n}\n`,
      { code: 1308 },
    ],
    [`${GET}export const some = (ids: number[]) => ids.filter((id): boolean => (await get(id)) === 'x');\n`, { code: 1308 }],
    // Its caller takes the number as it is.
    [`${GET}function size(): number {\n  return (await get(1)).length;\n}\nexport const twice = size() * 2;\n`, { code: 1308 }],
  ],
);

test('a member whose body only throws is no member', () => {
  const all = (text: string): string =>
    mendScript(codeFixes, text)
      .map((one) => one.text)
      .join('\n');
  expect(all('interface Shape { area(): number }\nexport class Box implements Shape {\n}\n')).toBe('');
  expect(all('abstract class Shape { abstract area(): number }\nexport class Box extends Shape {\n}\n')).toBe('');
  expect(all('class Box {}\nexport const n = new Box().area();\n')).not.toContain('throw');
  // What is only declared is.
  expect(all('interface Shape { width: number }\nexport class Box implements Shape {\n}\n')).toContain('width: number;');
});
