// AnomalyDetector of the documents: whether a measurement is unlike what was normal. By robust z-scores in place of a forest of trees, and as there at most
// a tenth of what it learned from counts as an anomaly itself.

import { judgeValue } from '../engine';
import { withDocumentNames, type BothNamed } from './names';
import { SelfHealError } from './self-heal-error';

/** Fewer samples say nothing of what is normal. */
const NEEDED = 10;
/** Of the median: what varies less does not vary. */
const LEAST = 0.01;

class Detector {
  /** By feature. */
  #normal: readonly (readonly number[])[] = [];

  /** @param normal samples of when all was well, each with the same features: `[cpu, memory, latency]`. At least ten. */
  train(normal: readonly (readonly number[])[]): void {
    const width = normal[0]?.length ?? 0;
    if (normal.length < NEEDED)
      throw new SelfHealError('invalid', `It takes at least ${NEEDED} samples to know what is normal, got ${normal.length}.`);
    if (width === 0 || normal.some((sample) => sample.length !== width || !sample.every(Number.isFinite)))
      throw new SelfHealError('invalid', 'Each sample is a list of numbers, and all have as many.');
    this.#normal = Array.from({ length: width }, (_, feature) => normal.map((sample) => sample[feature] ?? 0));
  }

  /** Whether one feature at least is far above or below what was normal. Throws before `train`. */
  detect(current: readonly number[]): boolean {
    if (this.#normal.length === 0) throw new SelfHealError('invalid', 'Model not trained.');
    if (current.length !== this.#normal.length || !current.every(Number.isFinite))
      throw new SelfHealError('invalid', `A measurement has ${this.#normal.length} numbers here, got ${current.length}.`);
    return this.#normal.some((seen, feature) => {
      const value = current[feature] ?? 0;
      const least = Math.max(Number.EPSILON, LEAST * Math.abs(seen.reduce((sum, one) => sum + one, 0) / seen.length));
      const isFarAbove = (sign: 1 | -1): boolean =>
        judgeValue(
          seen.map((one) => sign * one),
          sign * value,
          { needed: NEEDED, least },
        ).kind === 'unusual';
      return isFarAbove(1) || isFarAbove(-1);
    });
  }
}

export type AnomalyDetector = InstanceType<typeof AnomalyDetector>;
export const AnomalyDetector: BothNamed<typeof Detector> = withDocumentNames(Detector);
