import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { indexKeys } from './index-key';

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
  expect(bestScript(indexKeys, before)).toBe(after);
});
