// A source file on disk: read with a clear refusal, written back whole or not at all.

import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { decodeText, failure, MAX_FILE_BYTES, success, type ChangedText, type Failure, type Result, type Unreadable } from '../../engine';

export interface SourceFile {
  /** Absolute, as the user named it. */
  readonly path: string;
  /** Without its byte order mark; line ends as they are. */
  readonly text: string;
}

/** Why a file was left as it is. */
export type Unwritable = 'changed' | 'read-only' | 'missing' | 'denied' | 'failed';

const SENTENCES: Readonly<Record<Unreadable, string>> = {
  missing: 'there is no such file.',
  'not-a-file': 'it is no file.',
  'too-large': `it is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB, which is no source code that a person wrote.`,
  binary: 'it is binary: it holds NUL bytes.',
  'not-utf8': 'it is not UTF-8, and guessing its encoding could damage it.',
  denied: 'you have no permission to read it.',
};

export function readSource(name: string): Result<SourceFile, Unreadable> {
  const file = path.resolve(name);
  const refused = (why: Unreadable): Failure<Unreadable> => failure(why, `${name}: ${SENTENCES[why]}`);
  try {
    const stat = fs.statSync(file);
    if (!stat.isFile()) return refused('not-a-file');
    if (stat.size > MAX_FILE_BYTES) return refused('too-large');
    const read = decodeText(fs.readFileSync(file));
    return typeof read === 'string' ? refused(read) : success({ path: file, text: read.text });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return refused(code === 'EACCES' || code === 'EPERM' ? 'denied' : 'missing');
  }
}

/** Writes several texts or none: all are written beside their files first, then renamed over them. Mode and byte order mark stay. */
export function writeSources(changes: readonly ChangedText[]): Result<void, Unwritable> {
  const staged: StagedFile[] = [];
  const giveUp = (reason: Unwritable, why: string): Failure<Unwritable> => {
    for (const { from } of staged) fs.rmSync(from, { force: true });
    return failure(reason, why);
  };
  for (const change of changes) {
    try {
      const stage = stageFile(change);
      if (!stage.ok) return giveUp(stage.reason, stage.message);
      staged.push(stage.value);
    } catch (error) {
      const reason = reasonOf(error as NodeJS.ErrnoException);
      return giveUp(reason.reason, `${change.path}: ${reason.why}, so nothing was changed.`);
    }
  }
  const done: StagedFile[] = [];
  for (const stage of staged) {
    try {
      fs.renameSync(stage.from, stage.to);
      done.push(stage);
    } catch (error) {
      for (const { to, old, mode } of done) fs.writeFileSync(to, old, { mode });
      return giveUp(
        'failed',
        `${stage.to}: it could not be replaced (${(error as NodeJS.ErrnoException).code ?? 'unknown'}), so nothing was changed.`,
      );
    }
  }
  return success(undefined);
}

/** A new text that stands beside its file. */
interface StagedFile {
  readonly from: string;
  readonly to: string;
  readonly old: Buffer;
  readonly mode: number;
}

/** Throws where the system does not let it. */
function stageFile({ path: file, before, after }: ChangedText): Result<StagedFile, Unwritable> {
  const to = fs.realpathSync(file);
  const stat = fs.statSync(to);
  const old = fs.readFileSync(to);
  const now = decodeText(old);
  if (typeof now === 'string' || now.text !== before)
    return failure('changed', `${file}: it has changed meanwhile, so it was left as it is.`);
  // A superuser may write anything; a read-only file is meant to stay all the same.
  if ((stat.mode & 0o222) === 0) return failure('read-only', `${file}: it is read-only, so it was left as it is.`);
  fs.accessSync(to, fs.constants.W_OK);
  const from = path.join(path.dirname(to), `.${path.basename(to)}.${crypto.randomBytes(6).toString('hex')}.self-heal`);
  const handle = fs.openSync(from, 'wx', stat.mode);
  try {
    fs.writeFileSync(handle, (now.bom ? '\uFEFF' : '') + after);
    fs.fchmodSync(handle, stat.mode & 0o7777);
    if (process.getuid?.() === 0) fs.fchownSync(handle, stat.uid, stat.gid);
    fs.fsyncSync(handle);
  } catch (error) {
    fs.rmSync(from, { force: true });
    throw error;
  } finally {
    fs.closeSync(handle);
  }
  return success({ from, to, old, mode: stat.mode });
}

function reasonOf({ code }: NodeJS.ErrnoException): { readonly reason: Unwritable; readonly why: string } {
  switch (code) {
    case 'ENOENT':
      return { reason: 'missing', why: 'it is gone' };
    case 'ENOSPC':
      return { reason: 'failed', why: 'the disk is full' };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { reason: 'denied', why: 'you have no permission to write it' };
    default:
      return { reason: 'failed', why: `it could not be written (${code ?? 'unknown'})` };
  }
}
