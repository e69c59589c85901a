// One log file, read as it grows: only what is new since the last look, also where it was rotated, emptied, or removed and made again.
// Nothing is kept open between two looks: on Windows that would keep others from replacing the file.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { FilesByName, isInside, pointsToOwnCode, type Problem, TerminalDetector } from '../../engine';

/** Of what was written between two looks, the end counts. In bytes. */
const MAX_NEW = 1024 * 1024;
const CHUNK = 64 * 1024;
/** Text that is kept because the error in it may not be written to its end. In UTF-16 code units. */
const MAX_CARRIED = 64 * 1024;
/** The bytes before the place that was read up to: where they differ, the file was written anew. */
const MARK = 64;
/** Siblings of a file that was rotated away, looked at by name. */
const MAX_SIBLINGS = 200;
/** Looks without news after which a line without an end is taken as it is, and looks after which news are read though more came each time. */
const PATIENCE = 3;

/** A pipe or a device must not make anybody wait. */
const FLAGS = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0) | (fs.constants.O_NOCTTY ?? 0);

const TRACEBACK = 'Traceback (most recent call last):';

interface LogTailOptions {
  readonly file: string;
  /** The workspace folder: nothing that lies outside of it is read, wherever a link leads. */
  readonly root: string;
  /** All workspace folders: what is the user's own code. */
  readonly roots: readonly string[];
  /** The file is new: all that is in it counts. Else only what comes from now on. */
  readonly fromStart: boolean;
}

/** Which file it is, under whatever name. */
export type FileIdentity = string;
const identityOf = ({ dev, ino }: fs.BigIntStats): FileIdentity => `${dev}:${ino}`;

export class LogTail {
  private identity: FileIdentity | undefined;
  private position = 0;
  private mark: Buffer = Buffer.alloc(0);
  private decoder = new TextDecoder();
  /** Read, and not yet looked through. */
  private pending = '';
  /** Looked through without a finding: the beginning of an error may stand in it. */
  private carried = '';
  /** Found, and to be told at the end of this look. */
  private readonly told: Problem[] = [];
  private quietLooks = 0;
  private waitingLooks = 0;
  private isFirst = true;

  private readonly files: FilesByName;

  constructor(private readonly options: LogTailOptions) {
    this.files = new FilesByName(options.roots);
  }

  /** Which file it was at the last look. */
  get fileIdentity(): FileIdentity | undefined {
    return this.identity;
  }

  /** One look at the file. @returns the errors that are written to their end and were not told before. Rejects only for a bug. */
  async look(): Promise<readonly Problem[]> {
    const before = this.pending.length;
    await this.readNew();
    const isQuiet = this.pending.length === before;
    this.quietLooks = isQuiet ? this.quietLooks + 1 : 0;
    if (this.pending !== '') this.waitingLooks++;
    if (isQuiet || this.waitingLooks >= PATIENCE || this.pending.length >= MAX_NEW) this.told.push(...this.lookThrough());
    return this.told.splice(0);
  }

  private async readNew(): Promise<void> {
    const opened = await this.open(this.options.file);
    if (!opened) {
      // Removed: where it is made again, all of it is new.
      if (this.identity !== undefined) await this.readRotated(this.identity);
      if (this.identity !== undefined || this.isFirst) this.begin(undefined, 0);
      return;
    }
    const { handle, stat } = opened;
    try {
      const identity = identityOf(stat);
      const size = Number(stat.size);
      if (this.isFirst) {
        this.begin(identity, this.options.fromStart ? 0 : size);
        if (!this.options.fromStart) this.mark = await bytesAt(handle, Math.max(0, size - MARK), Math.min(MARK, size));
      } else if (identity !== this.identity) {
        if (this.identity !== undefined) await this.readRotated(this.identity);
        this.begin(identity, 0);
      } else if (size < this.position || !(await this.isContinued(handle))) {
        this.cut();
        this.begin(identity, 0);
      }
      await this.readTo(handle, size);
    } finally {
      await handle.close();
    }
  }

