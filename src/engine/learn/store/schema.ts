// What the database of a pair store holds, by version: its tables and indexes, exactly. A file with a trigger, a view or another column is
// not opened.

/** "SHpr" in the file's header: this is a pair store and nothing else. */
export const APPLICATION = 0x53487072;
/** What this program writes. */
export const SCHEMA = 2;

/** By version. */
export const TABLES: Readonly<Record<number, readonly string[]>> = {
  1: [
    'CREATE TABLE pairs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, language TEXT NOT NULL, error_type TEXT NOT NULL, shape TEXT NOT NULL, origin TEXT NOT NULL, verdict TEXT NOT NULL, verified INTEGER NOT NULL, recorded_at TEXT NOT NULL, body TEXT NOT NULL) STRICT',
    'CREATE INDEX pairs_by_shape ON pairs (shape, error_type, origin, recorded_at)',
  ],
  2: [
    // What is searched, counted or changed stands before the body, which may fill pages of its own. `touched` counts inserts and uses: an
    // order that no clock can upset. The defaults let a window of version 1 that is still open go on writing.
    "CREATE TABLE pairs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, language TEXT NOT NULL, error_type TEXT NOT NULL, problem_family TEXT NOT NULL DEFAULT '', shape TEXT NOT NULL, origin TEXT NOT NULL, origin_id TEXT NOT NULL DEFAULT '', variant TEXT NOT NULL DEFAULT '', family TEXT NOT NULL DEFAULT '', via TEXT NOT NULL DEFAULT '', verdict TEXT NOT NULL, verified INTEGER NOT NULL, recorded_at TEXT NOT NULL, touched INTEGER NOT NULL DEFAULT 0, uses INTEGER NOT NULL DEFAULT 0, last_used TEXT, body TEXT NOT NULL) STRICT",
    // Verdicts that a later one has taken the place of; the last one is the pair's own.
    'CREATE TABLE earlier_verdicts (seq INTEGER PRIMARY KEY, pair INTEGER NOT NULL REFERENCES pairs (seq) ON DELETE CASCADE, kind TEXT NOT NULL, how TEXT NOT NULL, at TEXT NOT NULL) STRICT',
    'CREATE TABLE negatives (seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, language TEXT NOT NULL, error_type TEXT NOT NULL, problem_family TEXT NOT NULL, shape TEXT NOT NULL, origin TEXT NOT NULL, origin_id TEXT NOT NULL, variant TEXT NOT NULL, family TEXT NOT NULL, kind TEXT NOT NULL, times INTEGER NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL) STRICT',
    'CREATE TABLE sightings (seq INTEGER PRIMARY KEY, shape TEXT NOT NULL, error_type TEXT NOT NULL, language TEXT NOT NULL, times INTEGER NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL, UNIQUE (shape, error_type, language)) STRICT',
    'CREATE TABLE heals (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, language TEXT NOT NULL, error_type TEXT NOT NULL, shape TEXT NOT NULL, outcome TEXT NOT NULL, origin TEXT NOT NULL, ms REAL NOT NULL, attempts INTEGER NOT NULL, body TEXT NOT NULL) STRICT',
    'CREATE INDEX pairs_by_shape ON pairs (shape, error_type, origin, recorded_at)',
    "CREATE INDEX pairs_standing ON pairs (shape, language, seq, error_type) WHERE verdict NOT IN ('rejected', 'reverted')",
    'CREATE INDEX pairs_by_use ON pairs (touched, uses)',
    'CREATE INDEX pairs_by_source ON pairs (origin, origin_id, variant, family, language, problem_family, verdict, via, verified)',
    'CREATE INDEX verdicts_by_pair ON earlier_verdicts (pair, seq)',
    'CREATE INDEX negatives_by_shape ON negatives (shape, language, seq)',
    'CREATE INDEX negatives_by_source ON negatives (origin, origin_id, variant, family, language, problem_family, kind, times)',
  ],
};

/** Whether a database that holds `found` is whole in a version. */
export const isSchema = (version: number, found: readonly string[]): boolean =>
  JSON.stringify([...found].sort()) === JSON.stringify([...(TABLES[version] ?? [])].sort());
