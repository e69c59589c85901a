// A source file on disk: read with a clear refusal, written back whole or not at all.

import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { decodeText, MAX_FILE_BYTES, type Unreadable } from '../../engine';

export interface SourceFile {
  /** Absolute, as the user named it. */
  readonly path: string;
  /** Without its byte order mark; line ends as they are. */
  readonly text: string;
  readonly bom: boolean;
}

export interface Refused {
  /** One sentence. */
  readonly refused: string;
}

const SENTENCES: Readonly<Record<Unreadable, string>> = {
  missing: 'there is no such file.',
  'not-a-file': 'it is no file.',
  'too-large': `it is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB, which is no source code that a person wrote.`,
  binary: 'it is binary: it holds NUL bytes.',
  'not-utf8': 'it is not UTF-8, and guessing its encoding could damage it.',
  denied: 'you have no permission to read it.',
};

export function readSource(name: string): SourceFile | Refused {
  const file = path.resolve(name);
  const refused = (why: Unreadable): Refused => ({ refused: `${name}: ${SENTENCES[why]}` });
  try {
    const stat = fs.statSync(file);
    if (!stat.isFile()) return refused('not-a-file');
    if (stat.size > MAX_FILE_BYTES) return refused('too-large');
    const read = decodeText(fs.readFileSync(file));
    return typeof read === 'string' ? refused(read) : { path: file, ...read };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return refused(code === 'EACCES' || code === 'EPERM' ? 'denied' : 'missing');
  }
}

/** Writes several texts or none: all are written beside their files first, then renamed over them. Mode and byte order mark stay. */
export function writeSources(changes: readonly { readonly source: SourceFile; readonly text: string }[]): Refused | undefined {
  const staged: { readonly from: string; readonly to: string; readonly old: Buffer; readonly mode: number }[] = [];
  const giveUp = (why: string): Refused => {
    for (const { from } of staged) fs.rmSync(from, { force: true });
    return { refused: why };
  };
  for (const { source, text } of changes) {
    try {
      const to = fs.realpathSync(source.path);
      const stat = fs.statSync(to);
      const old = fs.readFileSync(to);
      const now = decodeText(old);
      if (typeof now === 'string' || now.text !== source.text || now.bom !== source.bom)
        return giveUp(`${source.path}: it has changed meanwhile, so it was left as it is.`);
      // A superuser may write anything; a read-only file is meant to stay all the same.
      if ((stat.mode & 0o222) === 0) return giveUp(`${source.path}: it is read-only, so it was left as it is.`);
      fs.accessSync(to, fs.constants.W_OK);
      const from = path.join(path.dirname(to), `.${path.basename(to)}.${crypto.randomBytes(6).toString('hex')}.self-heal`);
      staged.push({ from, to, old, mode: stat.mode });
      const handle = fs.openSync(from, 'wx', stat.mode);
      try {
        fs.writeFileSync(handle, (source.bom ? '\uFEFF' : '') + text);
        fs.fchmodSync(handle, stat.mode & 0o7777);
        if (process.getuid?.() === 0) fs.fchownSync(handle, stat.uid, stat.gid);
        fs.fsyncSync(handle);
      } finally {
        fs.closeSync(handle);
      }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      return giveUp(
        `${source.path}: ${code === 'ENOENT' ? 'it is gone' : code === 'ENOSPC' ? 'the disk is full' : code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'you have no permission to write it' : `it could not be written (${code ?? 'unknown'})`}, so nothing was changed.`,
      );
    }
  }
  const done: (typeof staged)[number][] = [];
  for (const stage of staged) {
    try {
      fs.renameSync(stage.from, stage.to);
      done.push(stage);
    } catch (error) {
      for (const { to, old, mode } of done) fs.writeFileSync(to, old, { mode });
      return giveUp(
        `${stage.to}: it could not be replaced (${(error as NodeJS.ErrnoException).code ?? 'unknown'}), so nothing was changed.`,
      );
    }
  }
  return undefined;
}
