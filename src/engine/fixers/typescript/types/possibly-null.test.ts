import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { possiblyNull } from './possibly-null';

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
  expect(bestScript(possiblyNull, before)).toBe(after);
});

test('what is taken apart may be null', () => {
  const text = 'declare const range: { site: [number, number] | null };\nexport const { 0: line } = range.site;\n';
  expect(bestScript(possiblyNull, text, { code: 2339 })).toBe(text.replace('range.site;', 'range.site!;'));
});

heals(
  'typescript/possibly-null',
  [
    [
      'interface Options { mode?: string }\nexport function mode(options?: Options) {\n  return options.mode || "text";\n}\n',
      'interface Options { mode?: string }\nexport function mode(options?: Options) {\n  return options?.mode || "text";\n}\n',
    ],
    [
      'export function tally(words: string[]) {\n  const seen = new Map<string, number>();\n  for (const word of words) seen.set(word, seen.get(word) + 1);\n  return seen;\n}\n',
      'export function tally(words: string[]) {\n  const seen = new Map<string, number>();\n  for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);\n  return seen;\n}\n',
    ],
  ],
  [['export const n: number = "one";\n']],
);
