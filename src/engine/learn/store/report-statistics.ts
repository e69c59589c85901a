// What a report on the workspace's learning is made of, counted in the store: pairs by what became of them, heals by how they went, week by week.
// Plain numbers; what they mean is said by the report.

import type { Database } from './sqlite';

/** A number by name, the largest first. */
export type Counts = Readonly<Record<string, number>>;

/** Of some heals. Times in ms, undefined where there is none. */
export interface HealTimes {
  readonly heals: number;
  readonly medianMs: number | undefined;
  readonly p90Ms: number | undefined;
}

/** Of heals whose end is known: healed, failed, undone, or nothing found. */
export interface HealSuccess {
  readonly ended: number;
  readonly healed: number;
  /** Healed by the first candidate that was tried. */
  readonly firstTry: number;
  /** Healed by a later one. */
  readonly afterRetries: number;
  /** Candidates tried in all. */
  readonly attempts: number;
}

export interface Week {
  /** Its Monday, `2026-03-02`; UTC. */
  readonly monday: string;
  /** Recorded in it, by source. */
  readonly pairs: Counts;
  readonly heals: number;
  readonly success: HealSuccess;
  /** Healed ones. */
  readonly times: HealTimes;
  /** Healed, by the source of the patch. */
  readonly healedBy: Counts;
}

/** Heals of errors whose like had been healed before: from so many times on, up to the next row's. */
export interface Recurrence {
  readonly before: number;
  readonly success: HealSuccess;
  readonly times: HealTimes;
}

export interface ReportStatistics {
  readonly pairs: {
    readonly total: number;
    readonly byType: Counts;
    readonly byProblem: Counts;
    /** `rule`, `model`, `remembered`, … */
    readonly bySource: Counts;
    /** How they came: `lightbulb`, `plan`, …; of pairs that do not say, ''. */
    readonly byWay: Counts;
    readonly byVerdict: Counts;
    readonly byLanguage: Counts;
    /** More than a parser vouches for them. */
    readonly verified: number;
    /** How often one was used to heal, and how many were. */
    readonly uses: number;
    readonly used: number;
  };
  readonly heals: {
    readonly total: number;
    readonly byOutcome: Counts;
    readonly success: HealSuccess;
    /** Healed ones, by how many candidates were tried: `1`, `2`, … */
    readonly byAttempts: Counts;
    /** Healed ones. */
    readonly times: HealTimes;
    /** By the source of the patch: reuse (`remembered`, `learned`) against rules and the model. */
    readonly bySource: Readonly<Record<string, { readonly success: HealSuccess; readonly times: HealTimes }>>;
  };
  readonly learning: {
    /** The same shape, type and language; the first row is of errors whose like had never been healed. Rows without a heal are left out. */
    readonly byRecurrence: readonly Recurrence[];
    /** Heals by what was kept, and by how much all of them were quicker than the first heal of their like, in ms; negative where they were slower. */
    readonly saved: { readonly heals: number; readonly ms: number };
  };
  /** How often a fix was not wanted: `shown`, `rejected`, `reverted`. */
  readonly negatives: Counts;
  /** How often each mistake was seen: signatures, and times in all. */
  readonly seen: { readonly signatures: number; readonly times: number };
  /** Oldest first; weeks without anything are left out. */
  readonly weeks: readonly Week[];
}

const NO_SUCCESS: HealSuccess = { ended: 0, healed: 0, firstTry: 0, afterRetries: 0, attempts: 0 };
const NO_TIMES: HealTimes = { heals: 0, medianMs: undefined, p90Ms: undefined };

export const NOTHING_TO_REPORT: ReportStatistics = {
  pairs: { total: 0, byType: {}, byProblem: {}, bySource: {}, byWay: {}, byVerdict: {}, byLanguage: {}, verified: 0, uses: 0, used: 0 },
  heals: { total: 0, byOutcome: {}, success: NO_SUCCESS, byAttempts: {}, times: NO_TIMES, bySource: {} },
  learning: { byRecurrence: [], saved: { heals: 0, ms: 0 } },
  negatives: {},
  seen: { signatures: 0, times: 0 },
  weeks: [],
};

