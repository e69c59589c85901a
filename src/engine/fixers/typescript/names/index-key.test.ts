import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { indexKey } from './index-key';

test.each([
  [
    'export function f(words: string[]) {\n  const counts = {};\n  for (const w of words) counts[w] = (counts[w] || 0) + 1;\n}\n',
    'export function f(words: string[]) {\n  const counts: Record<string, number> = {};\n  for (const w of words) counts[w] = (counts[w] || 0) + 1;\n}\n',
  ],
  [
    "export function f(k: string) {\n  const labels = { a: 'one', b: 'two' };\n  return labels[k];\n}\n",
    "export function f(k: string) {\n  const labels: Record<string, string> = { a: 'one', b: 'two' };\n  return labels[k];\n}\n",
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(indexKey, before)).toBe(after);
});

heals(
  'typescript/index-key',
  [
    [
      'export function count(words: string[]) {\n  const counts = {};\n  for (const word of words) counts[word] = 1;\n  return counts;\n}\n',
      'export function count(words: string[]) {\n  const counts: Record<string, number> = {};\n  for (const word of words) counts[word] = 1;\n  return counts;\n}\n',
    ],
    [
      'const labels = { a: "first", b: "second" };\nexport function label(key: string) {\n  return labels[key];\n}\n',
      'const labels: Record<string, string> = { a: "first", b: "second" };\nexport function label(key: string) {\n  return labels[key];\n}\n',
    ],
    [
      'const book = { labels: { a: "first", b: "second" } };\nexport function label(key: string) {\n  return book.labels[key];\n}\n',
      'const book = { labels: { a: "first", b: "second" } };\nexport function label(key: string) {\n  return book.labels[key as keyof typeof book.labels];\n}\n',
    ],
  ],
  [['export function first(list: number[]) {\n  return list["frist"];\n}\n']],
);
