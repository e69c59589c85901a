// When a training is meant to run: a cron expression, read by the library croner. Of the nights on which clocks change, a time that is skipped counts
// once at the first moment after the gap, and one that comes twice counts the first time.

import { Cron } from 'croner';
import { failure, success, type Result } from '../../result';

/** Every night at midnight. */
export const NIGHTLY = '0 0 * * *';

const MAX_LENGTH = 200;
const REMEDY =
  'It is five parts, minute, hour, day of the month, month and day of the week: "0 0 * * *" is midnight, "30 2 * * 1-5" half past two on weekdays.';

export interface Schedule {
  /** As it was written, without the blanks around it. */
  readonly expression: string;
  /** The last moment at which it was meant to run, `now` among them; undefined where there was none. */
  readonly latest: (now: Date) => Date | undefined;
  /** The first one after `now`; undefined where none comes. */
  readonly next: (now: Date) => Date | undefined;
}

/** @param timezone of the IANA's database; the machine's where absent. The message names what is wrong, and how it is written. */
export function readSchedule(expression: string, timezone?: string): Result<Schedule, 'invalid'> {
  const written = expression.trim();
  if (written === '' || written.length > MAX_LENGTH)
    return failure('invalid', `A schedule is ${written === '' ? 'empty' : 'longer than a schedule is'}. ${REMEDY}`);
  // The library takes a single moment, too.
  if (/^\d{4}-/.test(written)) return failure('invalid', `"${written}" is a day, no schedule. ${REMEDY}`);
  const parts = written.split(/\s+/).length;
  if (parts !== 5 && !written.startsWith('@'))
    return failure('invalid', `"${written}" is no schedule: it has ${parts} ${parts === 1 ? 'part' : 'parts'}. ${REMEDY}`);
  let cron: Cron;
  try {
    cron = new Cron(written, { mode: '5-part', ...(timezone === undefined ? {} : { timezone }) });
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).replace(/^CronPattern: /, '').replace(/\.$/, '');
    return failure('invalid', `"${written}" is no schedule: ${why}. ${REMEDY}`);
  }
  const next = (now: Date): Date | undefined => cron.nextRun(now) ?? undefined;
  // Two leap years lie eight years apart at most, so what doesn't come from any day on comes never.
  if (!next(new Date(0)) || !next(new Date()))
    return failure('invalid', `"${written}" never comes, so nothing would ever be trained. ${REMEDY}`);
  // The library looks before a moment, and counts in seconds.
  const latest = (now: Date): Date | undefined => cron.previousRuns(1, new Date(Math.floor(now.getTime() / 1_000) * 1_000 + 1_000))[0];
  return success({ expression: written, latest, next });
}
