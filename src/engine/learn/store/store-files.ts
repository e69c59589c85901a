// The files of a pair store: `.self-heal/pairs.db` in the workspace folder, and what SQLite writes beside it.

import fs from 'node:fs';
import path from 'node:path';
import { failure, success } from '../../result';
import { errorCode, storeFailure, type StoreFailure, type StoreResult } from './store-failure';

const STORE_FOLDER = '.self-heal';
const DATABASE = 'pairs.db';
const SIDE_FILES = ['-wal', '-shm', '-journal'];
const ASIDE = 'pairs.corrupt-';

export interface StoreFiles {
  /** The workspace folder; absolute, as all paths here. */
  readonly workspace: string;
  readonly folder: string;
  readonly database: string;
}

export function storeFiles(workspace: string): StoreFiles {
  const folder = path.join(workspace, STORE_FOLDER);
  return { workspace, folder, database: path.join(folder, DATABASE) };
}

/** Makes the store's folder, and keeps it out of the workspace's Git repository. */
export function makeStoreFolder({ folder }: StoreFiles): void {
  fs.mkdirSync(folder, { recursive: true });
  try {
    fs.writeFileSync(path.join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** A workspace could bring a link in the store's place, to have a file elsewhere written: such a store is refused. */
export function refuseLinks({ workspace, folder, database }: StoreFiles): StoreFailure | undefined {
  const found = fs.lstatSync(folder, { throwIfNoEntry: false });
  if (!found) return undefined;
  const isPlain = (file: string): boolean => fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
  if (found.isDirectory() && isPlain(database) && SIDE_FILES.every((suffix) => isPlain(database + suffix))) return undefined;
  return failure(
    'unsafe',
    `The pair store of ${workspace} is not opened: ${STORE_FOLDER} holds a link or a folder where its files should be.`,
  );
}

/** Whether a file of the store's folder is of a damaged store that was moved out of the way. */
export const isSetAsideStore = (name: string): boolean => name.startsWith(ASIDE) && /\.db(?:-\w+)?$/.test(name);

/**
 * Moves a store that can't be read out of the way, as `pairs.corrupt-‹time›.db`, so that a new one can begin. Only on the
 * user's word: nothing in the engine calls it by itself. Answers with the new path.
 */
export function setAsideStore(workspace: string, now: Date): StoreResult<string> {
  const { folder, database } = storeFiles(workspace);
  const target = path.join(folder, `${ASIDE}${now.toISOString().replace(/[:.]/g, '-')}.db`);
  try {
    fs.renameSync(database, target);
    for (const suffix of SIDE_FILES) if (exists(database + suffix)) fs.renameSync(database + suffix, target + suffix);
    return success(target);
  } catch (error) {
    return storeFailure(error);
  }
}

export function exists(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

export function canWrite(...paths: readonly string[]): boolean {
  try {
    for (const each of paths) fs.accessSync(each, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
