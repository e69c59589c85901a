// What was seen and healed in a workspace as measures: counters, gauges and histograms, counted in its store when they are asked for. Written for Prometheus in
// its text format 0.0.4.

import type { PairStore } from '../learn/store/pair-store';
import type { StoreFailure } from '../learn/store/store-failure';
import { success, type Result } from '../result';
import type { Signals } from './signals';

/** Rows read at once; no lock is held between pages. */
const PAGE = 500;
/** Signatures of errors that are counted, those seen most. */
const MAX_SIGHTINGS = 100_000;
/** Values of one label, those with most; the rest is counted as `other`. Whoever scrapes keeps a series for each, for ever. */
const MAX_VALUES = 100;
/** Upper bounds of a heal's time, in seconds. */
const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] as const;
/** Upper bounds of what was tried in a heal. */
const ATTEMPTS = [1, 2, 3, 5, 10] as const;

type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

export interface HistogramSample {
  readonly labels: Labels;
  /** How many were at most `le`; the last one, of all, is `count`. */
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
  readonly sum: number;
  readonly count: number;
}

export type Metric = { readonly name: string; readonly help: string } & (
  | { readonly type: 'counter' | 'gauge'; readonly samples: readonly Sample[] }
  | { readonly type: 'histogram'; readonly samples: readonly HistogramSample[] }
);

/**
 * Reads the whole store. What a store no longer keeps is not counted: it holds the newest heals, so that a counter may begin anew, as after a restart.
 * How heals ended is a gauge: one that was offered may yet be taken.
 * @param signals of the workspace, where they are kept.
 */
export function metricsOf(store: PairStore, signals?: Signals): Result<readonly Metric[], StoreFailure['reason']> {
  const counted = store.report();
  if (!counted.ok) return counted;
  const seen = store.sightings.list({}, MAX_SIGHTINGS);
  if (!seen.ok) return seen;
  const errors = new Tally();
  for (const { errorType, language, times } of seen.value) errors.add({ error_type: errorType, language }, times);

  const heals = new Tally();
  const outcomes = new Tally();
  const seconds = new Histograms(SECONDS);
  const attempts = new Histograms(ATTEMPTS);
  for (let after: number | null = 0; after !== null;) {
    const page = store.heals.page({}, after, PAGE);
    if (!page.ok) return page;
    for (const { language, outcome, patch, ms, attempts: tried } of page.value.heals) {
      heals.add({ language });
      outcomes.add({ outcome, source: patch?.origin.kind ?? 'none' });
      seconds.add({ outcome }, ms / 1000);
      if (outcome === 'healed') attempts.add({}, tried);
    }
    after = page.value.next;
  }
  const { pairs, negatives } = counted.value;
  const byName = (label: string, counts: Readonly<Record<string, number>>): readonly Sample[] => {
    const tally = new Tally();
    for (const [name, value] of Object.entries(counts)) tally.add({ [label]: name }, value);
    return tally.samples();
  };
  return success([
    {
      name: 'self_heal_errors_total',
      help: 'Errors that were seen, healed or not.',
      type: 'counter',
      samples: errors.samples('error_type'),
    },
    { name: 'self_heal_heals_total', help: 'Heals, whatever came of them.', type: 'counter', samples: heals.samples() },
    { name: 'self_heal_heals', help: 'Heals by how they ended and what made the fix.', type: 'gauge', samples: outcomes.samples() },
    {
      name: 'self_heal_heal_duration_seconds',
      help: 'From the question to the answer, without the time that a person thought it over.',
      type: 'histogram',
      samples: seconds.samples(),
    },
    { name: 'self_heal_heal_attempts', help: 'Fixes tried until one held.', type: 'histogram', samples: attempts.samples() },
    {
      name: 'self_heal_pairs',
      help: 'Success pairs by what became of the fix.',
      type: 'gauge',
      samples: byName('verdict', pairs.byVerdict),
    },
    {
      name: 'self_heal_unwanted_fixes_total',
      help: 'Fixes that were refused or taken back.',
      type: 'counter',
      samples: byName('kind', negatives),
    },
    ...(signals ? signalMetrics(signals) : []),
  ]);
}

function signalMetrics({ measures }: Signals): readonly Metric[] {
  const samples = (valueOf: (measure: Signals['measures'][number]) => number | undefined): readonly Sample[] =>
    measures.flatMap((measure) => {
      const value = valueOf(measure);
      return value === undefined ? [] : [{ labels: { signal: measure.signal }, value }];
    });
  return [
    {
      name: 'self_heal_signal',
      help: 'Errors a minute, share of the last commands that failed, seconds that the last command took.',
      type: 'gauge',
      samples: samples(({ value }) => value),
    },
    {
      name: 'self_heal_signal_usual',
      help: 'What is usual here for each signal, once enough was seen.',
      type: 'gauge',
      samples: samples(({ usual }) => usual),
    },
    { name: 'self_heal_signal_seen', help: 'How much of each signal was seen.', type: 'gauge', samples: samples(({ seen }) => seen) },
    {
      name: 'self_heal_signal_unusual_total',
      help: 'How often each signal was unusually high.',
      type: 'counter',
      samples: samples(({ unusual }) => unusual),
    },
  ];
}

