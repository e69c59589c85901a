// Where a usable `typescript` package is: the workspace's own first, then the folders of those who ask.

import * as path from 'node:path';
import { readFileText } from '../files/read-file';

/** Folders of `typescript` packages, best first: that of `root` or a folder above it, then `others` (a package folder, or one that has it in node_modules). */
export function findTypeScript(root: string | undefined, others: readonly string[]): string[] {
  const found: string[] = [];
  const add = (folder: string): void => {
    if (!found.includes(folder) && versionOf(folder) !== undefined) found.push(folder);
  };
  const upward = (from: string): void => {
    for (let folder = from; ; folder = path.dirname(folder)) {
      add(path.join(folder, 'node_modules', 'typescript'));
      if (folder === path.dirname(folder)) return;
    }
  };
  if (root) upward(root);
  for (const other of others) {
    if (path.basename(other) === 'typescript') add(other);
    upward(other);
  }
  return found;
}

/** Of a `package.json`, in bytes: a larger one is none. */
const MAX_MANIFEST = 1024 * 1024;

/** Version of a package folder; undefined where there is none. */
export function versionOf(folder: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileText(path.join(folder, 'package.json'), MAX_MANIFEST) ?? '{}') as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}
