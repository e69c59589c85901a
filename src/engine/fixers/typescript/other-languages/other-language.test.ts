import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { otherLanguage } from './other-language';

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

heals(
  'typescript/other-language',
  [
    [
      'export function f(items: string[]) {\n  return len(items) + 1;\n}\n',
      'export function f(items: string[]) {\n  return items.length + 1;\n}\n',
    ],
    ['export const ok: bool = true;\n', 'export const ok: boolean = true;\n'],
    [
      'export function f(x: string | null) {\n  return x === None;\n}\n',
      'export function f(x: string | null) {\n  return x === null;\n}\n',
    ],
  ],
  [['export function f(items: string[]) {\n  return measure(items);\n}\n']],
);
