// The pair store of a workspace folder. It survives kill -9 and two windows on one folder, and trusts nothing in its file.
// Synchronous: for the server process and the CLI only. Errors are values.

import fs from 'node:fs';
import path from 'node:path';
import type { RungResult, Verdict } from '../../patch';
import { failure, success } from '../../result';
import { readPair, type RedactedPair, type SuccessPair } from '../pair';
import { columnsOf, conditionsOf, INSERT, pairOf, UPDATE, type PairFilter } from './pair-rows';
import { countPairs, NO_PAIRS, type Statistics } from './pair-statistics';
import { loadSqlite, openDatabase, type Database, type Sqlite } from './sqlite';
import { storeFailure, type StoreResult } from './store-failure';
import { makeStoreFolder, refuseLinks, storeFiles, type StoreFiles } from './store-files';

const DEFAULT_MAX_PAIRS = 1_000;
/** Rows a page reads at most; no lock is held between pages. */
const PAGE_ROWS = 200;

export interface StoreOptions {
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** More than this and the oldest go. */
  readonly maxPairs?: number;
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
  if (!path.isAbsolute(folder)) return failure('invalid', 'A pair store needs a folder on disk.');
  if (!Number.isInteger(maxPairs) || maxPairs < 1)
    return failure('invalid', 'The number of pairs to keep must be a whole number above zero.');
  const sqlite = load();
  if (!sqlite)
    return failure('no-sqlite', 'Pairs can’t be stored: this Node has no SQLite. Use Node 22.13 or newer, or VS Code 1.101 or newer.');
  const store = new PairStore(storeFiles(folder), maxPairs, sqlite);
  const opened = store.check();
  return opened.ok ? success(store) : opened;
}

export class PairStore {
  private database: Database | undefined;
  /** Rows, as of the database's `dataVersion`. */
  private rows: { readonly version: number; readonly count: number } | undefined;

  constructor(
    private readonly files: StoreFiles,
    private readonly maxPairs: number,
    private readonly sqlite: Sqlite,
  ) {}

  /** Whether the store can be used now. */
  check(): StoreResult<void> {
    return this.read(
      () => undefined,
      () => undefined,
    );
  }

  /** Durable when it returns ok. */
  insert(pair: RedactedPair): StoreResult<Inserted> {
    return this.write((database) => ({ id: pair.id, known: !this.put(database, pair) }));
  }

  /** All or none, in one transaction. */
  insertMany(pairs: readonly RedactedPair[]): StoreResult<{ readonly inserted: number; readonly known: number }> {
    return this.write((database) => {
      const inserted = pairs.filter((pair) => this.put(database, pair)).length;
      return { inserted, known: pairs.length - inserted };
    });
  }

  /** What became of a pair; `final` must be redacted. `found` is false where the pair is gone. */
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

  get(id: string): StoreResult<SuccessPair | undefined> {
    return this.read(
      (database) => byId(database, id),
      () => undefined,
    );
  }

  /** Pairs in the order they were recorded, a page at a time: pass `next` as `after` until it is null. */
  page(filter: PairFilter = {}, after = 0, limit = PAGE_ROWS): StoreResult<PairPage> {
    const { sql, values } = conditionsOf(filter);
    return this.read(
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
    );
  }

  /** Number of pairs; undefined where the store can't be read now. */
  count(filter: PairFilter = {}): number | undefined {
    const { sql, values } = conditionsOf(filter);
    const counted = this.read(
      (database) =>
        sql === ''
          ? this.countRows(database)
          : Number(database.statement(`SELECT count(*) AS n FROM pairs WHERE 1${sql}`).get(...values)?.['n']),
      () => 0,
    );
    return counted.ok ? counted.value : undefined;
  }

  statistics(): StoreResult<Statistics> {
    return this.read(countPairs, () => NO_PAIRS);
  }

