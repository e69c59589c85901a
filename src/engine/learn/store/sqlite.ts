// SQLite as a pair store uses it: loading it, opening the database file, and checking that the file is a store of this version and whole.

import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { failure, success } from '../../result';
import { migrate } from './migrate';
import { APPLICATION, isSchema, SCHEMA, TABLES } from './schema';
import { storeFailure, type StoreFailure, type StoreResult } from './store-failure';
import { canWrite, exists, type StoreFiles } from './store-files';
import { transaction } from './transaction';

/** How long a statement waits for another window's write, in ms. The server stands still meanwhile, so it is short. */
const BUSY_MS = 2_000;
/** The whole file is checked at opening up to this size in bytes; beyond, damage shows where it is read. */
const CHECKED_BYTES = 16 * 1024 * 1024;
/** Attempts to change the journal mode while another window has the file, and the ms between them. */
const JOURNAL_ATTEMPTS = 10;
const JOURNAL_PAUSE_MS = 50;

export interface Sqlite {
  readonly DatabaseSync: typeof DatabaseSync;
}

let loaded: Sqlite | undefined;

/** undefined where the runtime has none. Node 22 warns that SQLite is experimental: true, and nothing to a user. */
export function loadSqlite(): Sqlite | undefined {
  if (loaded) return loaded;
  const warn = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return (loaded = process.getBuiltinModule('node:sqlite'));
  } catch {
    return undefined;
  } finally {
    process.emitWarning = warn;
  }
}

/** An open database. Its methods throw SQLite's errors; see `storeFailure`. */
export class Database {
  private readonly statements = new Map<string, StatementSync>();

  constructor(
    readonly db: DatabaseSync,
    /** Which file this is: the user may delete it under us. */
    readonly inode: number,
    readonly writable: boolean,
    /** Of the schema: an earlier one where the file is read-only, for it could not be migrated. */
    readonly version: number,
  ) {}

  /** Prepared once. */
  statement(sql: string): StatementSync {
    let known = this.statements.get(sql);
    if (!known) this.statements.set(sql, (known = this.db.prepare(sql)));
    return known;
  }

  /** Changes where another connection has written. */
  get dataVersion(): number {
    return Number(this.statement('PRAGMA data_version').get()?.['data_version']);
  }

  /** All of `work` or nothing; durable once it returns. */
  transaction<T>(work: () => T): T {
    return transaction(this.db, work);
  }

  close(): void {
    try {
      this.db.close();
    } catch {
      // Nothing is lost by a failing close: what was acknowledged is on disk.
    }
  }
}

