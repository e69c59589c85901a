// The pair store of a workspace folder: one SQLite file, `.self-heal/pairs.db`. It survives kill -9 and two windows on one
// folder, and trusts nothing in the file. Synchronous: for the server process and the CLI only. Errors are values.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DatabaseSync, StatementSync, SQLInputValue } from 'node:sqlite';
import type { RungResult, Verdict } from '../../patch';
import { isVerified, readPair, type RedactedPair, type SuccessPair } from '../pair';

export const STORE_FOLDER = '.self-heal';
export const STORE_FILE = 'pairs.db';
export const DEFAULT_MAX_PAIRS = 1_000;
/** How long a statement waits for another window's write, in ms. The server stands still meanwhile, so it is short. */
const BUSY_MS = 2_000;
/** The whole file is checked at opening up to this size in bytes; beyond, damage shows where it is read. */
const CHECKED_BYTES = 16 * 1024 * 1024;
/** Rows a page of `page` reads at most; it holds no lock between pages. */
const PAGE_ROWS = 200;
/** Different error patterns named by `statistics`, the most frequent first. */
const MAX_PATTERNS = 200;

/** "SHpr" in the file's header: this is a pair store and nothing else. */
const APPLICATION = 0x53487072;
const SCHEMA = 1;
/** Exactly what a store of this version holds: a file with a trigger, a view or another column is not opened. */
const TABLES = [
  'CREATE TABLE pairs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, language TEXT NOT NULL, error_type TEXT NOT NULL, shape TEXT NOT NULL, origin TEXT NOT NULL, verdict TEXT NOT NULL, verified INTEGER NOT NULL, recorded_at TEXT NOT NULL, body TEXT NOT NULL) STRICT',
  'CREATE INDEX pairs_by_shape ON pairs (shape, error_type, origin, recorded_at)',
];

export type StoreReason = 'no-sqlite' | 'invalid' | 'locked' | 'corrupt' | 'newer-schema' | 'full' | 'read-only' | 'unsafe' | 'io';

export interface Trouble {
  readonly ok: false;
  readonly reason: StoreReason;
  /** One clear sentence. */
  readonly message: string;
}

export type Result<T> = ({ readonly ok: true } & T) | Trouble;
/** `known`: the same fix was there already; its verdict is the newer of the two. */
export type InsertResult = Result<{ readonly id: string; readonly known: boolean }>;

export interface PairFilter {
  readonly language?: string;
  readonly errorType?: string;
  /** Signature's shape. */
  readonly shape?: string;
  /** ISO 8601 UTC, inclusive. */
  readonly since?: string;
  /** Only pairs that more than a parser vouches for. */
  readonly verified?: boolean;
  readonly verdicts?: readonly Verdict['kind'][];
}

/** The names are the ones users know from Saplings. */
export interface Statistics {
  readonly total_pairs: number;
  readonly error_types: Readonly<Record<string, number>>;
  readonly error_patterns: Readonly<Record<string, number>>;
  readonly pair_types: Readonly<Record<string, number>>;
  readonly earliest_pair: string | null;
  readonly latest_pair: string | null;
}

export interface StoreOptions {
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** More than this and the oldest go. */
  readonly maxPairs?: number;
  /** For tests: a runtime without SQLite. */
  readonly sqlite?: () => Sqlite | undefined;
}

export interface Sqlite {
  readonly DatabaseSync: typeof DatabaseSync;
}

/**
 * Opens the store of a folder; a store that isn't there yet is empty, and its file and folder are made by the first insert.
 * A file that is damaged, foreign or of a newer version is refused and left as it is.
 */
export function openPairStore(options: StoreOptions): { readonly ok: true; readonly store: PairStore } | Trouble {
  const { folder, maxPairs = DEFAULT_MAX_PAIRS, sqlite = loadSqlite } = options;
  if (!path.isAbsolute(folder)) return trouble('invalid', 'A pair store needs a folder on disk.');
  if (!Number.isInteger(maxPairs) || maxPairs < 1)
    return trouble('invalid', 'The number of pairs to keep must be a whole number above zero.');
  const module = sqlite();
  if (!module)
    return trouble('no-sqlite', 'Pairs can’t be stored: this Node has no SQLite. Use Node 22.13 or newer, or VS Code 1.101 or newer.');
  const store = new PairStore(folder, maxPairs, module);
  const opened = store.check();
  return opened.ok ? { ok: true, store } : opened;
}

