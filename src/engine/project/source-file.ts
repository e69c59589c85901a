// A source file on disk: read with a clear refusal, written back whole or not at all.

import * as path from 'node:path';
import { readFileBytes, type Unopenable } from '../files/read-file';
import { stageWrite, writeFailure, type StagedWrite, type Unwritable } from '../files/write-file';
import { failure, success, type Failure, type Result } from '../result';
import { decodeText, MAX_FILE_BYTES, type Unreadable } from './workspace-files';

export interface SourceFile {
  /** Absolute, as the user named it. */
  readonly path: string;
  /** Without its byte order mark; line ends as they are. */
  readonly text: string;
}

/** A file's whole text as it was, and as it is to be. */
interface ChangedFile {
  /** Absolute. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Why a file was left as it is. */
type NotWritten = Unwritable | 'changed';

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
  const bytes = readFileBytes(file, MAX_FILE_BYTES);
  const read = bytes.ok ? decodeText(bytes.value) : bytes.reason;
  return typeof read === 'string' ? failure(read, `${name}: ${SENTENCES[read]}`) : success({ path: file, text: read.text });
}

/** Writes several texts or none: all are got ready first, then made. Mode, owner, other names and byte order mark stay. */
export function writeSources(changes: readonly ChangedFile[]): Result<void, NotWritten> {
  const staged: StagedWrite[] = [];
  const giveUp = (reason: NotWritten, file: string, why: string): Failure<NotWritten> => {
    for (const stage of staged) stage.discard();
    return failure(reason, `${file}: ${why}, so nothing was written.`);
  };
  for (const change of changes) {
    const stage = stageChange(change);
    if (!stage.ok) return giveUp(stage.reason, change.path, stage.message);
    staged.push(stage.value);
  }
  const done: StagedWrite[] = [];
  for (const stage of staged) {
    try {
      stage.commit();
      done.push(stage);
    } catch (error) {
      const kept = done.filter((each) => !tookBack(each)).map((each) => each.file);
      const { reason, message } = (error as NodeJS.ErrnoException).code === 'changed' ? CHANGED : writeFailure(error);
      const failed = giveUp(reason, stage.file, message);
      return kept.length === 0 ? failed : failure('failed', `${stage.file}: ${message}; but ${kept.join(', ')} stays changed.`);
    }
  }
  return success(undefined);
}

const CHANGED = failure('changed', 'it has changed meanwhile');

function stageChange({ path: file, before, after }: ChangedFile): Result<StagedWrite, NotWritten> {
  const old = readFileBytes(file, MAX_FILE_BYTES);
  if (!old.ok) return OLD_UNREAD[old.reason];
  const now = decodeText(old.value);
  if (typeof now === 'string' || now.text !== before) return CHANGED;
  return stageWrite(file, old.value, Buffer.from((now.bom ? '\uFEFF' : '') + after));
}

const OLD_UNREAD: Readonly<Record<Unopenable, Failure<NotWritten>>> = {
  missing: failure('missing', 'it is gone'),
  denied: failure('denied', 'you have no permission to read it'),
  'not-a-file': failure('not-a-file', 'it is no regular file'),
  'too-large': CHANGED,
};

function tookBack(stage: StagedWrite): boolean {
  try {
    stage.revert();
    return true;
  } catch {
    return false;
  }
}
