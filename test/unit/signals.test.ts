// What is unusual in a workspace (F023).

import { describe, expect, it } from 'vitest';
import { judge, Signals } from '../../src/engine/report/signals';

const RULE = { needed: 10, least: 1 };
const MINUTE = 60_000;

/** The same numbers each time, from 0 to 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** A bell of some width around a middle. */
const bell = (random: () => number, middle: number, width: number): number =>
  middle + (width * (Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, 0) - 6)) / 1;

describe('F023: a value held against what was seen before', () => {
  it('says nothing before it has seen enough', () => {
    expect(judge([1, 2, 1], 1_000, RULE)).toEqual({ kind: 'not-enough', seen: 3, needed: 10 });
  });

  it('is unusual where it is far above, not where it is far below', () => {
    const seen = [10, 11, 9, 10, 12, 10, 9, 11, 10, 10];
    expect(judge(seen, 30, RULE)).toMatchObject({ kind: 'unusual', usual: 10 });
    expect(judge(seen, 12, RULE)).toMatchObject({ kind: 'usual' });
    expect(judge(seen, 0, RULE)).toMatchObject({ kind: 'usual' });
  });

  it('that was never anything but nothing is unusual from four of its least on', () => {
    const seen = Array.from({ length: 40 }, () => 0);
    expect(judge(seen, 3, RULE)).toMatchObject({ kind: 'usual' });
    expect(judge(seen, 4, RULE)).toMatchObject({ kind: 'unusual' });
  });

  it('is not fooled by a tenth of what was seen having been unusual itself', () => {
    const random = numbers(1);
    const seen = Array.from({ length: 100 }, (_, n) => (n % 10 === 0 ? 500 : bell(random, 20, 2)));
    expect(judge(seen, 20, RULE)).toMatchObject({ kind: 'usual' });
    // A mean and a deviation of all would have called this usual.
    const mean = seen.reduce((sum, one) => sum + one, 0) / 100;
    const deviation = Math.sqrt(seen.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 100);
    expect((150 - mean) / deviation).toBeLessThan(3.5);
    expect(judge(seen, 150, RULE)).toMatchObject({ kind: 'unusual' });
  });

  it('of which more than a tenth lies far above is no burst', () => {
    const seen = Array.from({ length: 100 }, (_, n) => (n % 5 === 0 ? 50 : 1));
    expect(judge(seen, 50, RULE)).toMatchObject({ kind: 'usual' });
  });

  it('cries wolf in fewer than one of a hundred ordinary values, and misses none of the tenfold', () => {
    const random = numbers(7);
    const seen = Array.from({ length: 60 }, () => bell(random, 100, 10));
    let wolf = 0;
    for (let n = 0; n < 2_000; n++) if (judge(seen, bell(random, 100, 10), RULE).kind === 'unusual') wolf++;
    expect(wolf).toBeLessThan(20);
    for (let n = 0; n < 200; n++) expect(judge(seen, 10 * bell(random, 100, 10), RULE).kind).toBe('unusual');
  });
});

const COMMAND = { line: 'npm test', cwd: '/shop', ms: 5_000, hasFailed: false, errors: 0 };

/** A quiet week: a command every five minutes, one in ten fails with an error. */
function quiet(signals: Signals, runs: number, from = 0): string[] {
  const random = numbers(3);
  return Array.from({ length: runs }, (_, n) =>
    signals.ended({ ...COMMAND, ms: 5_000 + 400 * random(), hasFailed: n % 10 === 9, errors: n % 10 === 9 ? 1 : 0 }, from + n * 5 * MINUTE),
  )
    .flat()
    .map(({ message }) => message);
}

describe('F023: the signals of a folder', () => {
  it('are silent while all is as usual, and until enough was seen', () => {
    expect(quiet(new Signals(undefined), 500)).toEqual([]);
    const fresh = new Signals(undefined);
    expect(fresh.ended({ ...COMMAND, hasFailed: true, errors: 400 }, 0)).toEqual([]);
    expect(fresh.isFresh).toBe(false);
  });

  it('tell a burst of errors once in its minute, with what is usual', () => {
    const signals = new Signals(undefined);
    quiet(signals, 200);
    const at = 200 * 5 * MINUTE;
    const burst = { ...COMMAND, hasFailed: true, errors: 12 };
    expect(signals.ended(burst, at)).toEqual([{ signal: 'errors_per_minute', message: '12 errors within a minute; usual here: 0.' }]);
    expect(signals.ended(burst, at + 1_000)).toEqual([]);
    expect(signals.seen(9, at + 2 * MINUTE)).toMatchObject([{ signal: 'errors_per_minute' }]);
  });

  it('tell where most of the last commands failed, once until it is usual again', () => {
    const signals = new Signals(undefined);
    quiet(signals, 200);
    const told = Array.from({ length: 30 }, (_, n) => signals.ended({ ...COMMAND, hasFailed: true }, (2_000 + n) * 5 * MINUTE)).flat();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ signal: 'failed_share', message: expect.stringContaining('usual here: 1 of 10') as string });
  });

  it('tell a command that takes much longer than it usually does, of that command only, and none that failed', () => {
    const signals = new Signals(undefined);
    quiet(signals, 100);
    const at = 1_000 * 5 * MINUTE;
    expect(signals.ended({ ...COMMAND, ms: 30_000 }, at)).toEqual([
      { signal: 'run_time', message: expect.stringMatching(/^A command took 30 s; usual for it here: 5\.\d s\.$/) as string },
    ]);
    expect(signals.ended({ ...COMMAND, line: 'npm run build', ms: 30_000 }, at)).toEqual([]);
    expect(signals.ended({ ...COMMAND, ms: 60_000, hasFailed: true }, at)).toEqual([]);
    // A moment more is nothing, however regular it was.
    const regular = new Signals(undefined);
    for (let n = 0; n < 20; n++) regular.ended({ ...COMMAND, ms: 100 }, n * MINUTE);
    expect(regular.ended({ ...COMMAND, ms: 900 }, at)).toEqual([]);
  });

  it('take what lasts for usual after a while', () => {
    const signals = new Signals(undefined);
    for (let n = 0; n < 30; n++) signals.ended({ ...COMMAND, ms: 5_000 }, n * MINUTE);
    const told = Array.from({ length: 40 }, (_, n) => signals.ended({ ...COMMAND, ms: 20_000 }, (100 + n) * MINUTE).length);
    expect(told[0]).toBe(1);
    expect(told.slice(-10)).toEqual(Array.from({ length: 10 }, () => 0));
  });

  it('are kept as numbers, without a word of a command, and go on from there', () => {
    const signals = new Signals(undefined);
    quiet(signals, 200);
    const kept = JSON.stringify(signals);
    expect(kept).not.toContain('npm');
    expect(kept).not.toContain('shop');
    const again = new Signals(JSON.parse(kept));
    expect(again.measures).toEqual(signals.measures);
    expect(again.ended({ ...COMMAND, hasFailed: true, errors: 12 }, 300 * 5 * MINUTE)).toHaveLength(1);
    expect(new Signals({ version: 1, runs: 'x' }).isFresh).toBe(true);
    expect(kept.length).toBeLessThan(20_000);
  });

  it('stay small for ever', () => {
    const signals = new Signals(undefined);
    for (let n = 0; n < 4_000; n++) signals.ended({ ...COMMAND, line: `run ${n % 300}`, ms: 1_234 + n }, n * MINUTE);
    expect(JSON.stringify(signals).length).toBeLessThan(200_000);
    expect(new Signals(JSON.parse(JSON.stringify(signals))).isFresh).toBe(false);
  });
});
