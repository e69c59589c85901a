import { expect, test } from 'vitest';
import { bestScript } from '../../../../test/unit/mend-script';
import { callOfValue } from './types/call-of-value';
import { constWithoutValue } from './types/const-without-value';
import { domLibrary } from './modules/dom-library';
import { otherLanguage } from './other-languages/other-language';
import { typeTest } from './types/type-test';
import { unknownError } from './types/unknown-error';

test('a number asked with instanceof', () => {
  expect(bestScript(typeTest, 'export const f = (x: number) => x instanceof Number;\n')).toBe(
    "export const f = (x: number) => typeof x === 'number';\n",
  );
});

test('what is caught is read as an Error', () => {
  expect(
    bestScript(
      unknownError,
      'export function f() {\n  try {\n    g();\n  } catch (e) {\n    return e.message;\n  }\n}\ndeclare function g(): void;\n',
    ),
  ).toContain('return (e as Error).message;');
});

test('a const that gets its value later', () => {
  expect(
    bestScript(constWithoutValue, 'export function f(a: boolean) {\n  const r: number;\n  if (a) r = 1;\n  else r = 2;\n  return r;\n}\n', {
      code: 1155,
    }),
  ).toContain('let r: number;');
});

test('a missing comma makes a call', () => {
  expect(
    bestScript(callOfValue, 'declare function f(a: number[], b: number): void;\nexport function g(list: number[]) {\n  f(list (1));\n}\n', {
      code: 2349,
    }),
  ).toContain('f(list, (1));');
});

test('the library of the browser, where no tsconfig.json says which', () => {
  const text = 'console.log(1);\nexport {};\n';
  expect(bestScript(domLibrary, text)).toBe(`/// <reference lib="dom" />\n${text}`);
  expect(bestScript(domLibrary, text, { files: { '/w/tsconfig.json': '{}' } })).toBeUndefined();
});

test.each([
  ['export const n = (s: string) => ord(s);\n', 'export const n = (s: string) => s.charCodeAt(0);\n'],
  ['export const n = (s: string[]) => len(s);\n', 'export const n = (s: string[]) => s.length;\n'],
  ['export const n: Set<char> = new Set();\n', 'export const n: Set<string> = new Set();\n'],
  ['export const n: boolean = True;\n', 'export const n: boolean = true;\n'],
  ["export const f = (a: string) => a in 'aeiou';\n", "export const f = (a: string) => 'aeiou'.includes(a);\n"],
  [
    "export const f = (a: string, b: string) => !(a[0] in b) || a === '';\n",
    "export const f = (a: string, b: string) => !(b.includes(a[0])) || a === '';\n",
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(otherLanguage, before)).toBe(after);
});
