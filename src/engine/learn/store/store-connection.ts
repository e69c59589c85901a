// The connection of a store to its database: opened when first needed, opened anew when the file under it was deleted or replaced, and closed.
// Whatever SQLite and the file system say becomes a value.

import fs from 'node:fs';
import { failure, success } from '../../result';
import { openDatabase, type Database, type Sqlite } from './sqlite';
import { SCHEMA } from './schema';
import { storeFailure, type StoreResult } from './store-failure';
import { makeStoreFolder, refuseLinks, type StoreFiles } from './store-files';

export class StoreConnection {
  private database: Database | undefined;

  constructor(
    private readonly files: StoreFiles,
    private readonly sqlite: Sqlite,
  ) {}

  /** `none` where there is no store yet, or one of an earlier version that could not be migrated and has nothing of what is asked for. */
  read<T>(work: (database: Database) => T, none: () => T, since = 1): StoreResult<T> {
    const connected = this.connect(false);
    if (!connected.ok) return connected;
    const database = connected.value;
    try {
      return success(database && database.version >= since ? work(database) : none());
    } catch (error) {
      return storeFailure(error);
    }
  }

  /** All of `work` or nothing; durable once it returns ok. Makes the store where there is none. */
  write<T>(work: (database: Database) => T): StoreResult<T> {
    const connected = this.connect(true);
    if (!connected.ok) return connected;
    const database = connected.value;
    if (!database?.writable || database.version < SCHEMA)
      return failure('read-only', `Pairs can’t be stored: ${this.files.folder} is read-only.`);
    try {
      return success(database.transaction(() => work(database)));
    } catch (error) {
      return storeFailure(error);
    }
  }

  /** A write that has nothing to do where there is no store yet. */
  writeIfThere<T>(work: (database: Database) => T, none: T): StoreResult<T> {
    const connected = this.connect(false);
    if (!connected.ok) return connected;
    return connected.value ? this.write(work) : success(none);
  }

  close(): void {
    this.database?.close();
    this.database = undefined;
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
      if (!found) {
        // A folder that was moved away or deleted is not made again for its store alone.
        if (!fs.existsSync(files.workspace))
          return failure('io', `Pairs can’t be stored: the folder ${files.workspace} is no longer there.`);
        makeStoreFolder(files);
      }
      const opened = openDatabase(this.sqlite, files);
      if (opened.ok) this.database = opened.value;
      return opened;
    } catch (error) {
      return storeFailure(error);
    }
  }
}
