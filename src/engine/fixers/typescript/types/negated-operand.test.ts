import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { negatedOperand } from './negated-operand';

test.each([
  ['export const f = (a: string, b: string) => !a === b;\n', '=> a !== b;'],
  ['export const f = (e: Error | string) => !e instanceof Error;\n', '=> !(e instanceof Error);'],
  ['export const f = (k: string, o: object) => !k in o;\n', '=> !(k in o);'],
])('%j', (text, part) => {
  expect(bestScript(negatedOperand, text)).toContain(part);
});

test('not where the sides fit no better without it', () => {
  expect(bestScript(negatedOperand, 'export const f = (a: string) => !a === 3;\n', { code: 2367 })).toBeUndefined();
});
