// The loop of `self-heal watch` by itself, with a clock and sources of the test's (F027, F147).

import { describe, expect, it } from 'vitest';
import { readSchedule } from '../../src/engine/adapt/schedule/cron';
import { watch, type WatchedState, type WatchRequest } from '../../src/engine/heal/watch';
import { valueOf } from './store-folder';

const OK: WatchedState = { state: 'no errors', why: '' };

/** `looks` times round the loop; before each `step` says what has changed. */
async function watched(
  looks: number,
  over: Partial<WatchRequest>,
  step: (look: number) => void = () => undefined,
): Promise<{ readonly told: readonly string[]; readonly faults: readonly string[] }> {
  const stop = new AbortController();
  const told: string[] = [];
  const faults: string[] = [];
  let look = 0;
  step(0);
  await watch({
    round: () => Promise.resolve(OK),
    stamp: () => Promise.resolve('same'),
    onState: ({ state }, of) => void told.push(`${of} ${state}`),
    onFault: (where) => void faults.push(where),
    signal: stop.signal,
    pause: () => {
      if (++look >= looks) stop.abort();
      else step(look);
      return Promise.resolve();
    },
    ...over,
  });
  return { told, faults };
}

describe('T9: the nightly scan', () => {
  const scan = (): Promise<WatchedState> => Promise.resolve(OK);
  const schedule = valueOf(readSchedule('0 2 * * *', 'UTC'));

  it('is done once at its hour, not at each of sixty looks, and again the night after', async () => {
    let time = new Date('2026-03-02T01:30:00Z').getTime();
    // A look a minute for two nights.
    const { told } = await watched(60 * 25, { now: () => new Date(time), nightly: { schedule, scan } }, () => (time += 60_000));
    expect(told.filter((one) => one.startsWith('night'))).toHaveLength(2);
    expect(told.filter((one) => one.startsWith('round'))).toHaveLength(1);
  });

  it('is not made up for by a watch that began after it, and one that fails is not tried all night', async () => {
    let time = new Date('2026-03-02T02:10:00Z').getTime();
    const now = (): Date => new Date(time);
    const minute = (): void => void (time += 60_000);
    expect((await watched(50, { now, nightly: { schedule, scan } }, minute)).told).toEqual(['round no errors']);
    time = new Date('2026-03-02T01:50:00Z').getTime();
    const failing = await watched(60, { now, nightly: { schedule, scan: () => Promise.reject(new Error('no')) } }, minute);
    expect(failing.told.filter((one) => one.startsWith('night'))).toEqual(['night needs you']);
    expect(failing.faults).toEqual(['nightly scan']);
  });
});

describe('F147: rounds', () => {
  it('come once at first, then once for each change', async () => {
    let stamp = 'a';
    const { told } = await watched(10, { stamp: () => Promise.resolve(stamp) }, (look) => (stamp = look < 4 ? 'a' : look < 7 ? 'b' : 'c'));
    expect(told).toHaveLength(3);
  });

  it('come at each interval, too', async () => {
    let time = 0;
    const { told } = await watched(10, { now: () => new Date(time), intervalMs: 60_000 }, () => (time += 20_000));
    expect(told).toHaveLength(4);
  });

  it('survive what fails in one, and say that somebody is needed', async () => {
    let stamp = 0;
    let rounds = 0;
    const round = (): Promise<WatchedState> => (++rounds % 2 === 1 ? Promise.reject(new Error('broken')) : Promise.resolve(OK));
    const { told, faults } = await watched(4, { round, stamp: () => Promise.resolve(`${stamp}`) }, () => stamp++);
    expect(told).toEqual(['round needs you', 'round no errors', 'round needs you', 'round no errors']);
    expect(faults).toEqual(['round', 'round']);
  });

  it('a command that changes a source each time is not run for ever', async () => {
    let stamp = 0;
    const round = (): Promise<WatchedState> => {
      stamp++;
      return Promise.resolve(OK);
    };
    const { told } = await watched(30, { round, stamp: () => Promise.resolve(`${stamp}`) });
    expect(told).toHaveLength(3);
  });

  it('what somebody changes while one runs is run again', async () => {
    let stamp = 0;
    let rounds = 0;
    const round = (): Promise<WatchedState> => {
      if (++rounds === 1) stamp++;
      return Promise.resolve(OK);
    };
    await watched(10, { round, stamp: () => Promise.resolve(`${stamp}`) });
    expect(rounds).toBe(2);
  });
});
