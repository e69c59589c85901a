// What is counted comes back as a probability: on rows made with known rates.
import { describe, expect, test } from 'vitest';
import { probabilityAfterRerun, probabilityOf, probabilityOfWhole } from '../generate/confidence';
import { countCandidates, countReruns, countWhole, type CandidateRow, type WholeRow } from './calibrate';
import type { Counts } from './counts';

/** The same numbers every time, in [0, 1). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Made {
  readonly variant: string;
  readonly of: number;
  readonly rate: (x: number) => number;
  readonly read?: boolean;
}

function rows(seed: number, ...made: readonly Made[]): CandidateRow[] {
  const random = randomOf(seed);
  return made.flatMap(({ variant, of, rate, read = false }) =>
    Array.from({ length: of }, () => {
      const x = random();
      return { variant, family: 'python/test', features: { rank: 0, x }, right: random() < rate(x), read };
    }),
  );
}

const counts = (candidates: readonly CandidateRow[]): Counts => ({ ...countCandidates(candidates), whole: {}, reruns: {} });
const guess = (variant: string, features: Readonly<Record<string, number>> = {}, family = 'python/test') => {
  const [id = '', name = ''] = [variant.slice(0, variant.lastIndexOf('/')), variant.slice(variant.lastIndexOf('/') + 1)];
  return { id, variant: name, family, features: { rank: 0, ...features } };
};

describe('candidates', () => {
  test('a variant that was counted often is as likely as it was right', () => {
    const found = counts(rows(1, { variant: 'p/a/often', of: 400, rate: () => 0.9 }, { variant: 'p/b/seldom', of: 400, rate: () => 0.2 }));
    expect(probabilityOf(guess('p/a/often'), found)).toBeCloseTo(0.9, 1);
    expect(probabilityOf(guess('p/b/seldom'), found)).toBeCloseTo(0.2, 1);
  });

  test('a variant that was never counted is as likely as its family; a family that was never counted is a little less likely than not', () => {
    const found = counts(rows(2, { variant: 'p/a/often', of: 300, rate: () => 0.8 }));
    expect(probabilityOf(guess('p/a/new'), found)).toBeCloseTo(0.8, 1);
    expect(probabilityOf(guess('p/a/new', {}, 'python/other'), found)).toBeCloseTo(0.4, 5);
  });

  test('one case that went well does not make a variant sure', () => {
    const rare = { variant: 'p/c/once', family: 'python/test', features: { rank: 0, x: 0.5 }, right: true, read: false };
    const found = counts([
      ...rows(3, { variant: 'p/a/often', of: 300, rate: () => 0.5 }, { variant: 'p/b/too', of: 300, rate: () => 0.5 }),
      rare,
    ]);
    expect(probabilityOf(guess('p/c/once'), found)).toBeLessThan(0.8);
  });

  test('a feature that tells right from wrong moves the probability, one that tells nothing does not', () => {
    const found = counts(
      rows(4, { variant: 'p/a/graded', of: 600, rate: (x) => (x > 0.5 ? 0.95 : 0.3) }, { variant: 'p/b/flat', of: 600, rate: () => 0.6 }),
    );
    const at = (variant: string, x: number): number => probabilityOf(guess(variant, { x }), found);
    expect(at('p/a/graded', 0.9) - at('p/a/graded', 0.1)).toBeGreaterThan(0.3);
    const flat = counts(rows(5, { variant: 'p/b/flat', of: 600, rate: () => 0.6 }));
    expect(Math.abs(probabilityOf(guess('p/b/flat', { x: 0.9 }), flat) - probabilityOf(guess('p/b/flat', { x: 0.1 }), flat))).toBeLessThan(
      0.1,
    );
  });

  test('cases that were read flatter: what they say beyond the others is taken off', () => {
    const made = rows(
      6,
      { variant: 'p/a/tuned', of: 400, rate: () => 0.95, read: true },
      { variant: 'p/a/tuned', of: 400, rate: () => 0.6 },
    );
    expect(probabilityOf(guess('p/a/tuned'), counts(made))).toBeLessThan(0.7);
    expect(probabilityOf(guess('p/a/tuned'), counts(made.map((row) => ({ ...row, read: false }))))).toBeGreaterThan(0.72);
  });

  test('the same rows give the same counts', () => {
    const made = rows(7, { variant: 'p/a/x', of: 120, rate: (x) => x }, { variant: 'p/b/y', of: 50, rate: () => 0.5 });
    expect(countCandidates(made)).toEqual(countCandidates([...made]));
  });

  test('nothing that is counted makes a probability of 0 or 1, or none at all', () => {
    const found = counts(rows(8, { variant: 'p/a/all', of: 200, rate: () => 1 }, { variant: 'p/b/none', of: 200, rate: () => 0 }));
    for (const x of [-1e9, 0, 0.5, 1e9, NaN, Infinity])
      for (const variant of ['p/a/all', 'p/b/none']) {
        const p = probabilityOf(guess(variant, { x }), found);
        expect(p >= 0 && p <= 1).toBe(true);
      }
    expect(probabilityOf(guess('p/a/all'), found)).toBeLessThan(1);
    expect(probabilityOf(guess('p/b/none'), found)).toBeGreaterThan(0);
  });
});

describe('whole patches', () => {
  /** Steps that are right as often as they say, in texts where something else is wrong as often as `other` says. */
  function whole(seed: number, of: number, other: (short: number) => number): WholeRow[] {
    const random = randomOf(seed);
    return Array.from({ length: of }, () => {
      const probability = random();
      const short = random() < 0.5 ? 1 : 0;
      const right = random() < probability && random() >= other(short);
      return { kind: 'python-syntax', probability, features: { short }, right, read: false };
    });
  }

  test('sure steps do not make a short text sure', () => {
    const found: Counts = {
      shrink: 1,
      families: {},
      variants: {},
      reruns: {},
      whole: countWhole(whole(9, 3000, (short) => (short === 1 ? 0.5 : 0.05))),
    };
    const at = (probability: number, short: number): number =>
      probabilityOfWhole(probability, { kind: 'python-syntax', features: { short } }, found);
    expect(at(0.99, 1)).toBeCloseTo(0.5, 1);
    expect(at(0.99, 0)).toBeCloseTo(0.94, 1);
    expect(at(0.5, 0)).toBeCloseTo(0.47, 1);
    expect(probabilityOfWhole(0.7, { kind: 'never-counted', features: {} }, found)).toBe(0.7);
  });
});

test('a re-run moves the probability as it was counted, and one that says nothing leaves it', () => {
  const random = randomOf(10);
  const ran = Array.from({ length: 400 }, () => {
    const right = random() < 0.5;
    return { probability: 0.5, right, outcome: random() < (right ? 0.9 : 0.1) ? ('passed' as const) : ('failed' as const) };
  });
  const found: Counts = { shrink: 1, families: {}, variants: {}, whole: {}, reruns: countReruns(ran) };
  expect(probabilityAfterRerun(0.5, 'passed', found)).toBeGreaterThan(0.8);
  expect(probabilityAfterRerun(0.5, 'failed', found)).toBeLessThan(0.2);
  expect(probabilityAfterRerun(0.37, 'unseen', found)).toBe(0.37);
  expect(probabilityAfterRerun(0.37, 'further', found)).toBe(0.37);
});
