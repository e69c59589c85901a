import { expect, test } from 'vitest';
import { isChangedAsTold } from './told-comparison';

const TOLD = { message: 'expect(received).toBe(expected)\n\nIf it should pass with deep equality, replace "toBe" with "toStrictEqual"' };

test('only the comparison that the runner named, and nothing else, is as it told', () => {
  expect(isChangedAsTold(TOLD, 'expect(f()).toBe({ a: 1 });', 'expect(f()).toStrictEqual({ a: 1 });')).toBe(true);
  expect(isChangedAsTold(TOLD, 'expect(f()).toBe({ a: 1 });', 'expect(f()).toEqual({ a: 1 });')).toBe(true);
  expect(isChangedAsTold(TOLD, 'expect(f()).toBe({ a: 1 });', 'expect(f()).toEqual({ a: 2 });')).toBe(false);
  expect(isChangedAsTold(TOLD, 'expect(f()).toBe({ a: 1 });', 'expect(f()).toBeDefined();')).toBe(false);
  expect(isChangedAsTold({ message: 'expected 1 to be 2' }, 'expect(a).toBe(2);', 'expect(a).toEqual(2);')).toBe(false);
});
