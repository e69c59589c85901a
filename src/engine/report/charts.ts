// What is drawn of a report: each chart as names and numbers, for the drawings of page.ts, the page's script, the tables behind them and their CSV.

import { LEAST_OF_A_BIN } from '../learn/calibration';
import type { Week } from '../learn/store/report-statistics';
import { SOURCE_NAMES, type Report } from './report';

export type Unit = 'count' | 'percent' | 'ms';

/**
 * `bar` is filled from below, `line` goes from week to week, `dots` stand by themselves, `aim` is what was promised or would be perfect: it is drawn
 * dashed and is in no table.
 */
type Look = 'bar' | 'line' | 'dots' | 'aim';

export interface Series {
  readonly label: string;
  readonly look: Look;
  /** One for each x; null where nothing was counted. Percents are 0 to 100. */
  readonly values: readonly (number | null)[];
}

/** Plain and serialisable: the page's script is given it as JSON. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** What is seen, in one sentence. */
  readonly note: string;
  readonly unit: Unit;
  /** Bars stand on one another; else one before the other. */
  readonly stacked: boolean;
  /** Times from milliseconds to minutes are read on a logarithmic axis. */
  readonly logarithmic: boolean;
  /** Mondays as `2026-03-02`, or percents in rising order. */
  readonly x: { readonly name: string } & ({ readonly mondays: readonly string[] } | { readonly percents: readonly number[] });
  readonly series: readonly Series[];
}

/** Weeks that are drawn. */
const WEEKS = 52;
const WEEK_MS = 7 * 86_400_000;

export type ChartKind = 'heals' | 'rates' | 'time' | 'sources' | 'kept' | 'reuse' | 'calibration';

/** Those that have something to show. */
export function chartsOf(report: Report): Readonly<Partial<Record<ChartKind, Chart>>> {
  const weeks = weeksUpTo(report);
  const all: Readonly<Record<ChartKind, Chart>> = {
    heals: healsChart(weeks),
    rates: ratesChart(weeks),
    time: timeChart(weeks),
    sources: sourcesChart(weeks),
    kept: keptChart(weeks, report),
    reuse: reuseChart(weeks),
    calibration: calibrationChart(report),
  };
  const says = ({ unit, series }: Chart): boolean =>
    series.some(({ look, values }) => look !== 'aim' && values.some((value) => value !== null && (unit !== 'count' || value > 0)));
  return Object.fromEntries(Object.entries(all).filter(([id, chart]) => says(chart) && (id !== 'reuse' || isReused(chart))));
}

/** A year in which nothing was is no chart. */
const isReused = ({ series }: Chart): boolean => series.some(({ values }) => values.some((value) => (value ?? 0) > 0));

type Shown = Pick<Week, 'monday'> & Partial<Week>;

/** The last year up to the report's own week; those in which nothing happened too. */
function weeksUpTo({ weeks, made }: Report): Shown[] {
  const first = weeks[0];
  if (!first) return [];
  const known = new Map(weeks.map((week) => [week.monday, week]));
  const last = Math.max(Date.parse(mondayOf(made)), Date.parse(weeks.at(-1)?.monday ?? first.monday));
  const from = Math.max(Date.parse(first.monday), last - (WEEKS - 1) * WEEK_MS);
  const mondays: string[] = [];
  for (let at = from; at <= last; at += WEEK_MS) mondays.push(new Date(at).toISOString().slice(0, 10));
  return mondays.map((monday) => known.get(monday) ?? { monday });
}

/** Of a time, ISO 8601 UTC. */
function mondayOf(time: string): string {
  const date = new Date(`${time.slice(0, 10)}T00:00:00Z`);
  return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
}

const overWeeks = (weeks: readonly Shown[]): Chart['x'] => ({ name: 'Week from', mondays: weeks.map(({ monday }) => monday) });
const percent = (part: number, of: number): number | null => (of > 0 ? Math.round((1_000 * part) / of) / 10 : null);
const sum = (counts: Readonly<Record<string, number>> | undefined): number => Object.values(counts ?? {}).reduce((all, n) => all + n, 0);

function healsChart(weeks: readonly Shown[]): Chart {
  return {
    id: 'heals',
    title: 'Heals a week',
    note: 'How many heals came to an end, and how many of them healed.',
    unit: 'count',
    stacked: false,
    logarithmic: false,
    x: overWeeks(weeks),
    series: [
      { label: 'Ended', look: 'bar', values: weeks.map(({ success }) => success?.ended ?? 0) },
      { label: 'Healed', look: 'bar', values: weeks.map(({ success }) => success?.healed ?? 0) },
    ],
  };
}

