// The pair store of a workspace folder. It survives kill -9 and two windows on one folder, and trusts nothing in its file.
// Synchronous: for the server process and the CLI only. Errors are values.

import path from 'node:path';
import type { RungResult, Verdict } from '../../patch';
import { failure, success } from '../../result';
import type { RedactedPair, SuccessPair } from '../pair';
import { HealRecords } from './heal-records';
import { Negatives } from './negatives';
import { conditionsOf, pairOf, type PairFilter } from './pair-rows';
import { countPairs, NO_PAIRS, type Statistics } from './pair-statistics';
import { byId, change, dropOldest, put, standing, touch, verdictsOf, type Mistake } from './pair-table';
import { Outcomes } from './outcomes';
import { NOTHING_TO_REPORT, reportStatistics, type ReportStatistics } from './report-statistics';
import { Sightings } from './sightings';
import { loadSqlite, type Database, type Sqlite } from './sqlite';
import { StoreConnection } from './store-connection';
import type { StoreResult } from './store-failure';
import { storeFiles } from './store-files';
import { trackRecords, type TrackRecord } from './track-record';

const DEFAULT_MAX_PAIRS = 1_000;
const DEFAULT_LIMITS: Limits = { negatives: 5_000, sightings: 10_000, heals: 20_000 };
/** Rows a page reads at most; no lock is held between pages. */
const PAGE_ROWS = 200;
/** UTF-16 units of a pair as JSON; no pair that `makePair` made is near. */
const MAX_PAIR = 4 * 1024 * 1024;

/** Rows kept besides the pairs, the newest. */
export interface Limits {
  readonly negatives: number;
  readonly sightings: number;
  readonly heals: number;
}

export interface StoreOptions {
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** More than this and those go that were recorded or used the longest ago. */
  readonly maxPairs?: number;
  readonly limits?: Partial<Limits>;
  /** For tests: a runtime without SQLite. */
  readonly sqlite?: () => Sqlite | undefined;
}

/** `known`: the same fix was there already; its verdict is the newer of the two. */
export interface Inserted {
  readonly id: string;
  readonly known: boolean;
}

export interface PairPage {
  readonly pairs: readonly SuccessPair[];
  /** Where the next page begins; null after the last. */
  readonly next: number | null;
  /** Rows of the page that hold no valid pair. */
  readonly unreadable: number;
}

/**
 * Opens the store of a folder; a store that isn't there yet is empty, and its file and folder are made by the first insert.
 * A file that is damaged, foreign or of a newer version is refused and left as it is.
 */
export function openPairStore(options: StoreOptions): StoreResult<PairStore> {
  const { folder, maxPairs = DEFAULT_MAX_PAIRS, sqlite: load = loadSqlite } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (!path.isAbsolute(folder)) return failure('invalid', 'A pair store needs a folder on disk.');
  if (!Number.isInteger(maxPairs) || maxPairs < 1)
    return failure('invalid', 'The number of pairs to keep must be a whole number above zero.');
  if (!Object.values(limits).every((limit) => Number.isInteger(limit) && limit >= 0))
    return failure('invalid', 'The number of records to keep must be a whole number.');
  const sqlite = load();
  if (!sqlite)
    return failure('no-sqlite', 'Pairs can’t be stored: this Node has no SQLite. Use Node 22.13 or newer, or VS Code 1.101 or newer.');
  const store = new PairStore(new StoreConnection(storeFiles(folder), sqlite), maxPairs, limits);
  const opened = store.check();
  return opened.ok ? success(store) : opened;
}

export class PairStore {
  /** Fixes that were not wanted. */
  readonly negatives: Negatives;
  /** How often each mistake was seen. */
  readonly sightings: Sightings;
  /** Every heal, whatever came of it. */
  readonly heals: HealRecords;
  /** What became of each fix that was offered. */
  readonly outcomes: Outcomes;
  /** Rows, as of the database's `dataVersion`. */
  private rows: { readonly database: Database; readonly version: number; readonly count: number } | undefined;

  constructor(
    private readonly connection: StoreConnection,
    private readonly maxPairs: number,
    limits: Limits,
  ) {
    this.negatives = new Negatives(connection, limits.negatives);
    this.sightings = new Sightings(connection, limits.sightings);
    this.heals = new HealRecords(connection, limits.heals);
    this.outcomes = new Outcomes(connection, maxPairs);
  }

