import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { typeParameter } from './type-parameter';

test.each([
  ['export const get = <T, K>(of: T, key: K) => of[key];\n', '<T, K extends keyof T>'],
  ['export function longer<T>(a: T, b: T) {\n  return a.length > b.length ? a : b;\n}\n', '<T extends { length: number }>'],
  ['export const by = <T>(list: T[], id: string) => list.find((one) => one.id === id);\n', '<T extends { id: string }>'],
  ['export type Of<T, K> = T[K];\n', 'K extends keyof T'],
])('%j', (text, part) => {
  expect(bestScript(typeParameter, text)).toContain(part);
});

test.each([
  'export const name = <T>(one: T) => one.name;\n',
  'export const is = <T extends { id: string }>(one: T) => one.name === one.id;\n',
])('not: %j', (text) => {
  expect(bestScript(typeParameter, text)).toBeUndefined();
});
