// A store of an earlier version becomes one of this: in one transaction, so that it is the one or the other, whole, whenever it is killed.

import type { DatabaseSync } from 'node:sqlite';
import { familyOf } from '../../detect/family';
import { SCHEMA, TABLES } from './schema';
import { transaction } from './transaction';

/** A body that is no JSON is kept as it is; it counts with nothing. */
const part = (path: string): string => `coalesce(CASE WHEN json_valid(body) THEN CAST(body ->> '${path}' AS TEXT) END, '')`;

/** What makes version n + 1 of version n. */
const STEPS: Readonly<Record<number, readonly string[]>> = {
  1: [
    'DROP INDEX pairs_by_shape',
    'ALTER TABLE pairs RENAME TO pairs_1',
    ...(TABLES[2] ?? []).filter((sql) => sql.startsWith('CREATE TABLE')),
    `INSERT INTO pairs SELECT seq, id, language, error_type, problem_family(error_type, ${part('$.message')}), shape, origin, ${part('$.origin.id')}, ${part('$.variant')}, ${part('$.family')}, '', verdict, verified, recorded_at, seq, 0, NULL, body FROM pairs_1`,
    'DROP TABLE pairs_1',
    ...(TABLES[2] ?? []).filter((sql) => sql.startsWith('CREATE INDEX')),
  ],
};

/** `from`: the version that the database was found to be, and whole. Throws SQLite's errors; then it is as it was. */
export function migrate(db: DatabaseSync, from: number): void {
  transaction(db, () => {
    db.function('problem_family', { deterministic: true }, (errorType, message) =>
      familyOf({ errorType: String(errorType), message: String(message) }),
    );
    // Another window may have done it since.
    if (Number(db.prepare('PRAGMA user_version').get()?.['user_version']) !== from) return;
    for (let version = from; version < SCHEMA; version++) for (const sql of STEPS[version] ?? []) db.exec(sql);
    db.exec(`PRAGMA user_version=${SCHEMA}`);
  });
}
