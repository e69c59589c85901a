// AnomalyDetector of the documents (F023).

import { expect, it } from 'vitest';
import { AnomalyDetector } from '../../../src/api';

const NORMAL = Array.from({ length: 60 }, (_, n) => [20 + (n % 7), 500 + (n % 5) * 4, 0.2 + (n % 3) * 0.02]);

it('tells what is far above and far below in any of its features', () => {
  const detector = new AnomalyDetector();
  detector.train(NORMAL);
  expect(NORMAL.some((sample) => detector.detect(sample))).toBe(false);
  for (const anomaly of [
    [95, 508, 0.22],
    [23, 4_000, 0.22],
    [23, 508, 4],
    [23, 100, 0.22],
  ])
    expect(detector.detect(anomaly)).toBe(true);
});

it('calls at most a tenth of what it learned from an anomaly', () => {
  const detector = new AnomalyDetector();
  const samples = Array.from({ length: 100 }, (_, n) => [n % 4 === 0 ? 900 : 10 + (n % 3)]);
  detector.train(samples);
  expect(samples.filter((sample) => detector.detect(sample)).length).toBeLessThanOrEqual(10);
});

it('refuses before it was trained, with too few samples, and with others than it learned from', () => {
  const detector = new AnomalyDetector();
  expect(() => detector.detect([1])).toThrow('Model not trained');
  expect(() => detector.train(NORMAL.slice(0, 9))).toThrow('at least 10 samples');
  expect(() => detector.train([...NORMAL, [1]])).toThrow('as many');
  detector.train(NORMAL);
  expect(() => detector.detect([1])).toThrow('3 numbers');
  expect(() => detector.detect([1, Number.NaN, 3])).toThrow('3 numbers');
});

it('takes what never varied for what it is', () => {
  const detector = new AnomalyDetector();
  detector.train(Array.from({ length: 20 }, () => [0, 100]));
  expect(detector.detect([0, 100])).toBe(false);
  expect(detector.detect([0, 101])).toBe(false);
  expect(detector.detect([1, 100])).toBe(true);
  expect(detector.detect([0, 150])).toBe(true);
});
