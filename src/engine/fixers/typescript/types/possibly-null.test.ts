import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { nulls } from './possibly-null';

test.each([
  [
    "export function f(opts?: { mode: string }) {\n  return opts.mode || 'text';\n}\n",
    "export function f(opts?: { mode: string }) {\n  return opts?.mode || 'text';\n}\n",
  ],
  [
    'export function f(m: Map<string, number>, k: string) {\n  return m.get(k) + 1;\n}\n',
    'export function f(m: Map<string, number>, k: string) {\n  return (m.get(k) ?? 0) + 1;\n}\n',
  ],
  [
    'export function f(q: number[]): number {\n  while (q.length > 0) {\n    return q.shift();\n  }\n  return 0;\n}\n',
    'export function f(q: number[]): number {\n  while (q.length > 0) {\n    return q.shift()!;\n  }\n  return 0;\n}\n',
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(nulls, before)).toBe(after);
});

test('what is taken apart may be null', () => {
  const text = 'declare const range: { site: [number, number] | null };\nexport const { 0: line } = range.site;\n';
  expect(bestScript(nulls, text, { code: 2339 })).toBe(text.replace('range.site;', 'range.site!;'));
});
