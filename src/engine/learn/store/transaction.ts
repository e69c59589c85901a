// A transaction of SQLite around a piece of work.

import type { DatabaseSync } from 'node:sqlite';

/** All of `work` or nothing; durable once it returns. Throws what `work` and SQLite throw. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const value = work();
    db.exec('COMMIT');
    return value;
  } catch (error) {
    try {
      db.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself already.
    }
    throw error;
  }
}
