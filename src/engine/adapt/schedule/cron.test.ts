// Cron expressions on ordinary days, on the nights on which clocks change, and ones that are none.

import { describe, expect, test } from 'vitest';
import { readSchedule, type Schedule } from './cron';
import { dueAt, GRACE_MS } from './due';
import type { ScheduleState } from './schedule-state';

function schedule(expression: string, timezone = 'Europe/Berlin'): Schedule {
  const read = readSchedule(expression, timezone);
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

/** Looks every minute, as a window does, and says for which times it ran. */
function runs(cron: Schedule, from: string, to: string, clock = (at: number) => at): string[] {
  const out: string[] = [];
  let state: ScheduleState = { expression: cron.expression, since: new Date(clock(Date.parse(from))).toISOString() };
  for (let at = Date.parse(from); at < Date.parse(to); at += 60_000) {
    const now = new Date(clock(at));
    const due = dueAt(cron, state, now);
    if (!due.due) continue;
    out.push(due.scheduled.toISOString());
    state = { ...state, lastScheduled: due.scheduled.toISOString() };
  }
  return out;
}

test('every night is run once', () => {
  expect(runs(schedule('0 0 * * *'), '2026-07-01T12:00Z', '2026-07-04T12:00Z')).toEqual([
    '2026-07-01T22:00:00.000Z',
    '2026-07-02T22:00:00.000Z',
    '2026-07-03T22:00:00.000Z',
  ]);
});

describe('half past two on a night on which clocks change', () => {
  test('in spring, where it is skipped: once, at the first moment after the gap', () => {
    expect(runs(schedule('30 2 * * *'), '2027-03-27T12:00Z', '2027-03-28T12:00Z')).toEqual(['2027-03-28T01:00:00.000Z']);
  });

  test('in autumn, where it comes twice: once, the first time', () => {
    expect(runs(schedule('30 2 * * *'), '2026-10-24T12:00Z', '2026-10-25T12:00Z')).toEqual(['2026-10-25T00:30:00.000Z']);
  });

  test.each([
    ['America/New_York', '2026-10-31T12:00Z', '2026-11-02T00:00Z', '30 1 * * *', 1],
    ['America/New_York', '2027-03-13T12:00Z', '2027-03-15T00:00Z', '30 2 * * *', 1],
    // Half an hour only.
    ['Australia/Lord_Howe', '2026-10-03T00:00Z', '2026-10-04T00:00Z', '15 2 * * *', 1],
  ])('in %s', (zone, from, to, expression, times) => {
    expect(runs(schedule(expression, zone), from, to)).toHaveLength(times);
  });
});

describe('an hour’s grace', () => {
  const cron = schedule('0 0 * * *', 'UTC');
  const since = { since: '2026-01-01T00:00:00.000Z' };

  test.each([
    ['at its second', '2026-06-02T00:00:00Z', true],
    ['within it', '2026-06-02T00:00:00.900Z', true],
    ['an hour later', '2026-06-02T01:00:00Z', true],
    ['more than an hour later', '2026-06-02T01:00:01Z', false],
    ['a second too early', '2026-06-01T23:59:59Z', false],
  ])('%s', (_, now, isDue) => {
    expect(dueAt(cron, since, new Date(now)).due).toBe(isDue);
  });

  test('what was missed before the schedule was set is not made up for', () => {
    expect(dueAt(cron, { since: '2026-06-02T00:20:00Z' }, new Date('2026-06-02T00:30:00Z'))).toEqual({
      due: false,
      next: new Date('2026-06-03T00:00:00Z'),
    });
  });

  test('once', () => {
    const state = { ...since, lastScheduled: '2026-06-02T00:00:00.000Z' };
    expect(dueAt(cron, state, new Date('2026-06-02T00:59:00Z')).due).toBe(false);
    expect(dueAt(cron, state, new Date('2026-06-03T00:00:00Z')).due).toBe(true);
  });
});

describe('a clock that goes back', () => {
  test('by two hours: what has had its run does not get another', () => {
    const back = Date.parse('2026-06-02T00:30:00Z');
    expect(
      runs(schedule('0 0 * * *', 'UTC'), '2026-06-01T12:00Z', '2026-06-02T20:00Z', (at) => (at < back ? at : at - 2 * GRACE_MS)),
    ).toEqual(['2026-06-02T00:00:00.000Z']);
  });

  test('by years, to the right time: the next night is run, not one in years', () => {
    const cron = schedule('0 0 * * *', 'UTC');
    const wrong = { since: '2031-01-01T00:00:00Z', lastScheduled: '2031-01-02T00:00:00Z' };
    expect(dueAt(cron, wrong, new Date('2026-06-01T12:00:00Z'))).toEqual({ due: false, next: new Date('2026-06-02T00:00:00Z') });
  });
});

describe('what is no schedule is named, with how one is written', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['midnight', 'it has 1 part.'],
    ['0 0 * *', 'it has 4 parts'],
    ['0 0 0 * * *', 'it has 6 parts'],
    ['61 0 * * *', 'minute: 61'],
    ['0 25 * * *', 'hour: 25'],
    ['0 0 30 2 *', 'never comes'],
    ['0 0 * * * && rm -rf /', 'it has 9 parts'],
    ['0 '.repeat(200), 'longer'],
    ['2026-01-01T00:00:00', 'is a day'],
  ])('%j', (expression, part) => {
    const read = readSchedule(expression);
    expect(read).toMatchObject({ ok: false, reason: 'invalid' });
    expect(!read.ok && read.message).toContain(part);
    expect(!read.ok && read.message).toContain('"0 0 * * *" is midnight');
  });
});