/**
 * Moves a store that can't be read out of the way, as `pairs.corrupt-‹time›.db`, so that a new one can begin. Only on the
 * user's word: nothing in the house calls it by itself. Answers with the new path.
 */
export function setAsideStore(folder: string, now: Date): Result<{ readonly path: string }> {
  try {
    const dir = path.join(folder, STORE_FOLDER);
    const target = path.join(dir, `pairs.corrupt-${now.toISOString().replace(/[:.]/g, '-')}.db`);
    fs.renameSync(path.join(dir, STORE_FILE), target);
    for (const suffix of SIDE_FILES)
      if (exists(path.join(dir, STORE_FILE + suffix))) fs.renameSync(path.join(dir, STORE_FILE + suffix), target + suffix);
    return { ok: true, path: target };
  } catch (error) {
    return toTrouble(error);
  }
}

const SIDE_FILES = ['-wal', '-shm', '-journal'];

interface Connection {
  readonly db: DatabaseSync;
  readonly statements: Map<string, StatementSync>;
  /** Which file this is: the user may delete it under us. */
  readonly inode: number;
  readonly writable: boolean;
  /** Rows, as of the database's `data_version`. */
  count: { version: number; rows: number } | undefined;
}

export class PairStore {
  private connection: Connection | undefined;
  private readonly dir: string;
  private readonly file: string;

  constructor(
    private readonly folder: string,
    private readonly maxPairs: number,
    private readonly sqlite: Sqlite,
  ) {
    this.dir = path.join(folder, STORE_FOLDER);
    this.file = path.join(this.dir, STORE_FILE);
  }

  /** Whether the store can be used now. */
  check(): Result<object> {
    return this.read(
      () => ({}),
      () => ({}),
    );
  }

  /** Durable when it returns ok. */
  insert(pair: RedactedPair): InsertResult {
    return this.write((c) => ({ id: pair.id, known: !put(c, pair) }));
  }

  /** All or none, in one go. */
  insertMany(pairs: readonly RedactedPair[]): Result<{ readonly inserted: number; readonly known: number }> {
    return this.write((c) => {
      const inserted = pairs.filter((pair) => put(c, pair)).length;
      return { inserted, known: pairs.length - inserted };
    });
  }

  /** What became of a pair; `final` must be redacted. `found` is false where the pair is gone. */
  setVerdict(id: string, verdict: Verdict, final?: string | null): Result<{ readonly found: boolean }> {
    return this.change(id, (pair) => ({ ...pair, verdict, ...(final === undefined ? {} : { final }) }));
  }

  /** A rung that was climbed later: it takes the place of an earlier word of the same rung and checker. */
  addEvidence(id: string, rung: RungResult): Result<{ readonly found: boolean }> {
    return this.change(id, (pair) => ({
      ...pair,
      evidence: [...pair.evidence.filter((old) => old.rung !== rung.rung || (old.result !== 'skipped' && old.by !== rung.by)), rung],
    }));
  }

  get(id: string): Result<{ readonly pair: SuccessPair | undefined }> {
    return this.read(
      (c) => ({ pair: parse(statement(c, 'SELECT body FROM pairs WHERE id = ?').get(id)) }),
      () => ({ pair: undefined }),
    );
  }

