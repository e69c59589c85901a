// Log files that a pattern names, and what is written to them from now on. Nothing is kept open between two looks.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFilePart } from '../../engine';

/** Of what was written between two looks, the end counts. In bytes. */
const MAX_NEW = 1024 * 1024;
const MAX_FILES = 100;
/** A file that goes on growing is read after so many waits. */
const SETTLE_MS = 300;
const MAX_WAITS = 10;

export class LogGrowth {
  private readonly read = new Map<string, number>();

  /** What stands in the files now is old. */
  constructor(
    private readonly pattern: string,
    private readonly cwd: string,
  ) {
    for (const [file, size] of this.sizes()) this.read.set(file, size);
  }

  /** Files that there are now. */
  get count(): number {
    return this.sizes().size;
  }

  /** Equal where nothing was written. */
  stamp(): string {
    return [...this.sizes()].map(([file, size]) => `${file} ${size}`).join('\n');
  }

  /** What is new in each file, once it has stopped growing; a file that got shorter was written anew. */
  async news(): Promise<readonly string[]> {
    let before = '';
    for (let waits = 0; waits < MAX_WAITS && before !== this.stamp(); waits++) {
      before = this.stamp();
      await sleep(SETTLE_MS);
    }
    const news: string[] = [];
    for (const [file, size] of this.sizes()) {
      const known = this.read.get(file) ?? 0;
      const from = Math.max(known > size ? 0 : known, size - MAX_NEW);
      this.read.set(file, size);
      const read = from < size ? readFilePart(file, from, size - from) : undefined;
      if (read?.ok) news.push(read.value.part.toString('utf8'));
    }
    return news;
  }

  private sizes(): Map<string, number> {
    const sizes = new Map<string, number>();
    for (const name of fs.globSync(this.pattern, { cwd: this.cwd }).slice(0, MAX_FILES)) {
      const file = path.resolve(this.cwd, name);
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (stat?.isFile()) sizes.set(file, stat.size);
    }
    return sizes;
  }
}