  /** What was written to the old file before it was rotated away: it has another name in the same folder now. */
  private async readRotated(identity: FileIdentity): Promise<void> {
    const { file } = this.options;
    const folder = path.dirname(file);
    const stem = path.basename(file, path.extname(file));
    const names = (await fs.promises.readdir(folder).catch(() => [])).filter((name) => name.startsWith(stem)).slice(0, MAX_SIBLINGS);
    for (const name of names) {
      const opened = await this.open(path.join(folder, name));
      if (!opened) continue;
      try {
        const { handle, stat } = opened;
        if (identityOf(stat) !== identity || Number(stat.size) < this.position || !(await this.isContinued(handle))) continue;
        await this.readTo(handle, Number(stat.size));
        return;
      } finally {
        await opened.handle.close();
      }
    }
  }

  private begin(identity: FileIdentity | undefined, position: number): void {
    this.isFirst = false;
    this.identity = identity;
    this.position = position;
    this.mark = Buffer.alloc(0);
  }

  /** What follows has nothing to do with what was read before. */
  private cut(): void {
    this.pending += `${this.decoder.decode()}\n`;
    this.decoder = new TextDecoder();
    this.told.push(...this.lookThrough());
    this.pending = '';
    this.carried = '';
  }

  /** undefined where there is no such regular file inside the folder. */
  private async open(file: string): Promise<{ readonly handle: fs.promises.FileHandle; readonly stat: fs.BigIntStats } | undefined> {
    let handle: fs.promises.FileHandle | undefined;
    try {
      const [real, root] = await Promise.all([fs.promises.realpath(file), fs.promises.realpath(this.options.root)]);
      // A device is not even opened: that alone can have an effect.
      if (!isInside(root, real) || !(await fs.promises.stat(real)).isFile()) return undefined;
      handle = await fs.promises.open(real, FLAGS | (fs.constants.O_NOFOLLOW ?? 0));
      const stat = await handle.stat({ bigint: true });
      if (stat.isFile()) return { handle, stat };
    } catch {
      // Gone meanwhile, or not ours to read.
    }
    await handle?.close();
    return undefined;
  }

  private async isContinued(handle: fs.promises.FileHandle): Promise<boolean> {
    const { length } = this.mark;
    return length === 0 || (await bytesAt(handle, this.position - length, length)).equals(this.mark);
  }

  private async readTo(handle: fs.promises.FileHandle, size: number): Promise<void> {
    if (size - this.position > MAX_NEW) {
      this.cut();
      this.position = size - MAX_NEW;
      this.mark = Buffer.alloc(0);
    }
    while (this.position < size) {
      const bytes = await bytesAt(handle, this.position, Math.min(CHUNK, size - this.position));
      if (bytes.length === 0) break;
      this.position += bytes.length;
      this.mark = Buffer.from(Buffer.concat([this.mark, bytes]).subarray(-MARK));
      this.pending += this.decoder.decode(bytes, { stream: true });
    }
    if (this.pending.length > 2 * MAX_NEW) this.pending = this.pending.slice(-MAX_NEW);
  }

  private lookThrough(): Problem[] {
    // A line that is still being written waits; one that nobody goes on with does not.
    const end = this.quietLooks >= PATIENCE ? this.pending.length : this.pending.lastIndexOf('\n') + 1;
    if (end === 0) return [];
    const text = this.carried + this.pending.slice(0, end);
    this.pending = this.pending.slice(end);
    this.waitingLooks = 0;
    const problems = this.problemsOf(text);
    this.carried = text.slice(problems.length === 0 ? -MAX_CARRIED : unfinishedFrom(text));
    if (problems.length > 0 && this.carried !== '' && this.problemsOf(this.carried).length > 0) this.carried = '';
    return problems;
  }

  private problemsOf(text: string): Problem[] {
    const { root, roots } = this.options;
    const detector = new TerminalDetector({ line: '', cwd: root, roots, files: this.files, origin: 'log' });
    detector.write(text);
    return detector.end(undefined).filter(pointsToOwnCode);
  }
}

/** Where the last traceback begins: behind one that is told, the next may have begun. */
function unfinishedFrom(text: string): number {
  const at = text.lastIndexOf(TRACEBACK);
  return at < 0 ? text.length : Math.max(at, text.length - MAX_CARRIED);
}

async function bytesAt(handle: fs.promises.FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
