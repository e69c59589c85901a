import { describe, expect, test } from 'vitest';
import { probabilityHere } from '../generate/confidence';
import type { Counts } from './counts';
import { experienceOf, LEAST_FOR_LAYER, throughLayer, type Experience, type Offered, type Outcome } from './experience';

const FIX: Offered = {
  origin: { kind: 'rule', id: 'python/new' },
  variant: 'one',
  problem: 'undefined-name',
  foretold: 0.8,
};
const SAID = { said: 0.8 };
const counts = (variants: Counts['variants'] = {}): Counts => ({ shrink: 4, families: {}, variants, whole: {}, reruns: {} });

/** So many outcomes of one class, `taken` of them spread evenly. */
function outcomes(of: number, taken: number, over: Partial<Outcome> = {}): Outcome[] {
  return Array.from({ length: of }, (_, i) => ({
    ...FIX,
    ...SAID,
    end: Math.floor(((i + 1) * taken) / of) > Math.floor((i * taken) / of) ? ('taken' as const) : ('refused' as const),
    ...over,
  }));
}

const here = (list: readonly Outcome[], offered: Partial<Offered> = {}, from = counts()): ReturnType<typeof probabilityHere> =>
  probabilityHere({ ...FIX, ...offered }, list.length > 0 ? experienceOf(list) : undefined, from);

test('without outcomes what was foretold stands', () => {
  expect(here([]).confidence).toBe(0.8);
  expect(here([], {}).unwanted).toBe(false);
});

test('takes make a class likelier, refusals less likely, and say nothing of other classes', () => {
  expect(here(outcomes(12, 12)).confidence).toBeGreaterThan(0.87);
  expect(here(outcomes(12, 0)).confidence).toBeLessThan(0.55);
  expect(here(outcomes(6, 0), { variant: 'other' }).confidence).toBe(0.8);
  expect(here(outcomes(6, 0), { problem: 'syntax' }).confidence).toBe(0.8);
});

test('what the features said of one fix stays said: in the same class the likelier one stays likelier', () => {
  const list = outcomes(20, 10);
  const [low, high] = [here(list, { foretold: 0.3 }).confidence, here(list, { foretold: 0.9 }).confidence];
  expect(low).toBeLessThan(0.3);
  expect(high).toBeGreaterThan(0.6);
});

test('an edited fix counts half', () => {
  const [taken, edited, refused] = (['taken', 'edited', 'refused'] as const).map((end) => here(outcomes(4, 4, { end })).confidence);
  expect(edited).toBeLessThan(taken ?? 0);
  expect(edited).toBeGreaterThan(refused ?? 1);
});

test('a refusal of what is nearly always right may be a slip of the hand, and says less than one of what is not', () => {
  const fallOf = (foretold: number): number => {
    const [before, after] = [here([], { foretold }), here(outcomes(1, 0, { foretold }), { foretold })];
    return before.confidence - after.confidence;
  };
  expect(fallOf(0.98)).toBeLessThan(fallOf(0.7) / 2);
});

test('verdicts of whom one in twenty is wrong leave what is foretold as true as it was', () => {
  // All are right that were foretold at 0.97, and none of those at 0.1; of both one in twenty is judged wrongly.
  const list = [...outcomes(200, 190, { foretold: 0.97 }), ...outcomes(200, 10, { foretold: 0.1 })].map((one, i) => ({
    ...one,
    variant: `v${i}`,
  }));
  expect(here(list, { foretold: 0.97 }).confidence).toBeGreaterThan(0.97);
  expect(here(list, { foretold: 0.1 }).confidence).toBeLessThan(0.1);
});

describe('nothing is sure', () => {
  test('before 30 outcomes of its source, however well they went', () => {
    const sure = { foretold: 0.97 };
    expect(here(outcomes(29, 29, sure), sure).atLeast).toBe(0);
    expect(here(outcomes(30, 30, sure), sure).atLeast).toBeGreaterThan(0.95);
  });

  test('but where as many were counted elsewhere, of all its ways together', () => {
    const from = counts({
      'python/new/one': { right: 20, of: 20 },
      'python/new/two': { right: 9, of: 10 },
      'python/newer/x': { right: 50, of: 50 },
    });
    expect(here([], { foretold: 0.97 }, from).atLeast).toBeGreaterThan(0.9);
    expect(here([], { foretold: 0.97, origin: { kind: 'rule', id: 'python/newest' } }, from).atLeast).toBe(0);
    const few = counts({ 'python/new/one': { right: 20, of: 20 } });
    expect(here([], { foretold: 0.97 }, few).atLeast).toBe(0);
    expect(here(outcomes(10, 10), { foretold: 0.97 }, few).atLeast).toBeGreaterThan(0.9);
  });

  test('the bound lies below the mean, the further the less was counted', () => {
    const bound = (of: number): number => here([], { foretold: 0.93 }, counts({ 'python/new/one': { right: of, of } })).atLeast;
    expect(bound(30)).toBeLessThan(0.93);
    expect(bound(300)).toBeGreaterThan(bound(30));
    expect(bound(300)).toBeLessThan(0.93);
  });

  test('a likely fix becomes sure by an accepted streak, and is not any more after some refusals', () => {
    const from = counts({ 'python/new/one': { right: 34, of: 40 } });
    const fix = { foretold: 0.87 };
    expect(here([], fix, from).atLeast).toBeLessThan(0.9);
    expect(here(outcomes(15, 15, fix), fix, from).atLeast).toBeGreaterThan(0.9);
    expect(here(outcomes(19, 15, fix), fix, from).atLeast).toBeLessThan(0.9);
  });
});

