// Keeps two processes from changing the same small file at once. A lock is a file that only one can make; that of a process that died is broken
// after a while.

import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { failure, success, type Result } from '../result';

export interface LockTimes {
  /** How long another one is waited for, in ms. */
  readonly waitMs?: number;
  /** A lock that is older was left by a process that died: no work under one takes as long. In ms. */
  readonly staleMs?: number;
}

const WAIT = 5_000;
const STALE = 30_000;
const STEP = 20;

/** Runs the work while nobody else holds the lock; `busy` where one is held for too long. Errors of the work are thrown on, those of the file system are `not-locked`. */
export async function withFileLock<T>(
  lock: string,
  work: () => Promise<T>,
  { waitMs = WAIT, staleMs = STALE }: LockTimes = {},
): Promise<Result<T, 'busy' | 'not-locked'>> {
  const own = crypto.randomUUID();
  const until = performance.now() + waitMs;
  for (;;) {
    try {
      if (take(lock, own)) break;
      breakStale(lock, staleMs);
    } catch (error) {
      return failure('not-locked', error instanceof Error ? error.message : String(error));
    }
    if (performance.now() > until) return failure('busy', 'another program is changing it');
    await setTimeout(STEP);
  }
  try {
    return success(await work());
  } finally {
    // Somebody may have taken it for a dead one's and have a lock of his own there now.
    if (ownerOf(lock) === own) fs.rmSync(lock, { force: true });
  }
}

function take(lock: string, own: string): boolean {
  try {
    fs.writeFileSync(lock, own, { flag: 'wx' });
    return true;
  } catch (error) {
    // On Windows a file that is just being deleted can't be made either.
    if (['EEXIST', 'EPERM', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '') && fs.existsSync(lock)) return false;
    throw error;
  }
}

function breakStale(lock: string, staleMs: number): void {
  const found = fs.lstatSync(lock, { throwIfNoEntry: false });
  if (!found || Date.now() - found.mtimeMs < staleMs) return;
  const owner = ownerOf(lock);
  const aside = `${lock}.${crypto.randomBytes(6).toString('hex')}`;
  try {
    fs.renameSync(lock, aside);
  } catch {
    return; // another one was quicker
  }
  // Between the look and the renaming somebody else may have broken it and taken his own.
  if (ownerOf(aside) === owner) fs.rmSync(aside, { force: true });
  else fs.renameSync(aside, lock);
}

function ownerOf(lock: string): string | undefined {
  try {
    return fs.readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}