/** How often the like of an error was healed before: where the rows of recurrences begin. */
const RECURRENCES = [0, 1, 10, 100] as const;
/** Sources that are nothing but what was kept. */
const KEPT: readonly string[] = ['remembered', 'learned'];

const ENDED = ['healed', 'failed', 'regressed', 'reverted', 'nothing'];

export function reportStatistics(database: Database): ReportStatistics {
  const numbers = (sql: string): Readonly<Record<string, number>> =>
    Object.fromEntries(Object.entries(database.statement(sql).get() ?? {}).map(([name, value]) => [name, Number(value)]));
  const byColumn = (column: string): Counts => countsOf(database, `SELECT ${column} AS name, count(*) AS n FROM pairs GROUP BY ${column}`);
  const {
    n: total = 0,
    uses = 0,
    used = 0,
  } = numbers('SELECT count(*) AS n, sum(uses) AS uses, count(nullif(uses, 0)) AS used FROM pairs');
  const { n: signatures = 0, times = 0 } = numbers('SELECT count(*) AS n, coalesce(sum(times), 0) AS times FROM sightings');

  const weeks = new Weeks();
  for (const row of database
    .statement(`SELECT ${MONDAY('recorded_at')} AS monday, origin, count(*) AS n FROM pairs GROUP BY 1, 2`)
    .iterate())
    weeks.pairs(row['monday'], String(row['origin']), Number(row['n']));

  const all = new Heals();
  const bySource = new Map<string, Heals>();
  const byOutcome = new Map<string, number>();
  const likes = new Likes();
  // In the order of the rows, which is that of the heals.
  for (const row of database
    .statement(`SELECT ${MONDAY('at')} AS monday, shape, error_type, language, outcome, origin, ms, attempts FROM heals ORDER BY seq`)
    .iterate()) {
    const heal = {
      outcome: String(row['outcome']),
      source: String(row['origin']),
      ms: Number(row['ms']),
      attempts: Number(row['attempts']),
    };
    byOutcome.set(heal.outcome, (byOutcome.get(heal.outcome) ?? 0) + 1);
    all.add(heal);
    if (heal.source !== '') inMap(bySource, heal.source, () => new Heals()).add(heal);
    weeks.heal(row['monday'], heal);
    likes.add([row['shape'], row['error_type'], row['language']].join('\0'), heal);
  }
  return {
    pairs: {
      total,
      byType: byColumn('error_type'),
      byProblem: byColumn('problem_family'),
      bySource: byColumn('origin'),
      byWay: byColumn('via'),
      byVerdict: byColumn('verdict'),
      byLanguage: byColumn('language'),
      verified: numbers('SELECT count(*) AS n FROM pairs WHERE verified = 1')['n'] ?? 0,
      uses,
      used,
    },
    heals: {
      total: all.count,
      byOutcome: sorted(byOutcome),
      success: all.success,
      byAttempts: sorted(all.byAttempts),
      times: all.times,
      bySource: Object.fromEntries(
        [...bySource]
          .sort((a, b) => b[1].count - a[1].count)
          .map(([source, heals]) => [source, { success: heals.success, times: heals.times }]),
      ),
    },
    learning: { byRecurrence: likes.recurrences(), saved: likes.saved },
    negatives: countsOf(database, 'SELECT kind AS name, sum(times) AS n FROM negatives GROUP BY kind'),
    seen: { signatures, times },
    weeks: weeks.all(),
  };
}

/** The Monday of a time's week; null where the column holds no time. */
const MONDAY = (column: string): string => `date(${column}, '-6 days', 'weekday 1')`;