  /** Whether the store can be used now. */
  check(): StoreResult<void> {
    return this.connection.read(
      () => undefined,
      () => undefined,
    );
  }

  /** Durable when it returns ok. */
  insert(pair: RedactedPair): StoreResult<Inserted> {
    if (isTooLarge(pair)) return TOO_LARGE;
    return this.write((database) => ({ id: pair.id, known: !this.put(database, pair) }));
  }

  /** All or none, in one transaction. */
  insertMany(pairs: readonly RedactedPair[]): StoreResult<{ readonly inserted: number; readonly known: number }> {
    if (pairs.some(isTooLarge)) return TOO_LARGE;
    return this.write((database) => {
      const inserted = pairs.filter((pair) => this.put(database, pair)).length;
      return { inserted, known: pairs.length - inserted };
    });
  }

  /** What became of a pair; the verdict before goes into its history. `final` must be redacted. `found` is false where the pair is gone. */
  setVerdict(id: string, verdict: Verdict, final?: string | null): StoreResult<{ readonly found: boolean }> {
    return this.change(id, (pair) => ({ ...pair, verdict, ...(final === undefined ? {} : { final }) }));
  }

  /** A rung that was climbed later: it takes the place of an earlier result of the same rung and checker. */
  addEvidence(id: string, rung: RungResult): StoreResult<{ readonly found: boolean }> {
    return this.change(id, (pair) => ({
      ...pair,
      evidence: [...pair.evidence.filter((old) => old.rung !== rung.rung || (old.result !== 'skipped' && old.by !== rung.by)), rung],
    }));
  }

  /** A pair was used to heal: pruning takes the others first. `at`: ISO 8601 UTC. */
  used(id: string, at: string): StoreResult<{ readonly found: boolean }> {
    return this.writeIfThere((database) => ({ found: touch(database, id, at) }), { found: false });
  }

  get(id: string): StoreResult<SuccessPair | undefined> {
    return this.connection.read(
      (database) => byId(database, id),
      () => undefined,
    );
  }

  /** The fixes of a mistake, newest first, without those that were rejected or taken back. */
  matching(mistake: Mistake, limit: number): StoreResult<readonly SuccessPair[]> {
    return this.connection.read(
      (database) => standing(database, mistake, limit),
      () => [],
    );
  }

  /** All verdicts on a pair, oldest first; empty where it is gone. */
  verdicts(id: string): StoreResult<readonly Verdict[]> {
    return this.connection.read(
      (database) => verdictsOf(database, id),
      () => [],
    );
  }

  /** Pairs in the order they were recorded, a page at a time: pass `next` as `after` until it is null. */
  page(filter: PairFilter = {}, after = 0, limit = PAGE_ROWS): StoreResult<PairPage> {
    const { sql, values, since } = conditionsOf(filter);
    return this.connection.read(
      (database): PairPage => {
        // The inner query sorts numbers out of an index; sorting the rows would carry all their texts along.
        const rows = database
          .statement(
            `SELECT seq, body FROM pairs WHERE seq IN (SELECT seq FROM pairs WHERE seq > ?${sql} ORDER BY seq LIMIT ?) ORDER BY seq`,
          )
          .all(after, ...values, limit);
        const pairs = rows.flatMap((row) => pairOf(row) ?? []);
        return { pairs, next: rows.length < limit ? null : Number(rows.at(-1)?.['seq']), unreadable: rows.length - pairs.length };
      },
      () => ({ pairs: [], next: null, unreadable: 0 }),
      since,
    );
  }

  /** The pairs recorded last, newest first. */
  newest(limit: number): StoreResult<readonly SuccessPair[]> {
    return this.connection.read(
      (database) =>
        database
          .statement('SELECT body FROM pairs ORDER BY seq DESC LIMIT ?')
          .all(limit)
          .flatMap((row) => pairOf(row) ?? []),
      () => [],
    );
  }

