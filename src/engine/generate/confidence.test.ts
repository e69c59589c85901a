import { expect, test } from 'vitest';
import type { Counts } from '../learn/counts';
import { probabilityAfterRerun } from './confidence';

const counts = (reruns: Counts['reruns']): Counts => ({ shrink: 1, families: {}, variants: {}, whole: {}, reruns });

test.each(['unseen', 'further'] as const)(
  'a run that says nothing (%s) leaves the confidence as it was, whatever was counted of such runs',
  (outcome) => {
    expect(probabilityAfterRerun(0.97, outcome, counts({ [outcome]: { bias: -4, slope: 1 } }))).toBe(0.97);
  },
);

test('only a disproof makes a patch less likely, and no disproof makes it likelier', () => {
  const from = counts({ passed: { bias: -1, slope: 0.5 }, 'passed-tests': { bias: -1, slope: 1 }, failed: { bias: 1, slope: 1 } });
  for (const probability of [0.1, 0.5, 0.97]) {
    expect(probabilityAfterRerun(probability, 'passed', from)).toBeGreaterThanOrEqual(probability);
    expect(probabilityAfterRerun(probability, 'passed-tests', from)).toBeGreaterThanOrEqual(probability);
    expect(probabilityAfterRerun(probability, 'failed', from)).toBeLessThanOrEqual(probability);
  }
  expect(probabilityAfterRerun(0.9, 'failed')).toBeLessThan(0.5);
});
