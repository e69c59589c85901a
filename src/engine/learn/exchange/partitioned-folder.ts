// A folder with a folder for each kind of record, written beside the one it takes the place of, so that a failure leaves what was there.

import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { failure, success, type Result } from '../../result';
import type { Example } from './example';
import type { RecordEncoder } from './format';

/** Records that are held in memory at once: UTF-16 units of their texts. More become a further file of their folder. */
const MAX_HELD = 32 * 1024 * 1024;

export interface Partitioning {
  readonly folderOf: (example: Example) => string;
  readonly prefix: string;
  readonly extension: string;
  readonly encoder: () => RecordEncoder;
  /** For tests. */
  readonly maxHeld?: number;
}

export class PartitionedFolder {
  count = 0;
  private readonly held = new Map<string, Example[]>();
  private length = 0;
  private file = 0;
  private readonly files: string[] = [];
  private readonly temporary: string;

  /** @param folder absolute path. */
  constructor(
    private readonly folder: string,
    private readonly options: Partitioning,
  ) {
    this.temporary = this.beside();
  }

  /** Nobody's files are replaced but those of an earlier export. The message is a part of a sentence. */
  open(): Result<void, 'not-written'> {
    const found = fs.lstatSync(this.folder, { throwIfNoEntry: false });
    if (found && !found.isDirectory()) return failure('not-written', 'it is no folder');
    const foreign = found && fs.readdirSync(this.folder).find((name) => !name.startsWith(this.options.prefix));
    if (foreign !== undefined) return failure('not-written', `it holds ${foreign}, which is of no export; name a new folder`);
    fs.mkdirSync(this.temporary);
    return success(undefined);
  }

  /** In the order in which they are given, within each folder. */
  async add(example: Example): Promise<void> {
    const name = this.options.folderOf(example);
    const own = this.held.get(name);
    if (own) own.push(example);
    else this.held.set(name, [example]);
    this.count++;
    this.length += example.pair.before.length + example.answer.length + 1_000;
    if (this.length >= (this.options.maxHeld ?? MAX_HELD)) await this.write();
  }

  /** @returns absolute paths of the files. Throws errors of the file system. */
  async commit(): Promise<readonly string[]> {
    await this.write();
    const old = this.beside();
    const isThere = fs.existsSync(this.folder);
    if (isThere) fs.renameSync(this.folder, old);
    try {
      fs.renameSync(this.temporary, this.folder);
    } catch (error) {
      if (isThere) fs.renameSync(old, this.folder);
      throw error;
    }
    fs.rmSync(old, { recursive: true, force: true });
    return this.files.map((name) => path.join(this.folder, name));
  }

  /** What was not committed goes. */
  discard(): void {
    fs.rmSync(this.temporary, { recursive: true, force: true });
  }

  private async write(): Promise<void> {
    const name = `part-${String(this.file++).padStart(5, '0')}.${this.options.extension}`;
    for (const [folder, examples] of this.held) {
      const encoder = this.options.encoder();
      const bytes = [...examples.map((example) => encoder.add(example)), encoder.end()];
      fs.mkdirSync(path.join(this.temporary, folder), { recursive: true });
      await fs.promises.writeFile(path.join(this.temporary, folder, name), Buffer.concat(bytes), { flush: true });
      this.files.push(path.join(folder, name));
    }
    this.held.clear();
    this.length = 0;
  }

  private beside(): string {
    return path.join(
      path.dirname(this.folder),
      `.${path.basename(this.folder).slice(0, 100)}.${crypto.randomBytes(6).toString('hex')}.self-heal`,
    );
  }
}
