import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { recursiveResult } from './recursive-result';

test.each([
  ['export const gcd = (a: number, b: number) => (b ? gcd(b, a % b) : a);\n', 'b: number): number =>'],
  ["export const pad = (s: string) => {\n  if (s.length > 3) return s;\n  return pad('0' + s);\n};\n", '(s: string): string =>'],
])('%j', (text, part) => {
  expect(bestScript(recursiveResult, text)).toContain(part);
});

test('not where its ends differ', () => {
  expect(bestScript(recursiveResult, "export const f = (n: number) => (n > 3 ? 'x' : n < 0 ? 1 : f(n + 1));\n")).toBeUndefined();
});
