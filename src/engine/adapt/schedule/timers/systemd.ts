// A service and a timer for `systemctl --user`.

import { failure, success, type Result } from '../../../result';
import { plainCron, type PlainCron } from './plain-cron';
import type { TimedCommand } from './timer';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The texts by file name, `NAME.service` and `NAME.timer`. A night that was slept through is looked at on waking; the command itself keeps to the hour's grace. */
export function systemdUnits(
  name: string,
  { expression, folder, command }: TimedCommand,
): Result<Readonly<Record<string, string>>, 'invalid'> {
  const plain = plainCron(expression);
  if (!plain.ok) return plain;
  if ([folder, ...command].some((word) => /[\u0000-\u001f\u007f]/.test(word)))
    return failure('invalid', 'A path with line breaks or other control characters can’t stand in a systemd unit.');
  return success({
    [`${name}.service`]: `[Unit]
Description=Self-Heal: train an adapter from the accepted fixes
Documentation=man:systemd.service(5)
ConditionACPower=true

[Service]
Type=oneshot
WorkingDirectory=${specifiers(folder)}
ExecStart=${command.map(quoted).join(' ')}
Nice=19
IOSchedulingClass=idle
`,
    [`${name}.timer`]: `[Unit]
Description=Self-Heal: when an adapter is trained

[Timer]
${calendars(plain.value)
  .map((calendar) => `OnCalendar=${calendar}\n`)
  .join('')}AccuracySec=1min
Persistent=true

[Install]
WantedBy=timers.target
`,
  });
}

/** Two where days of the month and of the week are given: either counts, as in cron. */
export function calendars({ minute, hour, day, month, weekday }: PlainCron): readonly string[] {
  const time = `${items(hour, 0)}:${items(minute, 0)}:00`;
  const on = (days: string, weekdays: string): string =>
    `${weekdays === '*' ? '' : `${weekdaysOf(weekdays)} `}*-${items(month, 1)}-${days} ${time}`;
  if (day !== '*' && weekday !== '*') return [on(items(day, 1), '*'), on('*', weekday)];
  return [on(items(day, 1), weekday)];
}

/** `1-5,*\/10` → `1..5,0/10`: systemd counts steps from where it is told. */
const items = (field: string, first: number): string =>
  field
    .split(',')
    .map((item) => item.replace(/^\*\//, `${first}/`).replace('-', '..'))
    .join(',');

function weekdaysOf(field: string): string {
  const days = new Set<number>();
  for (const item of field.split(',')) {
    const [range = '', step = '1'] = item.split('/');
    const [from = 0, to = from] = range === '*' ? [0, 6] : range.split('-').map(Number);
    for (let day = from; day <= to; day += Math.max(1, Number(step))) days.add(day % 7);
  }
  return [...days]
    .sort((a, b) => a - b)
    .map((day) => WEEKDAYS[day])
    .join(',');
}

/** For a setting: `%` begins a specifier. */
const specifiers = (text: string): string => text.replaceAll('%', '%%');

/** For ExecStart, as systemd.service(5) has it. */
const quoted = (word: string): string => {
  const escaped = specifiers(word).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '$$$$');
  return /^[\w@+=:,./%-]+$/.test(word) ? escaped : `"${escaped}"`;
};