interface Heal {
  readonly outcome: string;
  /** '' where there was no patch. */
  readonly source: string;
  readonly ms: number;
  readonly attempts: number;
}

/** Heals as they are counted together. */
class Heals {
  count = 0;
  success = NO_SUCCESS;
  readonly byAttempts = new Map<string, number>();
  private readonly healedMs: number[] = [];

  add({ outcome, ms, attempts }: Heal): void {
    this.count++;
    if (!ENDED.includes(outcome)) return;
    const isHealed = outcome === 'healed';
    const isFirst = isHealed && attempts <= 1;
    this.success = {
      ended: this.success.ended + 1,
      healed: this.success.healed + (isHealed ? 1 : 0),
      firstTry: this.success.firstTry + (isFirst ? 1 : 0),
      afterRetries: this.success.afterRetries + (isHealed && !isFirst ? 1 : 0),
      attempts: this.success.attempts + attempts,
    };
    if (!isHealed) return;
    this.healedMs.push(ms);
    this.byAttempts.set(String(attempts), (this.byAttempts.get(String(attempts)) ?? 0) + 1);
  }

  get times(): HealTimes {
    const ms = this.healedMs.sort((a, b) => a - b);
    const at = (share: number): number | undefined => ms[Math.min(ms.length - 1, Math.ceil(share * ms.length) - 1)];
    return { heals: ms.length, medianMs: at(0.5), p90Ms: at(0.9) };
  }
}

/** What the heals before did for an error of the same kind. */
class Likes {
  private readonly healed = new Map<string, { times: number; readonly firstMs: number }>();
  private readonly rows = RECURRENCES.map((before) => ({ before, heals: new Heals() }));
  readonly saved = { heals: 0, ms: 0 };

  add(like: string, heal: Heal): void {
    const known = this.healed.get(like);
    this.rows.findLast(({ before }) => before <= (known?.times ?? 0))?.heals.add(heal);
    if (heal.outcome !== 'healed') return;
    if (!known) {
      this.healed.set(like, { times: 1, firstMs: heal.ms });
      return;
    }
    known.times++;
    if (!KEPT.includes(heal.source)) return;
    this.saved.heals++;
    this.saved.ms += known.firstMs - heal.ms;
  }

  recurrences(): Recurrence[] {
    return this.rows
      .filter(({ heals }) => heals.success.ended > 0)
      .map(({ before, heals: { success, times } }) => ({ before, success, times }));
  }
}

class Weeks {
  private readonly weeks = new Map<string, { pairs: Map<string, number>; heals: Heals; healedBy: Map<string, number> }>();

  pairs(monday: unknown, source: string, count: number): void {
    this.of(monday)?.pairs.set(source, count);
  }

  heal(monday: unknown, heal: Heal): void {
    const week = this.of(monday);
    week?.heals.add(heal);
    if (heal.outcome === 'healed') week?.healedBy.set(heal.source, (week.healedBy.get(heal.source) ?? 0) + 1);
  }

  all(): Week[] {
    return [...this.weeks]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([monday, { pairs, heals, healedBy }]) => ({
        monday,
        pairs: sorted(pairs),
        heals: heals.count,
        success: heals.success,
        times: heals.times,
        healedBy: sorted(healedBy),
      }));
  }

  private of(monday: unknown): { pairs: Map<string, number>; heals: Heals; healedBy: Map<string, number> } | undefined {
    if (typeof monday !== 'string') return undefined;
    return inMap(this.weeks, monday, () => ({ pairs: new Map<string, number>(), heals: new Heals(), healedBy: new Map<string, number>() }));
  }
}

function inMap<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

function countsOf(database: Database, sql: string): Counts {
  return sorted(new Map([...database.statement(sql).iterate()].map((row) => [String(row['name']), Number(row['n'])])));
}

/** As an object with own keys only, `__proto__` too. */
const sorted = (counts: ReadonlyMap<string, number>): Counts =>
  Object.fromEntries([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
