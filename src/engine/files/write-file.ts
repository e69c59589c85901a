// Writes files whole or not at all: through a new file beside the target that takes its name once it is on the disk. Only regular files are
// written over, links are followed to what they mean, and what the file is besides its text (mode, owner, its other names) stays.

import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { failure, success, type Failure, type Result } from '../result';

/** No waiting, and no link in the place of the file that was looked at. */
const QUIETLY = (fs.constants.O_NONBLOCK ?? 0) | (fs.constants.O_NOFOLLOW ?? 0);

/** Why a file was not written. */
export type Unwritable = 'not-a-file' | 'missing' | 'denied' | 'read-only' | 'failed';

/** A file that can be written, as it is now. */
interface Target {
  /** Without links. */
  readonly file: string;
  /** undefined where there is none yet. */
  readonly stat: fs.Stats | undefined;
}

/** Where a text is to be written, its links resolved, one that leads nowhere too: it is then made there. The message is a part of a sentence. */
export function writableTarget(name: string): Result<Target, Unwritable> {
  try {
    // What a name of the system's own stands for (`/dev/stdout`) has no path to resolve.
    const meant = fs.statSync(name, { throwIfNoEntry: false });
    if (meant && !meant.isFile()) return failure('not-a-file', `it is ${kindOf(meant)}, no file`);
    const file = resolveLinks(path.resolve(name));
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (stat && !stat.isFile()) return failure('not-a-file', `it is ${kindOf(stat)}, no file`);
    return success({ file, stat });
  } catch (error) {
    return writeFailure(error);
  }
}

/**
 * Writes a new file beside the target, then gives it the target's name; a device, pipe, socket or folder is never written over. `write` gets the
 * open new file. A file that was there before keeps its mode and owner, as far as the system allows. On any failure, and where `write` returns
 * false, the old file stays and nothing is left behind. Errors of `write` are thrown on.
 */
export async function replaceFile(
  name: string,
  write: (out: fs.promises.FileHandle) => Promise<boolean>,
): Promise<Result<void, Unwritable>> {
  const target = writableTarget(name);
  if (!target.ok) return target;
  const { file, stat } = target.value;
  if (stat && (stat.mode & 0o222) === 0) return failure('read-only', 'it is read-only');
  if (stat && !isWritable(file)) return failure('denied', 'you have no permission to write it');
  const temporary = besideOf(file);
  try {
    const out = await fs.promises.open(temporary, 'wx', stat ? stat.mode & 0o777 : 0o666);
    let isWhole: boolean;
    try {
      isWhole = await write(out);
      if (isWhole) {
        if (stat) tryToGiveAttributes(out.fd, stat);
        await out.sync();
      }
    } finally {
      await out.close();
    }
    if (!isWhole) {
      fs.rmSync(temporary, { force: true });
      return success(undefined);
    }
    // Somebody may have put something else there while the text was made.
    const now = fs.lstatSync(file, { throwIfNoEntry: false });
    if (now && !now.isFile()) {
      fs.rmSync(temporary, { force: true });
      return failure('not-a-file', `it has become ${kindOf(now)} meanwhile`);
    }
    fs.renameSync(temporary, file);
    syncFolder(file);
    return success(undefined);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    if (isSystemError(error)) return writeFailure(error);
    throw error;
  }
}

