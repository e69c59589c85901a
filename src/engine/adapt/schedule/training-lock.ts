// One training at a time, whichever windows and terminals have the folder open. The lock is one that the system keeps on a file for a process, by way
// of SQLite: it ends with its process, however that ends, so none is ever left behind.

import fs from 'node:fs';
import path from 'node:path';
import { failure, success, type Result } from '../../result';
import { loadSqlite } from '../../learn/store/sqlite';

const FILE = '.training.lock';
/** SQLite's codes: another has it; it is no database. */
const BUSY = 5;
const NOT_A_DATABASE = 26;

export interface TrainingLock {
  /** More than once does no harm. */
  release(): void;
}

/** Does not wait. @param adapters the adapters' folder, which is made where it is not there. */
export function takeTrainingLock(adapters: string): Result<TrainingLock, 'busy' | 'failed'> {
  const file = path.join(adapters, FILE);
  const sqlite = loadSqlite();
  if (!sqlite)
    return failure('failed', 'Trainings can’t be kept apart: this Node has no SQLite. Use Node 22.13 or newer, or VS Code 1.101 or newer.');
  try {
    fs.mkdirSync(adapters, { recursive: true });
    const db = new sqlite.DatabaseSync(file);
    try {
      db.exec('PRAGMA busy_timeout=0; PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      db.close();
      throw error;
    }
    let isHeld = true;
    return success({
      release: () => {
        if (isHeld) db.close();
        isHeld = false;
      },
    });
  } catch (error) {
    const code = (error as { errcode?: number }).errcode;
    if (code !== undefined && (code & 0xff) === BUSY)
      return failure('busy', 'Another window or terminal is training an adapter of this folder.');
    const why = error instanceof Error ? error.message : String(error);
    return failure(
      'failed',
      `Whether another window is training can’t be told, so nothing was started: ${file}: ${why}.${code === NOT_A_DATABASE ? ' Delete that file.' : ''}`,
    );
  }
}