describe('what is refused more often than taken', () => {
  test('stands behind the low-confidence entry, from the second refusal', () => {
    const fix = { foretold: 0.55 };
    expect(here(outcomes(1, 0, fix), fix).unwanted).toBe(false);
    expect(here(outcomes(2, 0, fix), fix)).toMatchObject({ unwanted: true, silent: false });
    expect(here(outcomes(4, 2, fix), fix).unwanted).toBe(false);
  });

  test('but not one that is likely all the same', () => {
    expect(here(outcomes(3, 0, { foretold: 0.6 }), { foretold: 0.97 })).toMatchObject({ unwanted: false });
  });

  test('and falls silent where a right offer is worth less than the wrong ones cost', () => {
    expect(here(outcomes(2, 0, { foretold: 0.6 }), { foretold: 0.6 }).silent).toBe(false);
    const often = here(outcomes(32, 0, { foretold: 0.6 }), { foretold: 0.6 });
    expect(often.confidence).toBeLessThan(0.25);
    expect(often.silent).toBe(true);
    // That it is unlikely by what was counted elsewhere is no reason yet: nobody here refused it.
    expect(here([], { foretold: 0.2 }).silent).toBe(false);
  });
});

describe('the layer', () => {
  /** Half of what was foretold at 0.9 comes true, over many classes. */
  const spread = (of: number): Outcome[] => outcomes(of, of / 2, { foretold: 0.9 }).map((one, i) => ({ ...one, variant: `v${i}` }));

  test('is fitted from 50 outcomes on, never before', () => {
    expect(experienceOf(spread(LEAST_FOR_LAYER - 1)).layer).toBeUndefined();
    expect(here(spread(LEAST_FOR_LAYER - 1), { foretold: 0.9 }).confidence).toBe(0.9);
    expect(experienceOf(spread(LEAST_FOR_LAYER)).layer).toBeDefined();
    expect(here(spread(LEAST_FOR_LAYER), { foretold: 0.9 }).confidence).toBeLessThan(0.8);
    expect(here(spread(400), { foretold: 0.9 }).confidence).toBeCloseTo(0.5, 1);
  });

  test('keeps the order of what was foretold, whatever came', () => {
    const upside = [...outcomes(200, 0, { foretold: 0.9 }), ...outcomes(200, 200, { foretold: 0.1 })].map((one, i) => ({
      ...one,
      variant: `v${i}`,
    }));
    const { layer } = experienceOf(upside);
    const of = (foretold: number): number => throughLayer({ ...FIX, foretold }, layer);
    expect(of(0.9)).toBeGreaterThanOrEqual(of(0.1));
  });

  test('what came true as foretold is left as it is', () => {
    const list = [...outcomes(200, 160), ...outcomes(200, 40, { foretold: 0.2 })].map((one, i) => ({ ...one, variant: `v${i}` }));
    for (const foretold of [0.2, 0.5, 0.8]) expect(here(list, { foretold }).confidence).toBeCloseTo(foretold, 1);
  });
});

test('the same outcomes give the same numbers, soon', () => {
  const list = Array.from({ length: 1_000 }, (_, i): Outcome => ({
    ...FIX,
    ...SAID,
    variant: `v${i % 100}`,
    foretold: (i % 19) / 20,
    end: i % 3 ? 'taken' : 'refused',
  }));
  expect(experienceOf(list)).toEqual(experienceOf([...list]));
  let best = Infinity;
  let experience: Experience | undefined;
  for (let i = 0; i < 20; i++) {
    const began = performance.now();
    experience = experienceOf(list);
    best = Math.min(best, performance.now() - began);
  }
  expect(experience?.of).toBe(1_000);
  // Two milliseconds on a machine of its own.
  expect(best).toBeLessThan(20);
});
