// Whether a training is due: at its time, or up to an hour after it where nobody was there, and once.

import type { Schedule } from './cron';
import type { ScheduleState } from './schedule-state';

/** How long after its time a training that was missed is still made up for. In ms. */
export const GRACE_MS = 60 * 60 * 1_000;
/** A last run that lies further ahead than this was written by a clock that was wrong. In ms. */
const CLOCK_WAS_WRONG_MS = 24 * 60 * 60 * 1_000;

export type Due =
  | { readonly due: true; /** The time that it is run for. */ readonly scheduled: Date }
  | { readonly due: false; readonly next: Date | undefined };

/**
 * Pure. A time that has had its run does not get another, also where the clock was put back since, and none that lies before the schedule was set.
 * A clock that was more than a day ahead is not waited for: what it wrote counts from `now` on.
 */
export function dueAt(schedule: Schedule, state: ScheduleState, now: Date): Due {
  const scheduled = schedule.latest(now);
  const handled = Math.max(believed(state.since, now), believed(state.lastScheduled, now));
  const isDue = scheduled && scheduled.getTime() > handled && now.getTime() - scheduled.getTime() <= GRACE_MS;
  return isDue ? { due: true, scheduled } : { due: false, next: schedule.next(new Date(Math.max(now.getTime(), handled))) };
}

/** In ms; what an impossible clock wrote means now. */
function believed(written: string | undefined, now: Date): number {
  const at = written === undefined ? 0 : Date.parse(written);
  if (Number.isNaN(at)) return 0;
  return at - now.getTime() > CLOCK_WAS_WRONG_MS ? now.getTime() : at;
}
