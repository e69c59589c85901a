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

heals(
  'typescript/string-as-number',
  [
    [
      'export const days = (start: Date, end: Date): number => (end - start) / 86_400_000;\n',
      'export const days = (start: Date, end: Date): number => (end.getTime() - start.getTime()) / 86_400_000;\n',
    ],
    [
      'export const age = (born: Date): number => Date.now() - born;\n',
      'export const age = (born: Date): number => Date.now() - born.getTime();\n',
    ],
    [
      'export const left = (end: Date): number => end - new Date;\n',
      'export const left = (end: Date): number => end.getTime() - new Date().getTime();\n',
    ],
  ],
  // What a day and a number are together nobody says.
  [['export const later = (day: Date): Date => new Date(day * 1);\n']],
);

heals(
  'typescript/string-as-number',
  [
    [
      'declare function find(query: { where: { id: number } }): void;\nexport const show = (params: { id: string }): void => find({ where: { id: params.id } });\n',
      'declare function find(query: { where: { id: number } }): void;\nexport const show = (params: { id: string }): void => find({ where: { id: Number(params.id) } });\n',
    ],
  ],
  [],
);
