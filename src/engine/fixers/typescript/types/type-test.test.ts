import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { typeTest } from './type-test';

test('a number asked with instanceof', () => {
  expect(bestScript(typeTest, 'export const f = (x: number) => x instanceof Number;\n')).toBe(
    "export const f = (x: number) => typeof x === 'number';\n",
  );
});

heals(
  'typescript/type-test',
  [
    [
      "export function f(x: number) {\n  return x instanceof Number ? 'n' : '';\n}\n",
      "export function f(x: number) {\n  return typeof x === 'number' ? 'n' : '';\n}\n",
    ],
    [
      'export function f(x: string) {\n  return x instanceof String ? "s" : "";\n}\n',
      'export function f(x: string) {\n  return typeof x === "string" ? "s" : "";\n}\n',
    ],
    [
      "export function f(x: string[] | string) {\n  if (typeof x === 'array') return x.length;\n  return 0;\n}\n",
      'export function f(x: string[] | string) {\n  if (Array.isArray(x)) return x.length;\n  return 0;\n}\n',
      { code: 2367 },
    ],
    ["export const f = (x: unknown) => typeof x !== 'String';\n", "export const f = (x: unknown) => typeof x !== 'string';\n"],
    ["export const f = (x: unknown) => typeof x === 'fucntion';\n", "export const f = (x: unknown) => typeof x === 'function';\n"],
    [
      "export const f = (x) => typeof x === «'int'»;\n",
      "export const f = (x) => typeof x === 'number';\n",
      { name: 'main.js', options: { checkJs: false }, crash: 'valid-typeof: Invalid typeof comparison value.' },
    ],
  ],
  [
    ["export const f = (x: unknown) => typeof x === 'date';\n", { code: 2367 }],
    ['class Money {}\nexport function f(x: number) {\n  return x instanceof Money;\n}\n'],
  ],
);
