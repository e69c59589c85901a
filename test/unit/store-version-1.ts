// A store as version 1 of the schema made it, written without the engine's own modules.

import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SuccessPair } from '../../src/engine/learn/pair';

/** `journal`: version 1 wrote in either mode, by the SQLite it ran on. */
export function writeVersion1(file: string, pairs: readonly SuccessPair[], journal: 'wal' | 'delete' = 'delete'): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode=${journal}; BEGIN`);
  db.exec(
    'CREATE TABLE pairs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, language TEXT NOT NULL, error_type TEXT NOT NULL, shape TEXT NOT NULL, origin TEXT NOT NULL, verdict TEXT NOT NULL, verified INTEGER NOT NULL, recorded_at TEXT NOT NULL, body TEXT NOT NULL) STRICT;' +
      'CREATE INDEX pairs_by_shape ON pairs (shape, error_type, origin, recorded_at);' +
      `PRAGMA application_id=${0x53487072}; PRAGMA user_version=1`,
  );
  for (const pair of pairs) insertVersion1(db, pair);
  db.exec('COMMIT');
  db.close();
}

/** As a program of version 1 inserts a pair. */
export function insertVersion1(db: DatabaseSync, pair: SuccessPair): void {
  db.prepare(
    'INSERT INTO pairs (id, language, error_type, shape, origin, verdict, verified, recorded_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  ).run(
    pair.id,
    pair.language,
    pair.errorType,
    pair.signature.shape,
    pair.origin.kind,
    pair.verdict.kind,
    0,
    pair.recordedAt,
    JSON.stringify({ ...pair, schema: 1 }),
  );
}
