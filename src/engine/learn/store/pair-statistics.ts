// What a store holds, counted in one pass over its index: no pair is read.

import type { Database } from './sqlite';

/** Different error patterns named, the most frequent first. */
const MAX_PATTERNS = 200;

/** The names are the ones users know from Saplings. */
export interface Statistics {
  readonly total_pairs: number;
  readonly error_types: Readonly<Record<string, number>>;
  readonly error_patterns: Readonly<Record<string, number>>;
  readonly pair_types: Readonly<Record<string, number>>;
  readonly earliest_pair: string | null;
  readonly latest_pair: string | null;
}

export const NO_PAIRS: Statistics = {
  total_pairs: 0,
  error_types: {},
  error_patterns: {},
  pair_types: {},
  earliest_pair: null,
  latest_pair: null,
};

/** The columns and their order are those of the index, so that SQLite need not sort. */
const COUNTS =
  'SELECT shape, error_type AS type, origin, count(*) AS n, min(recorded_at) AS first, max(recorded_at) AS last FROM pairs GROUP BY shape, error_type, origin';

export function countPairs(database: Database): Statistics {
  let total = 0;
  let earliest: string | null = null;
  let latest: string | null = null;
  const types = new Map<string, number>();
  const origins = new Map<string, number>();
  const patterns = new MostFrequent(MAX_PATTERNS);
  for (const row of database.statement(COUNTS).iterate()) {
    const n = Number(row['n']);
    const [first, last] = [String(row['first']), String(row['last'])];
    total += n;
    if (earliest === null || first < earliest) earliest = first;
    if (latest === null || last > latest) latest = last;
    add(types, String(row['type']), n);
    add(origins, String(row['origin']), n);
    patterns.add(String(row['shape']), n);
  }
  return {
    total_pairs: total,
    error_types: sorted(types),
    error_patterns: sorted(patterns.counts()),
    pair_types: sorted(origins),
    earliest_pair: earliest,
    latest_pair: latest,
  };
}

/** The most frequent of keys that come in groups, each key's counts one after another; memory is bounded, however many keys there are. */
class MostFrequent {
  private kept: [key: string, n: number][] = [];

  constructor(private readonly limit: number) {}

  add(key: string, n: number): void {
    const last = this.kept.at(-1);
    if (last?.[0] === key) {
      last[1] += n;
      return;
    }
    // The key before is complete only now.
    if (this.kept.length >= 2 * this.limit) this.kept = this.most();
    this.kept.push([key, n]);
  }

  counts(): ReadonlyMap<string, number> {
    return new Map(this.most());
  }

  private most(): [string, number][] {
    return this.kept.sort(byCount).slice(0, this.limit);
  }
}

function add(counts: Map<string, number>, key: string, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}

const byCount = ([a, n]: readonly [string, number], [b, m]: readonly [string, number]): number => m - n || (a < b ? -1 : 1);

/** As an object with own keys only, `__proto__` too; the most frequent first. */
const sorted = (counts: ReadonlyMap<string, number>): Record<string, number> => Object.fromEntries([...counts].sort(byCount));