/** Opens the database of a store, or makes it; its folder must be there. May throw errors of SQLite and the file system. */
export function openDatabase(sqlite: Sqlite, files: StoreFiles): StoreResult<Database> {
  const file = files.database;
  if (exists(file) && headerVersion(file) > SCHEMA) return newer(file);
  const writable = !exists(file) || canWrite(file, files.folder);
  // A WAL database can only be read with its side files; where these can't be made, the file as it lies is all there is.
  const asItLies = !writable && !exists(`${file}-wal`);
  const location = asItLies ? new URL(`${pathToFileURL(file).href}?immutable=1`) : file;
  const db = new sqlite.DatabaseSync(location, { readOnly: !writable, enableDoubleQuotedStringLiterals: false });
  try {
    const refused = setUp(db, file, writable);
    if (!refused) return success(new Database(db, fs.statSync(file).ino, writable, pragma(db, 'user_version')));
    db.close();
    return refused;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Why the database can't be used, if so. */
function setUp(db: DatabaseSync, file: string, writable: boolean): StoreFailure | undefined {
  db.exec(
    `PRAGMA busy_timeout=${BUSY_MS}; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA synchronous=FULL; PRAGMA secure_delete=FAST`,
  );
  // Newer runtimes only; what it forbids, writing the schema by hand, we never do.
  (db as { enableDefensive?: (on: boolean) => void }).enableDefensive?.(true);
  if (pragma(db, 'user_version') > SCHEMA) return newer(file);
  if (writable && pragma(db, 'user_version') === 0) makeTables(db);
  const version = wholeVersion(db);
  if (version === undefined)
    return failure('corrupt', `${file} is not a pair store of Self-Heal, so it is left alone. Move it away to start a new one.`);
  if (fs.statSync(file).size <= CHECKED_BYTES && Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0] !== 'ok')
    return failure('corrupt', `The pair store ${file} is damaged, so it is left as it is. Move it away to start a new one.`);
  if (writable && version < SCHEMA) migrate(db, version);
  return writable ? setJournal(db, file) : undefined;
}

function makeTables(db: DatabaseSync): void {
  transaction(db, () => {
    // Two windows may come here at once: the second finds the work done.
    if (pragma(db, 'user_version') === 0 && pragma(db, 'application_id') === 0 && tablesOf(db).length === 0)
      db.exec(`${(TABLES[SCHEMA] ?? []).join(';')}; PRAGMA application_id=${APPLICATION}; PRAGMA user_version=${SCHEMA}`);
  });
}

/** WAL where this SQLite is free of its reset bug, else a rollback journal. */
function setJournal(db: DatabaseSync, file: string): StoreFailure | undefined {
  const wanted = walIsSafe(String(db.prepare('SELECT sqlite_version() AS v').get()?.['v'])) ? 'wal' : 'delete';
  const mode = (): string => String(db.prepare('PRAGMA journal_mode').get()?.['journal_mode']);
  // The busy timeout doesn't hold for this statement: another window may be making the same change.
  for (let attempt = 0; mode() !== wanted && attempt < JOURNAL_ATTEMPTS; attempt++) {
    try {
      db.exec(`PRAGMA journal_mode=${wanted}`);
    } catch (error) {
      if (storeFailure(error).reason !== 'locked') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, JOURNAL_PAUSE_MS);
    }
  }
  if (mode() === 'wal' && wanted === 'delete')
    return failure('locked', `The pair store ${file} is in use by a newer editor. Close its window, or update this one.`);
  return undefined;
}

/**
 * Whether a version of SQLite, `3.51.3`, is free of the bug that can damage a WAL database which two connections write and
 * checkpoint at once; fixed in 3.51.3, 3.50.7 and 3.44.6: https://www.sqlite.org/wal.html#walresetbug
 */
export function walIsSafe(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major !== 3) return major > 3;
  if (minor > 51) return true;
  return (minor === 51 && patch >= 3) || (minor === 50 && patch >= 7) || (minor === 44 && patch >= 6);
}

const newer = (file: string): StoreFailure =>
  failure('newer-schema', `The pair store ${file} was made by a newer Self-Heal, so it is left alone. Update this one to use it.`);

/** The version of the schema; undefined where the database holds anything else than it should. Read at one moment: another window may be migrating. */
function wholeVersion(db: DatabaseSync): number | undefined {
  db.exec('BEGIN');
  const version = pragma(db, 'user_version');
  const isWhole = pragma(db, 'application_id') === APPLICATION && isSchema(version, tablesOf(db));
  db.exec('COMMIT');
  return isWhole ? version : undefined;
}

/** The statements that made what the database holds. */
function tablesOf(db: DatabaseSync): string[] {
  return db
    .prepare("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
    .all()
    .map((row) => String(row['sql']));
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** The schema version in the file's header, read without opening the database: a newer store is not even touched. */
function headerVersion(file: string): number {
  const header = Buffer.alloc(64);
  const fd = fs.openSync(file, 'r');
  try {
    const size = fs.readSync(fd, header, 0, 64, 0);
    return size === 64 && header.toString('latin1', 0, 15) === 'SQLite format 3' ? header.readUInt32BE(60) : 0;
  } finally {
    fs.closeSync(fd);
  }
}
