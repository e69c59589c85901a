import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from './edit-distance';

test.each<[string, string, number, string]>([
  ['lenght', 'length', 1, 'a swap of neighbours'],
  ['lengh', 'length', 1, 'a letter left out'],
  ['lenngth', 'length', 1, 'a letter too many'],
  ['lemgth', 'length', 1, 'a wrong letter'],
  ['length', 'length', 0, 'the same word'],
  ['', 'abc', 3, 'nothing'],
  ['ca', 'abc', 3, 'a swap with a letter put between: no part is edited twice'],
])('%s → %s: %d, %s', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

test('a letter in the other case may cost less', () => {
  expect(editDistance('lastName', 'lastname', { caseCost: 0.3 })).toBeCloseTo(0.3);
  expect(editDistance('lastName', 'lastname')).toBe(1);
});

test('property: a distance; beyond the limit nothing but that it is further', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'B'), maxLength: 6 });
  fc.assert(
    fc.property(word, word, fc.nat(4), fc.constantFrom(1, 0.3), (a, b, limit, caseCost) => {
      const distance = editDistance(a, b, { caseCost });
      expect(editDistance(b, a, { caseCost })).toBeCloseTo(distance);
      expect(distance === 0).toBe(a === b);
      const limited = editDistance(a, b, { limit, caseCost });
      expect(limited).toBeCloseTo(distance > limit ? (limited > limit ? limited : NaN) : distance);
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});
