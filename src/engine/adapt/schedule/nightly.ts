// One look at the clock: trains where a training is due, with enough new pairs, on mains power, and where nobody else does. Every condition that keeps
// it from running has a sentence.

import { ADAPTER_ID } from '../adapter-metadata';
import { AdapterRegistry } from '../adapter-registry';
import type { Schedule } from './cron';
import { dueAt } from './due';
import { readScheduleState, writeScheduleState, type ScheduleState } from './schedule-state';
import { takeTrainingLock } from './training-lock';

/** Pairs that must have come since the last adapter, where nobody says how many. */
export const DEFAULT_NEW_PAIRS = 20;

export interface NightlyRequest {
  /** Absolute path of the adapters' folder. */
  readonly adapters: string;
  /** Absent where it is due now, whatever the clock says. */
  readonly schedule?: Schedule;
  /** A timer of the system keeps the time: it does not begin with this look, so its first time counts, too. */
  readonly isTimed?: boolean;
  readonly minNewPairs: number;
  readonly now: Date;
  /** How many pairs there are that were recorded since: ISO 8601 UTC, absent for all. undefined where they can't be counted now. */
  readonly pairsSince: (since: string | undefined) => number | undefined;
  /** undefined: not to be told, which keeps nothing from running. */
  readonly onMains: () => Promise<boolean | undefined>;
  /** The training itself, under the lock; a sentence on how it ended. What it throws is told as a failure. */
  readonly train: () => Promise<{ readonly ok: boolean; readonly message: string }>;
}

export type NightlyReason = 'not-due' | 'few-pairs' | 'on-battery' | 'busy' | 'failed';
export type NightlyOutcome =
  | { readonly kind: 'trained'; readonly message: string }
  | {
      readonly kind: 'kept';
      readonly why: NightlyReason;
      readonly message: string;
      /** When it is due next, where that is known. */ readonly next?: Date;
    };

/** Never throws. The time is marked as used before the training begins: one that dies is not begun again before its next time. */
export async function runNightly(request: NightlyRequest): Promise<NightlyOutcome> {
  try {
    return await look(request);
  } catch (error) {
    return kept('failed', `The adapter was not trained: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function look({
  adapters,
  schedule,
  isTimed = false,
  minNewPairs,
  now,
  pairsSince,
  onMains,
  train,
}: NightlyRequest): Promise<NightlyOutcome> {
  const asked = readScheduleState(adapters);
  // A schedule that was just set does not make up for what it would have missed.
  if (schedule && !isTimed && asked.expression !== schedule.expression) {
    const { lastScheduled, lastStarted, lastEnded, lastResult } = asked;
    const began = { expression: schedule.expression, since: now.toISOString() };
    const written = await writeScheduleState(adapters, clean({ ...began, lastScheduled, lastStarted, lastEnded, lastResult }));
    if (!written.ok) return kept('failed', `When it was trained last can’t be kept, so nothing is trained: ${written.message}.`);
  }
  const early = dueNow(schedule, isTimed, adapters, now);
  if ('kind' in early) return early;
  const since = lastTrained(adapters, now);
  const pairs = pairsSince(since);
  if (pairs === undefined) return kept('failed', 'The pairs can’t be counted now, so nothing was trained.');
  if (pairs < minNewPairs)
    return kept(
      'few-pairs',
      `Not trained: ${pairs} new pairs since ${since === undefined ? 'the beginning' : 'the last adapter'}, and ${minNewPairs} are asked for.`,
    );
  if ((await onMains()) === false) return kept('on-battery', 'Not trained: the machine runs on its battery.');
  const lock = takeTrainingLock(adapters);
  if (!lock.ok) return kept(lock.reason, lock.message);
  try {
    // Another window may have trained between the first look and the lock.
    const due = dueNow(schedule, isTimed, adapters, now);
    if ('kind' in due) return due;
    const state = readScheduleState(adapters);
    const begun: ScheduleState = { ...state, lastScheduled: due.scheduled.toISOString(), lastStarted: now.toISOString() };
    const marked = await writeScheduleState(adapters, begun);
    if (!marked.ok) return kept('failed', `When it was trained last can’t be kept, so nothing is trained: ${marked.message}.`);
    const ended = await train().catch((error: unknown) => ({ ok: false, message: error instanceof Error ? error.message : String(error) }));
    await writeScheduleState(adapters, { ...begun, lastEnded: new Date().toISOString(), lastResult: ended.message.slice(0, 2_000) });
    return ended.ok ? { kind: 'trained', message: ended.message } : kept('failed', ended.message);
  } finally {
    lock.value.release();
  }
}

function dueNow(
  schedule: Schedule | undefined,
  isTimed: boolean,
  adapters: string,
  now: Date,
): NightlyOutcome | { readonly scheduled: Date } {
  if (!schedule) return { scheduled: now };
  const { since, ...rest } = readScheduleState(adapters);
  const due = dueAt(schedule, since === undefined || isTimed ? rest : { ...rest, since }, now);
  if (due.due) return due;
  return kept('not-due', due.next ? `Due next at ${due.next.toISOString()}.` : 'It does not come again.', due.next);
}

/** When the newest adapter of the folder was made; a time that lies ahead of the clock is that of a clock that was wrong. */
export function lastTrained(adapters: string, now: Date): string | undefined {
  const times = new AdapterRegistry(adapters)
    .list()
    .filter(({ record }) => ADAPTER_ID.test(record.adapter_id))
    .map(({ record }) => Date.parse(record.created_at))
    .filter((at) => !Number.isNaN(at) && at <= now.getTime());
  return times.length === 0 ? undefined : new Date(Math.max(...times)).toISOString();
}

const kept = (why: NightlyReason, message: string, next?: Date): NightlyOutcome => ({
  kind: 'kept',
  why,
  message,
  ...(next ? { next } : {}),
});

/** Without what is undefined. */
const clean = (state: { readonly [K in keyof ScheduleState]: ScheduleState[K] | undefined }): ScheduleState =>
  Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
