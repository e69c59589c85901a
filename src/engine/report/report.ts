// What is said of a workspace's heals and of what was learned from them: counted in its store, put into rows that a person understands.
// One report for all faces; markdown.ts and page.ts write it.

import { calibrationOf, type Calibration } from '../learn/calibration';
import type { PairStore } from '../learn/store/pair-store';
import type { Counts, HealSuccess, HealTimes, ReportStatistics, Week } from '../learn/store/report-statistics';
import { success, type Result } from '../result';
import type { StoreFailure } from '../learn/store/store-failure';

/** One measure against what the product's first documents promised. */
export interface Target {
  readonly name: string;
  /** `30 % → 60 %` */
  readonly promised: string;
  /** `72 %`; undefined where nothing was counted yet. */
  readonly measured: string | undefined;
  /** Out of how many. */
  readonly of: number;
}

/** How fixes of one source go: fixers, what was learned, a model. */
export interface SourceRow {
  readonly name: string;
  readonly healed: number;
  readonly ended: number;
  readonly medianMs: number | undefined;
  /** Pairs that it made. */
  readonly pairs: number;
}

export interface Report {
  /** ISO 8601 UTC. */
  readonly made: string;
  readonly pairs: ReportStatistics['pairs'];
  readonly heals: ReportStatistics['heals'];
  readonly notWanted: Counts;
  readonly seen: ReportStatistics['seen'];
  readonly weeks: readonly Week[];
  readonly targets: readonly Target[];
  readonly sources: readonly SourceRow[];
  readonly calibration: Calibration;
}

/** Reads the whole store, some thousand rows: not for a request that somebody waits for with a menu open. */
export function reportOf(store: PairStore, now: Date): Result<Report, StoreFailure['reason']> {
  const counted = store.report();
  if (!counted.ok) return counted;
  const { pairs, heals, negatives, seen, weeks } = counted.value;
  const outcomes = store.outcomes.list();
  if (!outcomes.ok) return outcomes;
  return success({
    made: now.toISOString(),
    pairs,
    heals,
    notWanted: negatives,
    seen,
    weeks,
    targets: targetsOf(heals),
    sources: sourcesOf(heals, pairs.bySource),
    calibration: calibrationOf(outcomes.value.map(({ said, end }) => ({ probability: said, right: end === 'taken' }))),
  });
}

const percent = (part: number, of: number): string | undefined => (of > 0 ? `${Math.round((100 * part) / of)} %` : undefined);

function targetsOf({ success: all, byOutcome }: ReportStatistics['heals']): Target[] {
  const failed = byOutcome['failed'] ?? 0;
  return [
    { name: 'Healed by the first fix that was tried', promised: '30 % → 60 %', measured: percent(all.firstTry, all.ended), of: all.ended },
    { name: 'Healed after further tries', promised: '30 % → 95 %', measured: percent(all.healed, all.ended), of: all.ended },
    {
      name: 'Fixes tried for one heal',
      promised: '1.5',
      measured: all.healed > 0 ? (all.attempts / Math.max(1, all.healed)).toFixed(1) : undefined,
      of: all.healed,
    },
    {
      name: 'Heals that stood, not taken back',
      promised: '80 %',
      measured: percent(all.healed, all.healed + (byOutcome['reverted'] ?? 0)),
      of: all.healed + (byOutcome['reverted'] ?? 0),
    },
    { name: 'Heals that ended with an error of Self-Heal', promised: 'rare', measured: percent(failed, all.ended), of: all.ended },
  ];
}

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  rule: 'Built-in fixers',
  remembered: 'Remembered fixes',
  learned: 'Learned rules',
  editor: 'Other extensions',
  model: 'Model',
  hand: 'Your own fixes',
  imported: 'Imported',
};

function sourcesOf({ bySource }: ReportStatistics['heals'], pairs: Counts): SourceRow[] {
  const none: { readonly success: HealSuccess | undefined; readonly times: HealTimes | undefined } = {
    success: undefined,
    times: undefined,
  };
  return Object.entries(SOURCE_NAMES)
    .map(([kind, name]) => {
      const { success: ended, times } = bySource[kind] ?? none;
      return { name, healed: ended?.healed ?? 0, ended: ended?.ended ?? 0, medianMs: times?.medianMs, pairs: pairs[kind] ?? 0 };
    })
    .filter((row) => row.ended > 0 || row.pairs > 0);
}