  /** Number of pairs; undefined where the store can't be read now. */
  count(filter: PairFilter = {}): number | undefined {
    const { sql, values, since } = conditionsOf(filter);
    const counted = this.connection.read(
      (database) =>
        sql === ''
          ? this.countRows(database)
          : Number(database.statement(`SELECT count(*) AS n FROM pairs WHERE 1${sql}`).get(...values)?.['n']),
      () => 0,
      since,
    );
    return counted.ok ? counted.value : undefined;
  }

  statistics(): StoreResult<Statistics> {
    return this.connection.read(countPairs, () => NO_PAIRS);
  }

  /** What a report on the workspace's learning is made of. */
  report(): StoreResult<ReportStatistics> {
    return this.connection.read(reportStatistics, () => NOTHING_TO_REPORT, 2);
  }

  /** How often each source of fixes was right here, by kind of problem. */
  records(): StoreResult<readonly TrackRecord[]> {
    return this.connection.read(trackRecords, () => [], 2);
  }

  /** Keeps `maxPairs`: those recorded or used last. */
  prune(maxPairs = this.maxPairs): StoreResult<{ readonly removed: number }> {
    if (!Number.isInteger(maxPairs) || maxPairs < 0) return failure('invalid', 'The number of pairs to keep must be a whole number.');
    return this.writeIfThere((database) => ({ removed: this.keepLast(database, maxPairs) }), { removed: 0 });
  }

  remove(id: string): StoreResult<{ readonly found: boolean }> {
    return this.writeIfThere(
      (database) => {
        const removed = Number(database.statement('DELETE FROM pairs WHERE id = ?').run(id).changes);
        this.grew(-removed);
        return { found: removed > 0 };
      },
      { found: false },
    );
  }

  /** Removes all that the store holds, and its text from the file. `removed`: pairs. */
  clear(): StoreResult<{ readonly removed: number }> {
    const cleared = this.writeIfThere(
      (database) => {
        for (const table of ['negatives', 'sightings', 'heals']) database.statement(`DELETE FROM ${table}`).run();
        return { removed: this.keepLast(database, 0) };
      },
      { removed: 0 },
    );
    if (!cleared.ok) return cleared;
    const shrunk = this.connection.read(
      ({ db }) => db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'),
      () => undefined,
    );
    return shrunk.ok ? cleared : shrunk;
  }

  close(): void {
    this.connection.close();
    this.rows = undefined;
  }

  private change(id: string, edit: (pair: SuccessPair) => SuccessPair): StoreResult<{ readonly found: boolean }> {
    return this.writeIfThere((database) => ({ found: change(database, id, edit) }), { found: false });
  }

  private put(database: Database, pair: SuccessPair): boolean {
    const isNew = put(database, pair, new Date().toISOString());
    if (isNew) this.grew(1);
    return isNew;
  }

  /** Inside a write. */
  private keepLast(database: Database, max: number): number {
    const over = this.countRows(database) - max;
    if (over <= 0) return 0;
    const removed = dropOldest(database, over);
    this.grew(-removed);
    return removed;
  }

  private countRows(database: Database): number {
    const version = database.dataVersion;
    if (this.rows?.database !== database || this.rows.version !== version)
      this.rows = { database, version, count: Number(database.statement('SELECT count(*) AS n FROM pairs').get()?.['n']) };
    return this.rows.count;
  }

  /** Our own commits don't move `dataVersion`, so the count goes along. */
  private grew(by: number): void {
    if (this.rows) this.rows = { ...this.rows, count: this.rows.count + by };
  }

  private write<T>(work: (database: Database) => T): StoreResult<T> {
    const written = this.connection.write((database) => {
      const value = work(database);
      this.keepLast(database, this.maxPairs);
      return value;
    });
    // What did not come about was counted.
    if (!written.ok) this.rows = undefined;
    return written;
  }

  /** A write that has nothing to do where there is no store yet. */
  private writeIfThere<T>(work: (database: Database) => T, none: T): StoreResult<T> {
    const written = this.connection.writeIfThere(work, none);
    if (!written.ok) this.rows = undefined;
    return written;
  }
}

const TOO_LARGE = failure('invalid', 'The pair was not stored: it is larger than a pair may be (4 MB).');

const isTooLarge = (pair: RedactedPair): boolean => JSON.stringify(pair).length > MAX_PAIR;
