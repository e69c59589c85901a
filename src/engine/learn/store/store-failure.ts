// Why a pair store can't be used: a reason to switch on and a sentence for a person, told from what SQLite and the file system say.

import { failure, type Failure, type Result } from '../../result';

export type StoreReason = 'no-sqlite' | 'invalid' | 'locked' | 'corrupt' | 'newer-schema' | 'full' | 'read-only' | 'unsafe' | 'io';
export type StoreResult<T> = Result<T, StoreReason>;
export type StoreFailure = Failure<StoreReason>;

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
/** SQLITE_IOERR_WRITE: how a quota or a size limit of files shows. */
const WRITE_FAILED = 778;

/** The failure behind an error of SQLite or the file system; any other error is a bug and thrown on. */
export function storeFailure(error: unknown): StoreFailure {
  const code = errorCode(error);
  if (code === 'ERR_SQLITE_ERROR') {
    const number = Number((error as { errcode?: unknown }).errcode);
    if (number === WRITE_FAILED) return failure('full', 'The pair was not stored: the disk takes no more.');
    const known = BY_SQLITE_CODE[number & 0xff];
    if (known) return failure(...known);
  }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return failure('full', 'The pair was not stored: the disk is full.');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return failure('read-only', 'Pairs can’t be stored: the folder is read-only.');
  if (typeof code !== 'string') throw error;
  return failure('io', `The pair store can’t be used: ${error instanceof Error ? error.message : code}.`);
}

/** `ENOENT`, `ERR_SQLITE_ERROR`, …; undefined for an error without a code. */
export function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
