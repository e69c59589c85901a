import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { stringAsNumber } from './string-as-number';

test.each([
  [
    'export function f(n: number, s: string) {\n  return n >= s;\n}\n',
    'export function f(n: number, s: string) {\n  return n >= Number(s);\n}\n',
  ],
  ['export function f(x: number) {\n  return x & 1 === 1;\n}\n', 'export function f(x: number) {\n  return (x & 1) === 1;\n}\n'],
])('%j → %j', (before, after) => {
  expect(bestScript(stringAsNumber, before)).toBe(after);
});

heals(
  'typescript/string-as-number',
  [
    [
      'const table: Record<string, string> = { 1: "I", 5: "V" };\nexport function roman(n: number) {\n  for (const [value, sign] of Object.entries(table)) if (n >= value) return sign;\n  return "";\n}\n',
      'const table: Record<string, string> = { 1: "I", 5: "V" };\nexport function roman(n: number) {\n  for (const [value, sign] of Object.entries(table)) if (n >= Number(value)) return sign;\n  return "";\n}\n',
    ],
    [
      'export function half(text: string) {\n  return text / 2;\n}\n',
      'export function half(text: string) {\n  return Number(text) / 2;\n}\n',
    ],
  ],
  [['export function half(list: number[]) {\n  return list / 2;\n}\n']],
);
