// Whether the probabilities that were shown came true: Brier's score, and ten bins of what was said against what happened.

export interface Foretold {
  /** What was said, 0 to 1. */
  readonly probability: number;
  readonly right: boolean;
}

export interface CalibrationBin {
  /** From this probability on, up to the next bin's. */
  readonly from: number;
  readonly of: number;
  readonly right: number;
  /** The mean of what was said; 0 where there is none. */
  readonly said: number;
}

export interface Calibration {
  readonly of: number;
  /** Mean squared distance of what was said from what happened: 0 is perfect, 0.25 a coin; undefined of nothing. */
  readonly brier: number | undefined;
  /** Ten of them, lowest first. */
  readonly bins: readonly CalibrationBin[];
}

/** A bin with fewer says nothing of how true a probability is. */
export const LEAST_OF_A_BIN = 50;

const BINS = 10;

export function calibrationOf(foretold: Iterable<Foretold>): Calibration {
  const bins = Array.from({ length: BINS }, () => ({ of: 0, right: 0, sum: 0 }));
  let [of, squares] = [0, 0];
  for (const { probability, right } of foretold) {
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))];
    if (!bin) continue;
    bin.of++;
    bin.sum += probability;
    if (right) bin.right++;
    of++;
    squares += (probability - (right ? 1 : 0)) ** 2;
  }
  return {
    of,
    brier: of > 0 ? squares / of : undefined,
    bins: bins.map((bin, i) => ({ from: i / BINS, of: bin.of, right: bin.right, said: bin.of > 0 ? bin.sum / bin.of : 0 })),
  };
}