/** Counts by labels. */
class Tally {
  private readonly counts = new Map<string, { readonly labels: Labels; value: number }>();

  add(given: Labels, times = 1): void {
    const labels = clean(given);
    const key = JSON.stringify(labels);
    const known = this.counts.get(key);
    if (known) known.value += times;
    else this.counts.set(key, { labels, value: times });
  }

  /** @param capped the label that may have any number of values. */
  samples(capped?: string): readonly Sample[] {
    const all = [...this.counts.values()].sort((a, b) => b.value - a.value);
    if (capped === undefined) return all.map(({ labels, value }) => ({ labels, value }));
    const kept = new Set<string>();
    const out = new Tally();
    for (const { labels, value } of all) {
      const name = labels[capped] ?? '';
      if (kept.size < MAX_VALUES) kept.add(name);
      out.add(kept.has(name) ? labels : { ...labels, [capped]: 'other' }, value);
    }
    return out.samples();
  }
}

class Histograms {
  private readonly all = new Map<string, { readonly labels: Labels; readonly counts: number[]; sum: number; count: number }>();

  constructor(private readonly bounds: readonly number[]) {}

  add(given: Labels, value: number): void {
    const labels = clean(given);
    const key = JSON.stringify(labels);
    const one = this.all.get(key) ?? { labels, counts: this.bounds.map(() => 0), sum: 0, count: 0 };
    this.all.set(key, one);
    this.bounds.forEach((bound, i) => {
      if (value <= bound) one.counts[i] = (one.counts[i] ?? 0) + 1;
    });
    one.sum += value;
    one.count++;
  }

  samples(): readonly HistogramSample[] {
    return [...this.all.values()].map(({ labels, counts, sum, count }) => ({
      labels,
      buckets: this.bounds.map((le, i) => ({ le, count: counts[i] ?? 0 })),
      sum,
      count,
    }));
  }
}

/** The measures in one line, for a log: `12 errors seen; heals: 3 healed, 1 nothing; 0.7 s each`. */
export function measuresLine(metrics: readonly Metric[]): string {
  const of = (name: string): readonly Sample[] => {
    const metric = metrics.find((one) => one.name === name);
    return metric && metric.type !== 'histogram' ? metric.samples : [];
  };
  const errors = of('self_heal_errors_total').reduce((sum, { value }) => sum + value, 0);
  const outcomes = new Map<string, number>();
  for (const { labels, value } of of('self_heal_heals')) {
    const outcome = labels['outcome'] ?? '';
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + value);
  }
  const heals = [...outcomes].map(([outcome, times]) => `${times} ${outcome}`).join(', ');
  const times = metrics.find(({ name }) => name === 'self_heal_heal_duration_seconds');
  const all = times?.type === 'histogram' ? times.samples : [];
  const count = all.reduce((sum, one) => sum + one.count, 0);
  const seconds = all.reduce((sum, one) => sum + one.sum, 0);
  return [
    `${errors} ${errors === 1 ? 'error' : 'errors'} seen`,
    `heals: ${heals === '' ? 'none' : heals}`,
    ...(count > 0 ? [`${(seconds / count).toFixed(2)} s each`] : []),
  ].join('; ');
}

/** The text that Prometheus scrapes, or its node exporter reads from a file. A measure without a sample has its description all the same. */
export function prometheusText(metrics: readonly Metric[]): string {
  const lines: string[] = [];
  for (const metric of metrics) {
    const { name, help, type } = metric;
    lines.push(`# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`, `# TYPE ${name} ${type}`);
    if (metric.type === 'histogram')
      for (const { labels, buckets, sum, count } of metric.samples) {
        for (const { le, count: upTo } of [...buckets, { le: Infinity, count }])
          lines.push(`${name}_bucket${labelText({ ...labels, le: le === Infinity ? '+Inf' : String(le) })} ${upTo}`);
        lines.push(`${name}_sum${labelText(labels)} ${sum}`, `${name}_count${labelText(labels)} ${count}`);
      }
    else for (const { labels, value } of metric.samples) lines.push(`${name}${labelText(labels)} ${value}`);
  }
  return `${lines.join('\n')}\n`;
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"');

/** As one visible line, before anything is counted: two values that look the same are one series. */
const clean = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, value.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')]));