  /** Keeps the newest `maxPairs`. */
  prune(maxPairs = this.maxPairs): StoreResult<{ readonly removed: number }> {
    if (!Number.isInteger(maxPairs) || maxPairs < 0) return failure('invalid', 'The number of pairs to keep must be a whole number.');
    return this.writeIfThere((database) => ({ removed: this.keepNewest(database, maxPairs) }), { removed: 0 });
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

  /** Removes all pairs, and their text from the file. */
  clear(): StoreResult<{ readonly removed: number }> {
    const cleared = this.prune(0);
    if (!cleared.ok || cleared.value.removed === 0) return cleared;
    const shrunk = this.read(
      ({ db }) => db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'),
      () => undefined,
    );
    return shrunk.ok ? cleared : shrunk;
  }

  close(): void {
    this.database?.close();
    this.database = undefined;
    this.rows = undefined;
  }

  private change(id: string, edit: (pair: SuccessPair) => SuccessPair): StoreResult<{ readonly found: boolean }> {
    return this.writeIfThere(
      (database) => {
        const pair = byId(database, id);
        const changed = pair && readPair(edit(pair));
        if (changed) update(database, changed);
        return { found: changed !== undefined };
      },
      { found: false },
    );
  }

  /** Whether the pair is new. A known one takes over a newer verdict. */
  private put(database: Database, pair: SuccessPair): boolean {
    const inserted = Number(database.statement(INSERT).run(pair.id, ...columnsOf(pair)).changes);
    this.grew(inserted);
    if (inserted > 0) return true;
    const old = byId(database, pair.id);
    if (!old) update(database, pair);
    else if (pair.verdict.at > old.verdict.at)
      update(database, { ...old, verdict: pair.verdict, final: pair.final, evidence: pair.evidence });
    return false;
  }

  /** Inside a write: the oldest beyond `max` go. */
  private keepNewest(database: Database, max: number): number {
    const over = this.countRows(database) - max;
    if (over <= 0) return 0;
    const removed = Number(
      database.statement('DELETE FROM pairs WHERE seq IN (SELECT seq FROM pairs ORDER BY seq LIMIT ?)').run(over).changes,
    );
    this.grew(-removed);
    return removed;
  }

  private countRows(database: Database): number {
    const version = database.dataVersion;
    if (this.rows?.version !== version)
      this.rows = { version, count: Number(database.statement('SELECT count(*) AS n FROM pairs').get()?.['n']) };
    return this.rows.count;
  }

  /** Our own commits don't move `dataVersion`, so the count goes along. */
  private grew(by: number): void {
    if (this.rows) this.rows = { ...this.rows, count: this.rows.count + by };
  }

  private read<T>(work: (database: Database) => T, none: () => T): StoreResult<T> {
    const connected = this.connect(false);
    if (!connected.ok) return connected;
    try {
      return success(connected.value ? work(connected.value) : none());
    } catch (error) {
      return storeFailure(error);
    }
  }

  private write<T>(work: (database: Database) => T): StoreResult<T> {
    const connected = this.connect(true);
    if (!connected.ok) return connected;
    const database = connected.value;
    if (!database?.writable) return failure('read-only', `Pairs can’t be stored: ${this.files.folder} is read-only.`);
    try {
      return success(
        database.transaction(() => {
          const value = work(database);
          this.keepNewest(database, this.maxPairs);
          return value;
        }),
      );
    } catch (error) {
      this.rows = undefined;
      return storeFailure(error);
    }
  }

  /** A write that has nothing to do where there is no store yet. */
  private writeIfThere<T>(work: (database: Database) => T, none: T): StoreResult<T> {
    const connected = this.connect(false);
    if (!connected.ok) return connected;
    return connected.value ? this.write(work) : success(none);
  }

  /** The open database; undefined where there is no store and none is to be made. */
  private connect(make: boolean): StoreResult<Database | undefined> {
    const { files } = this;
    try {
      const unsafe = refuseLinks(files);
      if (unsafe) return unsafe;
      const found = fs.statSync(files.database, { throwIfNoEntry: false });
      if (this.database && found?.ino === this.database.inode) return success(this.database);
      this.close();
      if (!found && !make) return success(undefined);
      if (!found) makeStoreFolder(files);
      const opened = openDatabase(this.sqlite, files);
      if (opened.ok) this.database = opened.value;
      return opened;
    } catch (error) {
      return storeFailure(error);
    }
  }
}

function byId(database: Database, id: string): SuccessPair | undefined {
  return pairOf(database.statement('SELECT body FROM pairs WHERE id = ?').get(id));
}

function update(database: Database, pair: SuccessPair): void {
  database.statement(UPDATE).run(...columnsOf(pair), pair.id);
}