  /**
   * Pairs in the order they were recorded, a page at a time: pass `next` as `after` until it is null. No lock is held between
   * pages. `unreadable` counts rows of the page that hold no valid pair.
   */
  page(
    filter: PairFilter = {},
    after = 0,
    limit = PAGE_ROWS,
  ): Result<{ readonly pairs: readonly SuccessPair[]; readonly next: number | null; readonly unreadable: number }> {
    const { where, values } = toSql(filter);
    return this.read(
      (c) => {
        const rows = statement(c, `SELECT seq, body FROM pairs WHERE seq > ?${where} ORDER BY seq LIMIT ?`).all(after, ...values, limit);
        const pairs = rows.flatMap((row) => parse(row) ?? []);
        return { pairs, next: rows.length < limit ? null : Number(rows.at(-1)?.['seq']), unreadable: rows.length - pairs.length };
      },
      () => ({ pairs: [], next: null, unreadable: 0 }),
    );
  }

  /** Number of pairs; undefined where the store can't be read now. */
  count(filter: PairFilter = {}): number | undefined {
    const { where, values } = toSql(filter);
    const result = this.read(
      (c) => ({
        rows: where === '' ? countRows(c) : Number(statement(c, `SELECT count(*) AS n FROM pairs WHERE 1${where}`).get(...values)?.['n']),
      }),
      () => ({ rows: 0 }),
    );
    return result.ok ? result.rows : undefined;
  }

  statistics(): Result<{ readonly statistics: Statistics }> {
    const empty: Statistics = {
      total_pairs: 0,
      error_types: {},
      error_patterns: {},
      pair_types: {},
      earliest_pair: null,
      latest_pair: null,
    };
    return this.read(
      (c) => {
        const by = (column: string, limit = -1): Record<string, number> =>
          Object.fromEntries(
            statement(c, `SELECT ${column} AS k, count(*) AS n FROM pairs GROUP BY ${column} ORDER BY n DESC, k LIMIT ?`)
              .all(limit)
              .map((row) => [String(row['k']), Number(row['n'])]),
          );
        const total = statement(c, 'SELECT count(*) AS n, min(recorded_at) AS first, max(recorded_at) AS last FROM pairs').get();
        const statistics: Statistics = {
          total_pairs: Number(total?.['n'] ?? 0),
          error_types: by('error_type'),
          error_patterns: by('shape', MAX_PATTERNS),
          pair_types: by('origin'),
          earliest_pair: textOrNull(total?.['first']),
          latest_pair: textOrNull(total?.['last']),
        };
        return { statistics };
      },
      () => ({ statistics: empty }),
    );
  }

  /** Keeps the newest `maxPairs`. */
  prune(maxPairs = this.maxPairs): Result<{ readonly removed: number }> {
    if (!Number.isInteger(maxPairs) || maxPairs < 0) return trouble('invalid', 'The number of pairs to keep must be a whole number.');
    return this.ifThere((c) => ({ removed: keepNewest(c, maxPairs) }), { removed: 0 });
  }

  remove(id: string): Result<{ readonly found: boolean }> {
    return this.ifThere(
      (c) => {
        const found = Number(statement(c, 'DELETE FROM pairs WHERE id = ?').run(id).changes) > 0;
        if (found) c.count = undefined;
        return { found };
      },
      { found: false },
    );
  }

