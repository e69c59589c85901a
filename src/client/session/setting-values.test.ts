// Settings of every type that a hand can write.

import { expect, test } from 'vitest';
import { countIn, flagIn, textIn } from './setting-values';

const WRONG: readonly unknown[] = [undefined, null, 5, '5', true, [], {}, ['a'], { a: 1 }, Number.NaN, -3, 2.7, '  a b '];
const having = (value: unknown): { get: () => unknown } => ({ get: () => value });

test('whatever stands there, a switch is a switch, a text a text and a count a count', () => {
  for (const value of WRONG) {
    expect(typeof flagIn(having(value), 'x', true)).toBe('boolean');
    expect(typeof textIn(having(value), 'x')).toBe('string');
    const count = countIn(having(value), 'x', 20);
    expect(Number.isInteger(count) && count >= 1).toBe(true);
  }
});

test('what is right is taken as it is', () => {
  expect(flagIn(having(false), 'x', true)).toBe(false);
  expect(textIn(having('  npm test '), 'x')).toBe('npm test');
  expect(countIn(having(7), 'x', 20)).toBe(7);
});

test('what is wrong is as if it were not set', () => {
  expect(flagIn(having('false'), 'x', true)).toBe(true);
  expect(textIn(having(5), 'x')).toBe('');
  expect(countIn(having('7'), 'x', 20)).toBe(20);
  expect(countIn(having(0), 'x', 20)).toBe(1);
});
