import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { castForConversion } from './cast-for-conversion';

test.each([
  ['export const f = (n: number): number => n.toFixed(1) as number;\n', '=> Number(n.toFixed(1));'],
  ['export const f = (n: number): string => (n as string).trim();\n', 'String(n).trim();'],
])('%j', (text, part) => {
  expect(bestScript(castForConversion, text)).toContain(part);
});

test('not where there is no plain conversion', () => {
  expect(bestScript(castForConversion, 'export const f = (list: string[]) => list as number;\n')).toBeUndefined();
});
