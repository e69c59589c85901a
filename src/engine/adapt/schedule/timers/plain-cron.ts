// The part of cron's language that every cron, systemd and CI speak: five fields of numbers, lists, ranges and steps.

import { failure, success, type Result } from '../../../result';
import { readSchedule } from '../cron';

/** Each field has only digits and `*`, `,`, `-`, `/`; days of the week count from Sunday, 0. */
export interface PlainCron {
  readonly minute: string;
  readonly hour: string;
  readonly day: string;
  readonly month: string;
  readonly weekday: string;
}

const NICKNAMES: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELD = /^(?:\*(?:\/\d+)?|\d+(?:-\d+(?:\/\d+)?)?)(?:,(?:\*(?:\/\d+)?|\d+(?:-\d+(?:\/\d+)?)?))*$/;

/** The message says which part others would not understand. */
export function plainCron(expression: string): Result<PlainCron, 'invalid'> {
  const read = readSchedule(expression);
  if (!read.ok) return read;
  const written = read.value.expression;
  const fields = (NICKNAMES[written.toLowerCase()] ?? written).split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields.map((field) => (field === '?' ? '*' : field));
  const plain = {
    minute,
    hour,
    day,
    month: named(month, MONTHS, 1),
    weekday: named(weekday, WEEKDAYS, 0),
  };
  const odd = Object.entries(plain).find(([, field]) => !FIELD.test(field));
  if (odd)
    return failure(
      'invalid',
      `"${written}" can only be kept by Self-Heal itself: no other timer knows "${odd[1]}". Write it with numbers, lists, ranges and steps.`,
    );
  // What counts where both days are given, one of them by a star, is not the same everywhere.
  if (day !== '*' && weekday !== '*' && (day.startsWith('*') || weekday.startsWith('*')))
    return failure(
      'invalid',
      `"${written}" means different days to different timers. Give the day of the month or the day of the week, and a * for the other.`,
    );
  return success(plain);
}

export const written = ({ minute, hour, day, month, weekday }: PlainCron): string => `${minute} ${hour} ${day} ${month} ${weekday}`;

/** `MON-FRI` → `1-5`. */
const named = (field: string, names: readonly string[], first: number): string =>
  field.toLowerCase().replace(/[a-z]{3}/g, (name) => (names.includes(name) ? String(names.indexOf(name) + first) : name));
