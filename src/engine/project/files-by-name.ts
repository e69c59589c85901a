// The workspace's source files by their name: where a path of another machine, or of another folder, is looked for. One look over the folders, kept for
// some seconds.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { readFileText } from '../files/read-file';
import { anyLanguageOf } from '../language';
import { DEPENDENCY_FOLDERS } from './workspace-files';

/** Beyond this nothing is looked up by name: that a file is the only one of its name could not be told. */
const MAX_FILES = 40_000;
const MAX_MS = 400;
const KEPT_MS = 10_000;
const MAX_BYTES = 2 * 1024 * 1024;

export class FilesByName {
  private names: ReadonlyMap<string, readonly string[]> | undefined;
  private lookedAt = -Infinity;

  constructor(
    private readonly roots: readonly string[],
    private readonly now: () => number = Date.now,
  ) {}

  exists(file: string): boolean {
    return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  }

  endingWith(suffix: string): readonly string[] {
    const name = suffix.slice(suffix.lastIndexOf('/') + 1);
    const among = this.all().get(name) ?? [];
    return among.filter((file) => {
      const plain = file.split(path.sep).join('/');
      return plain === suffix || plain.endsWith(`/${suffix}`);
    });
  }

  realPath(file: string): string | undefined {
    try {
      return fs.realpathSync(file);
    } catch {
      return undefined;
    }
  }

  read(file: string): string | undefined {
    return readFileText(file, MAX_BYTES);
  }

  private all(): ReadonlyMap<string, readonly string[]> {
    if (!this.names || this.now() - this.lookedAt > KEPT_MS) {
      this.names = namesIn(this.roots);
      this.lookedAt = this.now();
    }
    return this.names;
  }
}

/** Empty where there are too many. Links are not followed. */
function namesIn(roots: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const folders = [...new Set(roots)].filter((root) => !roots.some((other) => other !== root && root.startsWith(other + path.sep)));
  const until = Date.now() + MAX_MS;
  let count = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: fs.Dirent[];
    try {
      entries = fs.readdirSync(folder, { withFileTypes: true });
    } catch {
      continue;
    }
    for (const entry of entries) {
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !DEPENDENCY_FOLDERS.has(entry.name)) folders.push(path.join(folder, entry.name));
      } else if (entry.isFile() && anyLanguageOf(entry.name) !== undefined) {
        count++;
        const known = names.get(entry.name);
        if (known) known.push(path.join(folder, entry.name));
        else names.set(entry.name, [path.join(folder, entry.name)]);
      }
    }
    if (count > MAX_FILES || Date.now() > until) return new Map();
  }
  return names;
}
