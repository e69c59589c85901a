// What is said of a workspace's heals and of what was learned from them: counted in its store, put into rows that a person understands.
// One report for all faces; markdown.ts and page.ts write it, charts.ts says what is drawn of it.

import { calibrationOf, type Calibration } from '../learn/calibration';
import { armsOf, type Arm } from '../learn/arms';
import type { Outcome } from '../learn/experience';
import type { HealRecord, ModelPart } from '../learn/heal-record';
import type { PairStore } from '../learn/store/pair-store';
import type { Counts, HealSuccess, HealTimes, Recurrence, ReportStatistics, Week } from '../learn/store/report-statistics';
import { success, type Result } from '../result';
import type { StoreFailure } from '../learn/store/store-failure';
import { strategiesOf, type StrategyRow } from './strategies';
import { duration, quickerSentence, savedSentence } from './words';

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
  /** The same five of the heals in which a model was asked; empty where none was. */
  readonly model: readonly Target[];
  /** Measured in this workspace, against what the first documents knew of such tools; empty where nothing was counted yet. */
  readonly accuracy: readonly Target[];
  /** What diagnoses of failed attempts with a model advised, by what came of it. */
  readonly strategies: readonly StrategyRow[];
  /** Ways of asking a model, by what came of each; empty where only one was ever taken. */
  readonly arms: readonly Arm[];
  /** What knowing earlier fixes does to a heal, by the documents' rows. */
  readonly effect: readonly Target[];
  readonly learning: ReportStatistics['learning'];
  /** What errors look like that fixes are kept of, the most frequent first. */
  readonly patterns: Counts;
  /** ISO 8601 UTC, of the pairs; null where there is none. */
  readonly first: string | null;
  readonly last: string | null;
  readonly sources: readonly SourceRow[];
  /** Sentences on the time that was saved. */
  readonly savings: string;
  readonly calibration: Calibration;
}

const PAGE = 500;

