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

test.each([
  // Each value comes along with its name.
  [
    'interface Sizes { s: number; m: number }\nexport const show = (sizes: Sizes) => Object.keys(sizes).map((name) => `${name} ${sizes[name]}`);\n',
    'Object.entries(sizes).map(([name, size]) => `${name} ${size}`)',
  ],
  [
    'const sizes = { s: 1, m: 2 };\nexport const all = Object.keys(sizes).map(k => sizes[k]);\n',
    'Object.entries(sizes).map(([, size]) => size)',
  ],
  // It is written to: the names of an object that is written out here.
  [
    'const sizes = { s: 1, m: 2 };\nexport function grow() {\n  for (const k of Object.keys(sizes)) sizes[k] += 1;\n}\n',
    'of Object.keys(sizes) as (keyof typeof sizes)[])',
  ],
  ['interface Sizes { s: number }\nexport const read = (sizes: Sizes, name: string) => sizes[name];\n', 'name: keyof Sizes)'],
  ['export const pluck = <T>(list: T[], name: string) => list.map((one) => one[name]);\n', 'name: keyof T)'],
])('the key says so where it comes from: %j', (text, part) => {
  expect(bestScript(indexKey, text)).toContain(part);
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
  ],
  [
    ['export function first(list: number[]) {\n  return list["frist"];\n}\n'],
    // Before, a cast that nothing stood for: any text may come in.
    ['const book = { labels: { a: "first", b: "second" } };\nexport function label(key: string) {\n  return book.labels[key];\n}\n'],
  ],
);
