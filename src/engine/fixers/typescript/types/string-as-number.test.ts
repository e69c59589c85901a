import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { numbers } from './string-as-number';

test.each([
  [
    'export function f(n: number, s: string) {\n  return n >= s;\n}\n',
    'export function f(n: number, s: string) {\n  return n >= Number(s);\n}\n',
  ],
  ['export function f(x: number) {\n  return x & 1 === 1;\n}\n', 'export function f(x: number) {\n  return (x & 1) === 1;\n}\n'],
])('%j → %j', (before, after) => {
  expect(bestScript(numbers, before)).toBe(after);
});