  /** Removes all pairs, and their text from the file. */
  clear(): Result<{ readonly removed: number }> {
    const removed = this.ifThere((c) => ({ removed: keepNewest(c, 0) }), { removed: 0 });
    if (!removed.ok || removed.removed === 0) return removed;
    const shrunk = this.read(
      (c) => (c.db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'), {}),
      () => ({}),
    );
    return shrunk.ok ? removed : shrunk;
  }

  close(): void {
    try {
      this.connection?.db.close();
    } catch {
      // Nothing is lost by a failing close: what was acknowledged is on disk.
    }
    this.connection = undefined;
  }

  private change(id: string, edit: (pair: SuccessPair) => SuccessPair): Result<{ readonly found: boolean }> {
    return this.ifThere(
      (c) => {
        const pair = parse(statement(c, 'SELECT body FROM pairs WHERE id = ?').get(id));
        const changed = pair && readPair(edit(pair));
        if (changed) update(c, changed);
        return { found: changed !== undefined };
      },
      { found: false },
    );
  }

  /** A write that has nothing to do where there is no store yet. */
  private ifThere<T extends object>(work: (c: Connection) => T, empty: T): Result<T> {
    const there = this.connect(false);
    if (!there.ok) return there;
    return there.connection ? this.write(work) : { ok: true, ...empty };
  }

  private read<T extends object>(work: (c: Connection) => T, empty: () => T): Result<T> {
    const there = this.connect(false);
    if (!there.ok) return there;
    try {
      return { ok: true, ...(there.connection ? work(there.connection) : empty()) };
    } catch (error) {
      return toTrouble(error);
    }
  }

  private write<T extends object>(work: (c: Connection) => T): Result<T> {
    const there = this.connect(true);
    if (!there.ok) return there;
    const c = there.connection;
    if (!c?.writable) return trouble('read-only', `Pairs can’t be stored: ${this.dir} is read-only.`);
    try {
      c.db.exec('BEGIN IMMEDIATE');
      const value = work(c);
      keepNewest(c, this.maxPairs);
      c.db.exec('COMMIT');
      return { ok: true, ...value };
    } catch (error) {
      c.count = undefined;
      rollback(c.db);
      return toTrouble(error);
    }
  }

  private connect(create: boolean): { readonly ok: true; readonly connection: Connection | undefined } | Trouble {
    try {
      const unsafe = this.unsafe();
      if (unsafe) return unsafe;
      const stat = fs.statSync(this.file, { throwIfNoEntry: false });
      if (this.connection && stat?.ino === this.connection.inode) return { ok: true, connection: this.connection };
      this.close();
      if (!stat && !create) return { ok: true, connection: undefined };
      if (!stat) this.makeFolder();
      else if (headerVersion(this.file) > SCHEMA) return newer(this.file);
      const opened = this.open();
      if (opened.ok) this.connection = opened.connection;
      return opened;
    } catch (error) {
      return toTrouble(error);
    }
  }

  private open(): { readonly ok: true; readonly connection: Connection } | Trouble {
    const writable = !exists(this.file) || canWrite(this.file, this.dir);
    // A WAL database can only be read with its side files; where these can't be made, the file as it lies is all there is.
    const asItLies = !writable && !exists(`${this.file}-wal`);
    const location = asItLies ? new URL(`${pathToFileURL(this.file).href}?immutable=1`) : this.file;
    const db = new this.sqlite.DatabaseSync(location, { readOnly: !writable, enableDoubleQuotedStringLiterals: false });
    try {
      const bad = setUp(db, this.file, writable);
      if (bad) {
        db.close();
        return bad;
      }
      return { ok: true, connection: { db, statements: new Map(), inode: fs.statSync(this.file).ino, writable, count: undefined } };
    } catch (error) {
      db.close();
      throw error;
    }
  }

  private makeFolder(): void {
    fs.mkdirSync(this.dir, { recursive: true });
    try {
      fs.writeFileSync(path.join(this.dir, '.gitignore'), '*\n', { flag: 'wx' });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }

  /** A workspace could bring a link in the store's place, to have a file elsewhere written. */
  private unsafe(): Trouble | undefined {
    const dir = fs.lstatSync(this.dir, { throwIfNoEntry: false });
    if (!dir) return undefined;
    const files = [this.file, ...SIDE_FILES.map((suffix) => this.file + suffix)].map((file) =>
      fs.lstatSync(file, { throwIfNoEntry: false }),
    );
    if (dir.isDirectory() && files.every((file) => !file || file.isFile())) return undefined;
    return trouble(
      'unsafe',
      `The pair store of ${this.folder} is not opened: ${STORE_FOLDER} holds a link or a folder where its files should be.`,
    );
  }
}

// --- one connection ---

/** Undefined when the database is ready; else why it can't be used. May throw SQLite's errors. */
function setUp(db: DatabaseSync, file: string, writable: boolean): Trouble | undefined {
  db.exec(
    `PRAGMA busy_timeout=${BUSY_MS}; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA synchronous=FULL; PRAGMA secure_delete=FAST`,
  );
  // Newer runtimes only; what it forbids, writing the schema by hand, we never do.
  (db as { enableDefensive?: (on: boolean) => void }).enableDefensive?.(true);
  if (pragma(db, 'user_version') > SCHEMA) return newer(file);
  if (writable && pragma(db, 'user_version') === 0) {
    // Two windows may come here at once: the second finds the work done.
    db.exec('BEGIN IMMEDIATE');
    try {
      if (pragma(db, 'user_version') === 0 && pragma(db, 'application_id') === 0 && schema(db).length === 0)
        db.exec(`${TABLES.join(';')}; PRAGMA application_id=${APPLICATION}; PRAGMA user_version=${SCHEMA}`);
      db.exec('COMMIT');
    } catch (error) {
      rollback(db);
      throw error;
    }
  }
  if (pragma(db, 'application_id') !== APPLICATION || JSON.stringify(schema(db)) !== JSON.stringify(TABLES)) {
    return trouble('corrupt', `${file} is not a pair store of Self-Heal, so it is left alone. Move it away to start a new one.`);
  }
  if (fs.statSync(file).size <= CHECKED_BYTES && Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0] !== 'ok')
    return damaged(file);
  return writable ? setJournal(db, file) : undefined;
}

/** WAL where the SQLite is free of its reset bug (fixed in 3.51.3, 3.50.7, 3.44.6), else a rollback journal. */
function setJournal(db: DatabaseSync, file: string): Trouble | undefined {
  const wanted = walIsSafe(String(db.prepare('SELECT sqlite_version() AS v').get()?.['v'])) ? 'wal' : 'delete';
  const mode = (): string => String(db.prepare('PRAGMA journal_mode').get()?.['journal_mode']);
  // The busy timeout doesn't hold for this statement: another window may be making the same change.
  for (let attempt = 0; mode() !== wanted && attempt < 10; attempt++) {
    try {
      db.exec(`PRAGMA journal_mode=${wanted}`);
    } catch (error) {
      if (toTrouble(error).reason !== 'locked') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
  if (mode() === 'wal' && wanted === 'delete')
    return trouble('locked', `The pair store ${file} is in use by a newer editor. Close its window, or update this one.`);
  return undefined;
}

/** Version as SQLite prints it, `3.51.3`. */
export function walIsSafe(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major !== 3) return major > 3;
  if (minor > 51) return true;
  return (minor === 51 && patch >= 3) || (minor === 50 && patch >= 7) || (minor === 44 && patch >= 6);
}

function schema(db: DatabaseSync): string[] {
  return db
    .prepare("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type DESC, name")
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

function statement(c: Connection, sql: string): StatementSync {
  let known = c.statements.get(sql);
  if (!known) c.statements.set(sql, (known = c.db.prepare(sql)));
  return known;
}

/** Whether the pair is new. A known one takes over a newer verdict. */
function put(c: Connection, pair: SuccessPair): boolean {
  const inserted =
    Number(
      statement(
        c,
        'INSERT INTO pairs (id, language, error_type, shape, origin, verdict, verified, recorded_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
      ).run(pair.id, ...columns(pair)).changes,
    ) > 0;
  if (inserted) {
    // Our own commits don't move `data_version`, so the count goes along.
    if (c.count) c.count.rows++;
    return true;
  }
  const old = parse(statement(c, 'SELECT body FROM pairs WHERE id = ?').get(pair.id));
  if (!old || pair.verdict.at > old.verdict.at)
    update(c, old ? { ...old, verdict: pair.verdict, final: pair.final, evidence: pair.evidence } : pair);
  return false;
}

function update(c: Connection, pair: SuccessPair): void {
  statement(
    c,
    'UPDATE pairs SET language = ?, error_type = ?, shape = ?, origin = ?, verdict = ?, verified = ?, recorded_at = ?, body = ? WHERE id = ?',
  ).run(...columns(pair), pair.id);
}

function columns(pair: SuccessPair): SQLInputValue[] {
  return [
    pair.language,
    pair.errorType,
    pair.signature.shape,
    pair.origin.kind,
    pair.verdict.kind,
    isVerified(pair) ? 1 : 0,
    pair.recordedAt,
    JSON.stringify(pair),
  ];
}

function countRows(c: Connection): number {
  const version = pragma(c.db, 'data_version');
  if (c.count?.version !== version) c.count = { version, rows: Number(statement(c, 'SELECT count(*) AS n FROM pairs').get()?.['n']) };
  return c.count.rows;
}

/** Inside a write: the oldest beyond `max` go. */
function keepNewest(c: Connection, max: number): number {
  const over = countRows(c) - max;
  if (over <= 0) return 0;
  const removed = Number(statement(c, 'DELETE FROM pairs WHERE seq IN (SELECT seq FROM pairs ORDER BY seq LIMIT ?)').run(over).changes);
  c.count = undefined;
  return removed;
}

function toSql(filter: PairFilter): { where: string; values: SQLInputValue[] } {
  let where = '';
  const values: SQLInputValue[] = [];
  const and = (sql: string, ...given: SQLInputValue[]): void => {
    where += ` AND ${sql}`;
    values.push(...given);
  };
  if (filter.language !== undefined) and('language = ?', filter.language);
  if (filter.errorType !== undefined) and('error_type = ?', filter.errorType);
  if (filter.shape !== undefined) and('shape = ?', filter.shape);
  if (filter.since !== undefined) and('recorded_at >= ?', filter.since);
  if (filter.verified) and('verified = 1');
  if (filter.verdicts) and(`verdict IN (${filter.verdicts.map(() => '?').join(', ')})`, ...filter.verdicts);
  return { where, values };
}

function parse(row: Record<string, unknown> | undefined): SuccessPair | undefined {
  if (typeof row?.['body'] !== 'string') return undefined;
  try {
    return readPair(JSON.parse(row['body']));
  } catch {
    return undefined;
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function rollback(db: DatabaseSync): void {
  try {
    db.exec('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself already.
  }
}

// --- troubles ---

function trouble(reason: StoreReason, message: string): Trouble {
  return { ok: false, reason, message };
}

const newer = (file: string): Trouble =>
  trouble('newer-schema', `The pair store ${file} was made by a newer Self-Heal, so it is left alone. Update this one to use it.`);
const damaged = (file: string): Trouble =>
  trouble('corrupt', `The pair store ${file} is damaged, so it is left as it is. Move it away to start a new one.`);

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const BY_SQLITE_CODE: Readonly<Record<number, readonly [StoreReason, string]>> = {
  5: ['locked', 'Another window or program is writing to the pair store. Try again in a moment.'],
  6: ['locked', 'Another window or program is writing to the pair store. Try again in a moment.'],
  8: ['read-only', 'Pairs can’t be stored: the pair store is read-only.'],
  11: ['corrupt', 'The pair store is damaged, so it is left as it is. Move .self-heal/pairs.db away to start a new one.'],
  13: ['full', 'The pair was not stored: the disk is full.'],
  14: ['read-only', 'The pair store can’t be opened: its folder can’t be read or written.'],
  26: ['corrupt', '.self-heal/pairs.db is not a pair store, so it is left as it is. Move it away to start a new one.'],
};

function toTrouble(error: unknown): Trouble {
  const code = codeOf(error);
  if (code === 'ERR_SQLITE_ERROR') {
    const number = Number((error as { errcode?: unknown }).errcode);
    // An I/O error while writing (778) is how a quota or a size limit of files shows.
    if (number === 778) return trouble('full', 'The pair was not stored: the disk takes no more.');
    const known = BY_SQLITE_CODE[number & 0xff];
    if (known) return trouble(...known);
  }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return trouble('full', 'The pair was not stored: the disk is full.');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return trouble('read-only', 'Pairs can’t be stored: the folder is read-only.');
  if (typeof code !== 'string') throw error;
  return trouble('io', `The pair store can’t be used: ${error instanceof Error ? error.message : code}.`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function exists(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function canWrite(...paths: readonly string[]): boolean {
  try {
    for (const each of paths) fs.accessSync(each, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

let loaded: Sqlite | undefined;

/** undefined where the runtime has none. Node 22 warns that SQLite is experimental: true, and nothing to a user. */
function loadSqlite(): Sqlite | undefined {
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
