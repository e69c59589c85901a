import { expect, test } from 'vitest';
import { betaQuantile, betaShare } from './beta';

test.each([
  // By the sum of binomials, and by the arcsine.
  [0.5, 2, 3, 0.6875],
  [0.9, 27, 3, 0.43496],
  [0.2, 0.5, 0.5, 0.2952],
  [0.97, 97, 3, 0.4266],
])('the share of Beta below %d, a %d, b %d, is %d', (x, a, b, share) => {
  expect(betaShare(x, a, b)).toBeCloseTo(share, 3);
});

test('a quantile is where the share is reached, from tiny to large counts', () => {
  for (const [a, b] of [
    [0.01, 3],
    [1, 1],
    [4, 0.2],
    [950, 50],
    [5_000, 1],
  ] as const)
    for (const share of [0.05, 0.2, 0.5, 0.95]) {
      const x = betaQuantile(share, a, b);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(1);
      if (x > 1e-9 && x < 1 - 1e-9) expect(betaShare(x, a, b)).toBeCloseTo(share, 5);
    }
  expect(betaQuantile(0.2, 3, 1)).toBeCloseTo(0.2 ** (1 / 3), 8);
});
