// Which files of a workspace a throw-away copy holds, and which are too heavy to copy and shown read-only instead.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { STORE_FOLDER } from './workspace-doors';

/** Dependencies and history: large, and written by no program that is only run. */
const HEAVY = new Set(['node_modules', '.git', '.hg', '.svn', '.venv', '.tox', '.nox', '.yarn', '.pnpm-store']);
/** A larger file is data: shown, not copied. */
const HEAVY_FILE = 4 * 1024 ** 2;
/** A workspace with more entries than this is not copied: it would take longer than anybody waits. */
const MOST_ENTRIES = 20_000;

export interface CopyPlan {
  /** Relative paths of files, links and empty folders to copy, in no order; their folders come with them. */
  readonly copied: readonly string[];
  /** Relative paths of files and folders to show read-only. */
  readonly shown: readonly string[];
  /** Size of what is copied. */
  readonly bytes: number;
}

/** undefined where the workspace is too large to copy. Reads folders, no files. */
export function planCopy(root: string, mostBytes: number): CopyPlan | undefined {
  const copied: string[] = [];
  const shown: string[] = [];
  let bytes = 0;
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: fs.Dirent[];
    try {
      entries = fs.readdirSync(path.join(root, folder), { withFileTypes: true });
    } catch {
      continue;
    }
    if (folder && entries.length === 0) copied.push(folder);
    for (const entry of entries) {
      const relative = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        // Our own store is for no program to see.
        if (entry.name === STORE_FOLDER) continue;
        if (HEAVY.has(entry.name) || fs.existsSync(path.join(root, relative, 'pyvenv.cfg'))) shown.push(relative);
        else folders.push(relative);
      } else if (entry.isSymbolicLink()) copied.push(relative);
      else if (entry.isFile()) {
        const { size } = fs.lstatSync(path.join(root, relative));
        if (size > HEAVY_FILE) shown.push(relative);
        else {
          copied.push(relative);
          // A file takes whole pages.
          bytes += Math.ceil((size + 1) / 4096) * 4096;
        }
      }
      // Sockets, pipes and devices are nobody's source.
    }
    if (copied.length + shown.length + folders.length > MOST_ENTRIES || bytes > mostBytes) return undefined;
  }
  return { copied, shown, bytes };
}