/** Reads the whole store, some thousand rows: not for a request that somebody waits for with a menu open. */
export function reportOf(store: PairStore, now: Date): Result<Report, StoreFailure['reason']> {
  const counted = store.report();
  if (!counted.ok) return counted;
  const { pairs, heals, learning, negatives, seen, weeks } = counted.value;
  const statistics = store.statistics();
  if (!statistics.ok) return statistics;
  const outcomes = store.outcomes.list();
  if (!outcomes.ok) return outcomes;
  const asked = modelHeals(store);
  if (!asked.ok) return asked;
  return success({
    made: now.toISOString(),
    pairs,
    heals,
    notWanted: negatives,
    seen,
    weeks,
    targets: targetsOf(heals),
    model: modelTargets(asked.value.flatMap(({ model }) => model ?? [])),
    accuracy: accuracyOf(heals, outcomes.value),
    strategies: strategiesOf(asked.value.flatMap(({ model }) => model ?? [])),
    arms: severalArms(asked.value),
    effect: effectOf(learning),
    learning,
    patterns: statistics.value.error_patterns,
    first: statistics.value.earliest_pair,
    last: statistics.value.latest_pair,
    sources: sourcesOf(heals, pairs.bySource),
    savings:
      savedSentence(learning.saved) +
      quickerSentence(heals.bySource['remembered']?.times.medianMs, heals.bySource['model']?.times.medianMs),
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

/** The probability from which a fix is said to be right. */
const SAID_RIGHT = 0.9;

/** False positives and false negatives, as far as a workspace can know them: by what its people did. */
function accuracyOf({ success: all, byOutcome }: ReportStatistics['heals'], outcomes: readonly Outcome[]): Target[] {
  const said = outcomes.filter((one) => one.said >= SAID_RIGHT);
  const wrong = said.filter(({ end }) => end === 'refused');
  if (said.length === 0 && all.ended === 0) return [];
  return [
    {
      name: 'Refused or taken back, of fixes that were said to be 90 % likely or more',
      promised: '15 %',
      measured: percent(wrong.length, said.length),
      of: said.length,
    },
    { name: 'Errors that no fix was found for', promised: '5 %', measured: percent(byOutcome['nothing'] ?? 0, all.ended), of: all.ended },
  ];
}

/** The first documents promised what knowing a hundred like cases does. */
function effectOf({ byRecurrence }: ReportStatistics['learning']): Target[] {
  const of = (from: number): Recurrence | undefined => byRecurrence.find(({ before }) => before === from);
  const [first, known] = [of(0), of(100)];
  const time = (row: Recurrence | undefined): string | undefined =>
    row?.times.medianMs === undefined ? undefined : duration(row.times.medianMs);
  const healed = (row: Recurrence | undefined): string | undefined => row && percent(row.success.healed, row.success.ended);
  const [slow, quick] = [first?.times.medianMs, known?.times.medianMs];
  return [
    { name: 'Time of a heal that was the first of its kind', promised: '30 s', measured: time(first), of: first?.times.heals ?? 0 },
    {
      name: 'Healed, of errors that were the first of their kind',
      promised: '70 %',
      measured: healed(first),
      of: first?.success.ended ?? 0,
    },
    { name: 'Time of a heal after 100 of its kind', promised: '5 s', measured: time(known), of: known?.times.heals ?? 0 },
    { name: 'Healed, of errors after 100 of their kind', promised: '95 %', measured: healed(known), of: known?.success.ended ?? 0 },
    {
      name: 'Times quicker after 100 of its kind',
      promised: '6×',
      measured: slow !== undefined && quick !== undefined && quick > 0 ? `${(slow / quick).toFixed(1)}×` : undefined,
      of: known?.times.heals ?? 0,
    },
  ];
}

/** Heals that a model was asked in, and those whose patch was a model's, as they were recorded. */
function modelHeals(store: PairStore): Result<HealRecord[], StoreFailure['reason']> {
  const parts: HealRecord[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = store.heals.page({}, after, PAGE);
    if (!page.ok) return page;
    parts.push(...page.value.heals.filter(({ model, patch }) => model !== undefined || patch?.origin.kind === 'model'));
    after = page.value.next;
  }
  return success(parts);
}

/** Where every heal went the one way there is nothing to compare. */
function severalArms(heals: readonly HealRecord[]): readonly Arm[] {
  if (!heals.some(({ model }) => model?.mode !== undefined)) return [];
  return armsOf(heals, WAYS);
}

/** As `MODEL_MODES` of the heals with a model. */
const WAYS = ['single', 'review', 'plan-code-review'] as const;

/** The five rows that the first documents promised, of the heals with a model; what a person cancelled says nothing. */
export function modelTargets(heals: readonly ModelPart[]): Target[] {
  const ended = heals.filter((heal) => heal.ended !== 'cancelled');
  if (ended.length === 0) return [];
  const asks = ({ steps }: ModelPart): ModelPart['steps'] => steps.filter(({ kind }) => kind === 'ask');
  const healed = ended.filter((heal) => heal.ended === 'proved' || heal.ended === 'held');
  const first = healed.filter((heal) => asks(heal).length === 1);
  const broken = ended.filter(
    (heal) => heal.ended === undefined || heal.ended === 'crashed' || heal.steps.some(({ outcome }) => BROKEN.has(outcome)),
  );
  const recovered = broken.filter((heal) => healed.includes(heal));
  const unhandled = ended.filter((heal) => heal.ended === undefined || heal.ended === 'crashed');
  const attempts = healed.reduce((sum, heal) => sum + heal.attempts, 0);
  return [
    { name: 'Healed by the first answer', promised: '30 % → 60 %', measured: percent(first.length, ended.length), of: ended.length },
    { name: 'Healed after further answers', promised: '30 % → 95 %', measured: percent(healed.length, ended.length), of: ended.length },
    {
      name: 'Attempts for one heal',
      promised: '1.5',
      measured: healed.length > 0 ? (attempts / healed.length).toFixed(1) : undefined,
      of: healed.length,
    },
    {
      name: 'Heals that something broke in and that were healed all the same',
      promised: '80 %',
      measured: percent(recovered.length, broken.length),
      of: broken.length,
    },
    {
      name: 'Heals that ended with an error of Self-Heal, or in the middle',
      promised: 'rare',
      measured: percent(unhandled.length, ended.length),
      of: ended.length,
    },
  ];
}

/** A part of Self-Heal, or the server, failed at this step. */
const BROKEN: ReadonlySet<string> = new Set(['crashed', 'failed']);

export const SOURCE_NAMES: Readonly<Record<string, string>> = {
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