/** Makes a file that is not there yet, whole or not at all: what has come into its place meanwhile, a link too, stays as it is. */
export async function makeFile(name: string, text: string): Promise<Result<void, Unwritable>> {
  const file = path.resolve(name);
  const temporary = besideOf(file);
  try {
    const out = await fs.promises.open(temporary, 'wx', 0o666);
    try {
      await out.writeFile(text);
      await out.sync();
    } finally {
      await out.close();
    }
    try {
      // Unlike renaming it never takes the place of another file.
      fs.linkSync(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
      // A disk without hard links.
      fs.copyFileSync(temporary, file, fs.constants.COPYFILE_EXCL);
    }
    syncFolder(file);
    return success(undefined);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? failure('failed', 'it is there already') : writeFailure(error);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}

/** A change that was got ready and can be made or given up. */
export interface StagedWrite {
  readonly file: string;
  /** Makes the change. Throws where the system does not let it; the file is then as it was. */
  commit(): void;
  /** Takes a change back that was made. */
  revert(): void;
  /** Gives up what was not made. */
  discard(): void;
}

/**
 * Gets a new text ready for a file that is there. Where it has other names (hard links), or a new file could not be given its owner, it is
 * written in place; else beside it, to be renamed. `old`: the bytes that it has now.
 */
export function stageWrite(name: string, old: Buffer, bytes: Buffer): Result<StagedWrite, Unwritable> {
  const target = writableTarget(name);
  if (!target.ok) return target;
  const { file, stat } = target.value;
  if (!stat) return failure('missing', 'it is gone');
  // A superuser may write anything; a read-only file is meant to stay all the same.
  if ((stat.mode & 0o222) === 0) return failure('read-only', 'it is read-only');
  try {
    openToWrite(file);
    if (stat.nlink > 1 && staysPrivileged(stat)) return success(inPlace(file, stat, old, bytes));
    if (stat.nlink > 1) return failure('denied', 'only its owner can keep its special permissions');
    return success(besideIt(file, stat, old, bytes));
  } catch (error) {
    // The folder is not ours to add files to, or the owner not ours to give: the file itself is.
    const isKept = !(error instanceof CantKeepAttributes) && !['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (isKept || !isWritable(file)) return writeFailure(error);
    return staysPrivileged(stat)
      ? success(inPlace(file, stat, old, bytes))
      : failure('denied', 'only its owner can keep its special permissions');
  }
}

/** What the system said, as a part of a sentence: `the disk is full`. */
export function writeFailure(error: unknown): Failure<Unwritable> {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return failure('missing', 'its folder is not there');
    case 'ENOSPC':
    case 'EDQUOT':
      return failure('failed', 'the disk is full');
    case 'EACCES':
    case 'EPERM':
      return failure('denied', 'you have no permission to write it');
    case 'EROFS':
      return failure('denied', 'its disk is read-only');
    case 'ELOOP':
      return failure('failed', 'its links lead in a circle');
    default:
      return failure('failed', `it could not be written (${code ?? (error instanceof Error ? error.message : String(error))})`);
  }
}

class CantKeepAttributes extends Error {}

function besideIt(file: string, stat: fs.Stats, old: Buffer, bytes: Buffer): StagedWrite {
  const temporary = besideOf(file);
  let isMade = false;
  const fd = fs.openSync(temporary, 'wx', stat.mode & 0o777);
  try {
    writeAll(fd, bytes, 0);
    giveAttributes(fd, stat);
    fs.fsyncSync(fd);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  } finally {
    fs.closeSync(fd);
  }
  return {
    file,
    commit: () => {
      const now = fs.lstatSync(file);
      // Another program has written it, or given it another name, since it was looked at.
      if (now.ino !== stat.ino || now.dev !== stat.dev || now.nlink > 1 || now.mtimeMs !== stat.mtimeMs || now.size !== stat.size)
        throw Object.assign(new Error('it has changed meanwhile'), { code: 'changed' });
      fs.renameSync(temporary, file);
      isMade = true;
      syncFolder(file);
    },
    revert: () => {
      if (isMade) besideIt(file, fs.lstatSync(file), bytes, old).commit();
    },
    discard: () => fs.rmSync(temporary, { force: true }),
  };
}

function inPlace(file: string, stat: fs.Stats, old: Buffer, bytes: Buffer): StagedWrite {
  return {
    file,
    commit: () => overwrite(file, stat, old, bytes),
    revert: () => overwrite(file, stat, bytes, old),
    discard: () => undefined,
  };
}

/** The part that needs new room on the disk first: where there is none, cutting it off again leaves the file as it was. */
function overwrite(file: string, stat: fs.Stats, old: Buffer, bytes: Buffer): void {
  const fd = fs.openSync(file, fs.constants.O_RDWR | QUIETLY);
  try {
    const now = fs.fstatSync(fd);
    if (!now.isFile() || now.ino !== stat.ino || now.dev !== stat.dev || now.size !== old.length)
      throw Object.assign(new Error('it has changed meanwhile'), { code: 'changed' });
    try {
      writeAll(fd, bytes.subarray(old.length), old.length);
      fs.fsyncSync(fd);
      writeAll(fd, bytes.subarray(0, old.length), 0);
      fs.ftruncateSync(fd, bytes.length);
      fs.fsyncSync(fd);
    } catch (error) {
      fs.ftruncateSync(fd, Math.min(old.length, fs.fstatSync(fd).size));
      writeAll(fd, old, 0);
      fs.fsyncSync(fd);
      throw error;
    } finally {
      // Writing took away what lets a program run as its owner.
      if ((fs.fstatSync(fd).mode & 0o7777) !== (stat.mode & 0o7777)) fs.fchmodSync(fd, stat.mode & 0o7777);
    }
  } finally {
    fs.closeSync(fd);
  }
}

function writeAll(fd: number, bytes: Buffer, at: number): void {
  for (let done = 0; done < bytes.length;) done += fs.writeSync(fd, bytes, done, bytes.length - done, at + done);
}

/** The owner first: giving a file away takes setuid and setgid from it. Throws `CantKeepAttributes` where the system does not let us. */
function giveAttributes(fd: number, { uid, gid, mode }: fs.Stats): void {
  try {
    const own = fs.fstatSync(fd);
    if (own.uid !== uid || own.gid !== gid) fs.fchownSync(fd, uid, gid);
    if ((fs.fstatSync(fd).mode & 0o7777) !== (mode & 0o7777)) fs.fchmodSync(fd, mode & 0o7777);
    if (process.platform !== 'win32' && (fs.fstatSync(fd).mode & 0o7777) !== (mode & 0o7777)) throw new CantKeepAttributes();
  } catch (error) {
    throw error instanceof CantKeepAttributes ? error : new CantKeepAttributes();
  }
}

function tryToGiveAttributes(fd: number, stat: fs.Stats): void {
  try {
    giveAttributes(fd, stat);
  } catch {
    // Somebody else's file that we may write becomes ours; its mode it has from the start.
  }
}

/** In the same folder, so that it can be renamed; hidden, and of a length that any name leaves room for. */
const besideOf = (file: string): string =>
  path.join(path.dirname(file), `.${path.basename(file).slice(0, 100)}.${crypto.randomBytes(6).toString('hex')}.self-heal`);

/** As `realpath`, but a link may lead to what is not there yet. */
function resolveLinks(file: string): string {
  let at = file;
  for (let hops = 0; hops < 40; hops++) {
    at = path.join(fs.realpathSync(path.dirname(at)), path.basename(at));
    if (!fs.lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) return at;
    at = path.resolve(path.dirname(at), fs.readlinkSync(at));
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
}

function kindOf(stat: fs.Stats): string {
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a pipe';
  if (stat.isSocket()) return 'a socket';
  return 'a device';
}

/** Opening is the one question to which the system gives the true answer. Throws what it says. */
function openToWrite(file: string): void {
  fs.closeSync(fs.openSync(file, fs.constants.O_WRONLY | QUIETLY));
}

function isWritable(file: string): boolean {
  try {
    openToWrite(file);
    return true;
  } catch {
    return false;
  }
}

/** So that the new name outlives a loss of power. Not every system can; the file is there all the same. */
function syncFolder(file: string): void {
  try {
    const fd = fs.openSync(path.dirname(file), 'r');
    try {
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
  } catch {
    // Windows has no such thing, and some file systems refuse it.
  }
}

/** Writing takes setuid and setgid from a file, and only its owner can give them back. */
function staysPrivileged({ mode, uid }: fs.Stats): boolean {
  const we = process.geteuid?.() ?? uid;
  return (mode & 0o6000) === 0 || we === 0 || we === uid;
}

const isSystemError = (error: unknown): boolean => typeof (error as NodeJS.ErrnoException).syscall === 'string';
