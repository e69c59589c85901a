import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { annotations } from './annotation';

test.each([
  [
    'export function f(n: number[]): [number, number] {\n  let pair = [n.length, 1];\n  return pair;\n}\n',
    'export function f(n: number[]): [number, number] {\n  let pair: [number, number] = [n.length, 1];\n  return pair;\n}\n',
  ],
  [
    'export function f(n: number[]): number {\n  if (n.length === 0) return null;\n  return 1;\n}\n',
    'export function f(n: number[]): number | null {\n  if (n.length === 0) return null;\n  return 1;\n}\n',
  ],
  [
    "export function f(s: string) {\n  const digits: number[] = s.split('');\n  return digits;\n}\n",
    "export function f(s: string) {\n  const digits: number[] = s.split('').map(Number);\n  return digits;\n}\n",
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(annotations, before)).toBe(after);
});

test('nothing is annotated any', () => {
  expect(bestScript(annotations, 'export function f(x: any) {\n  const out = [[], []];\n  out[0].push(x);\n}\n') ?? '').not.toMatch(
    /:\s*any\b/,
  );
});

test.each([
  [
    'export function split(items: any[]): any[][] {\n  const out = [[], []];\n  for (const item of items) out[0].push(item);\n  return out;\n}\n',
    'const out =',
    'const out: unknown[][] =',
    2345,
  ],
  ['export function lists(group: any) {\n  return group.filter(one => Array.isArray(one));\n}\n', '(one =>', '((one: unknown) =>', 7006],
  [
    'export function lists(group: any) {\n  return group.map(async one => String(one));\n}\n',
    'async one =>',
    'async (one: unknown) =>',
    7006,
  ],
])('what may be anything is unknown, not any: %j', (before, wrong, right, code) => {
  expect(bestScript(annotations, before, { code })).toBe(before.replace(wrong, right));
});
