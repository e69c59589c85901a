// What is chosen among several, learned from choices whose answer is known.

import { expect, test } from 'vitest';
import { fitChoices, type Choice } from './choice';

/** Whoever has less of `cost` is right; `noise` says nothing. */
const choices: Choice[] = Array.from({ length: 200 }, (_, i) => {
  const costs = [i % 5, (i * 7) % 6, (i * 3) % 7];
  const least = Math.min(...costs);
  return {
    share: 1,
    alternatives: costs.map((cost, k) => ({ features: { cost, noise: (i * 13 + k * 5) % 4 }, right: cost === least })),
  };
});

test('what tells gets weight, what does not gets little', () => {
  const { cost = 0, noise = 0 } = fitChoices(choices, { cost: { weight: 0, firmness: 1 }, noise: { weight: 0, firmness: 1 } });
  expect(cost).toBeGreaterThan(1);
  expect(Math.abs(noise)).toBeLessThan(0.3);
});

test('without evidence all stays as it was thought', () => {
  const priors = { cost: { weight: 0.7, firmness: 1 } };
  expect(fitChoices([], priors)).toEqual({ cost: 0.7 });
  const allRight = choices.map((one) => ({ ...one, alternatives: one.alternatives.map((each) => ({ ...each, right: true })) }));
  expect(fitChoices(allRight, priors)).toEqual({ cost: 0.7 });
});

test('a firm opinion yields less', () => {
  const [loose, firm] = [1, 1000].map((firmness) => fitChoices(choices, { cost: { weight: 0, firmness } })['cost'] ?? 0);
  expect(loose).toBeGreaterThan(2 * (firm ?? 0));
  expect(firm).toBeGreaterThan(0);
});