function ratesChart(weeks: readonly Shown[]): Chart {
  const rate = (part: 'healed' | 'firstTry'): (number | null)[] =>
    weeks.map(({ success }) => (success ? percent(success[part], success.ended) : null));
  return {
    id: 'rates',
    title: 'Healed of those that came to an end',
    note: 'Weeks without a heal are left out; of a week with few heals a share says little.',
    unit: 'percent',
    stacked: false,
    logarithmic: false,
    x: overWeeks(weeks),
    series: [
      { label: 'Healed', look: 'line', values: rate('healed') },
      { label: 'At the first try', look: 'line', values: rate('firstTry') },
      { label: 'Aim, healed: 95 %', look: 'aim', values: weeks.map(() => 95) },
    ],
  };
}

function timeChart(weeks: readonly Shown[]): Chart {
  return {
    id: 'time',
    title: 'Time to heal',
    note: 'From the question to the fix, without the time that you thought it over.',
    unit: 'ms',
    stacked: false,
    logarithmic: true,
    x: overWeeks(weeks),
    series: [
      { label: 'Half of them took at most', look: 'line', values: weeks.map(({ times }) => times?.medianMs ?? null) },
      { label: 'Nine of ten took at most', look: 'line', values: weeks.map(({ times }) => times?.p90Ms ?? null) },
      { label: 'Aim: 5 s', look: 'aim', values: weeks.map(() => 5_000) },
    ],
  };
}

function sourcesChart(weeks: readonly Shown[]): Chart {
  return {
    id: 'sources',
    title: 'What healed, week by week',
    note: 'Heals by what made the fix.',
    unit: 'count',
    stacked: true,
    logarithmic: false,
    x: overWeeks(weeks),
    series: Object.entries(SOURCE_NAMES)
      .map(([kind, label]) => ({ label, look: 'bar' as const, values: weeks.map(({ healedBy }) => healedBy?.[kind] ?? 0) }))
      .filter(({ values }) => values.some(Boolean)),
  };
}

/** Those of the years before are counted in. */
function keptChart(weeks: readonly Shown[], report: Report): Chart {
  const from = weeks[0]?.monday ?? '';
  let all = report.weeks.filter(({ monday }) => monday < from).reduce((n, { pairs }) => n + sum(pairs), 0);
  return {
    id: 'kept',
    title: 'Fixes kept so far',
    note: 'Each is used again where the same error comes back; rules are learned from those that are alike.',
    unit: 'count',
    stacked: false,
    logarithmic: false,
    x: overWeeks(weeks),
    series: [{ label: 'Kept so far', look: 'line', values: weeks.map(({ pairs }) => (all += sum(pairs))) }],
  };
}

function reuseChart(weeks: readonly Shown[]): Chart {
  const by = (kind: string): (number | null)[] =>
    weeks.map(({ healedBy, success }) => (success ? percent(healedBy?.[kind] ?? 0, success.healed) : null));
  return {
    id: 'reuse',
    title: 'Healed by what was learned',
    note: 'Out of all that was healed in the week.',
    unit: 'percent',
    stacked: true,
    logarithmic: false,
    x: overWeeks(weeks),
    series: ['remembered', 'learned'].map((kind) => ({ label: SOURCE_NAMES[kind] ?? kind, look: 'bar' as const, values: by(kind) })),
  };
}

function calibrationChart({ calibration }: Report): Chart {
  const bins = calibration.bins.filter(({ of }) => of > 0);
  const right = (isMany: boolean): (number | null)[] =>
    bins.map((bin) => (bin.of >= LEAST_OF_A_BIN === isMany ? percent(bin.right, bin.of) : null));
  const said = bins.map((bin) => Math.round(1_000 * bin.said) / 10);
  return {
    id: 'calibration',
    title: 'What was said against what came true',
    note: 'On the dashed line, what was said came true.',
    unit: 'percent',
    stacked: false,
    logarithmic: false,
    x: { name: 'Said', percents: said },
    series: [
      { label: `Came true, of ${LEAST_OF_A_BIN} fixes or more`, look: 'dots', values: right(true) },
      { label: 'Came true, of fewer', look: 'dots', values: right(false) },
      { label: 'As said', look: 'aim', values: said },
    ],
  };
}
