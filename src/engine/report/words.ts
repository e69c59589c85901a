// How the report's numbers are written.

import type { ReportStatistics } from '../learn/store/report-statistics';

/** `820 ms`, `1.4 s`, `2 min`, `3.5 h`; `–` where there is none. */
export function duration(ms: number | undefined): string {
  if (ms === undefined) return '–';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** `72 %`; `–` of nothing. */
export const share = (part: number, of: number): string => (of > 0 ? `${Math.round((100 * part) / of)} %` : '–');

/** What became of pairs, in words. */
export const VERDICTS: Readonly<Record<string, string>> = {
  accepted: 'taken',
  survived: 'taken and still there',
  edited: 'taken and changed by you',
  rejected: 'refused',
  reverted: 'taken back',
};

export const OUTCOMES: Readonly<Record<string, string>> = {
  healed: 'healed',
  offered: 'offered, not taken',
  nothing: 'no fix known',
  failed: 'did not hold',
  regressed: 'broke what worked before',
  reverted: 'taken back',
  cancelled: 'cancelled',
};

/** What a row of recurrences stands for, by where it begins. */
export function recurrenceName(before: number): string {
  const NAMES: Readonly<Record<number, string>> = { 0: 'never', 1: '1 to 9 times', 10: '10 to 99 times', 100: '100 times or more' };
  return NAMES[before] ?? `${before} times or more`;
}

/** What was kept against the model, where both have healed; else ''. Times in ms. */
export function quickerSentence(byKept: number | undefined, byModel: number | undefined): string {
  if (byKept === undefined || byModel === undefined || byKept >= byModel) return '';
  return ` Half of the heals by a remembered fix took ${duration(byKept)} or less, by a model ${duration(byModel)}: ${Math.round(byModel / Math.max(1, byKept)).toLocaleString('en')} times as long.`;
}

/** What knowing earlier fixes saved: of the machine's time only, so nothing is guessed. */
export function savedSentence({ heals, ms }: ReportStatistics['learning']['saved']): string {
  if (heals === 0) return 'No error was healed yet by a fix or a rule that came of an earlier one.';
  const many = `${plural(heals, 'error was', 'errors were')} healed by a fix or a rule that came of an earlier one`;
  return ms > 0
    ? `${many}, all together ${duration(ms)} sooner than the first of their kind; the time that you need not think about it again is not counted.`
    : `${many}; that was no quicker than the first of their kind.`;
}
