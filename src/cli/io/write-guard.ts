// Puts files back that were written before it was known whether they stay, where this process ends before it could say so, however it ends:
// a process of its own waits for that. Only the machine's own end ends it too.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { failure, success, writeFailure, writeSources, type ChangedText, type Result } from '../../engine';

export interface GuardedFile {
  readonly path: string;
  /** What it is to hold again, … */
  readonly before: string;
  /** … where it still holds this. */
  readonly after: string;
}

/** What the other process runs. The end of its input without a word is the end of ours. */
const GUARD = String.raw`
const fs = require('fs'), path = require('path');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
const folder = process.argv[1];
let said = '';
const end = () => {
  try {
    if (!said.includes('done'))
      for (const { path: named, before, after } of JSON.parse(fs.readFileSync(path.join(folder, 'files.json'), 'utf8')))
        try {
          const file = fs.realpathSync(named);
          const text = fs.readFileSync(file, 'utf8');
          const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
          if (text.slice(mark.length) !== after) continue;
          const beside = path.join(path.dirname(file), '.' + path.basename(file) + '.' + process.pid + '.self-heal');
          const { mode, uid, gid } = fs.statSync(file);
          fs.writeFileSync(beside, mark + before, { mode, flag: 'wx' });
          fs.chmodSync(beside, mode & 0o7777);
          try { fs.chownSync(beside, uid, gid); } catch {}
          fs.renameSync(beside, file);
        } catch {}
  } finally { fs.rmSync(folder, { recursive: true, force: true }); process.exit(); }
};
process.stdin.on('data', (data) => { said += data; }).on('end', end).on('error', end);
`;

/**
 * Begins to watch over these files; to be called before they are written. @returns ends it: from then on they are the caller's business. Where what
 * they held can't be kept it fails, with a sentence.
 */
export function guardWrites(files: readonly GuardedFile[]): Result<() => void, 'not-kept'> {
  let folder = '';
  try {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-guard-'));
    fs.writeFileSync(path.join(folder, 'files.json'), JSON.stringify(files), { mode: 0o600 });
  } catch (error) {
    if (folder !== '') fs.rmSync(folder, { recursive: true, force: true });
    return failure('not-kept', `what the files held can't be kept in the folder for temporary files: ${writeFailure(error).message}.`);
  }
  // In a session of its own: what is sent to our group and our terminal does not reach it.
  const guard = spawn(process.execPath, ['-e', GUARD, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: os.tmpdir() });
  const forget = (): void => fs.rmSync(folder, { recursive: true, force: true });
  // Without it the files are put back by us alone, as long as we can.
  guard.on('error', forget);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return success(() => void guard.stdin.end('done'));
}

/** Texts that are written one after another: the next watch begins before its text is written, and the one before ends after it, so nothing ever stands unwatched. */
export class GuardedWrites {
  private release: () => void = () => undefined;

  /** Writes `changes`; from then on these `files` are watched over in place of those before. @returns why nothing was written, if so. */
  write(changes: readonly ChangedText[], files: readonly GuardedFile[]): string | undefined {
    const guarded = guardWrites(files);
    if (!guarded.ok) return guarded.message;
    const written = writeSources(changes);
    if (!written.ok) {
      guarded.value();
      return written.message;
    }
    this.end();
    this.release = guarded.value;
    return undefined;
  }

  /** What stands now stays. */
  end(): void {
    this.release();
    this.release = () => undefined;
  }
}
