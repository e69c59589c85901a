// What Self-Heal leaves in a workspace folder beside its store and its runs: measures, what is usual, and damaged stores that were set aside. All of it can go.

import fs from 'node:fs';
import path from 'node:path';
import { isSetAsideStore, refuseLinks, storeFiles } from '../learn/store/store-files';
import { failure, success, type Result } from '../result';
import { METRICS, SIGNALS } from './measure-files';

/** Their names in `.self-heal`, sorted; none where there are none, or the folder can't be read. `workspace`: absolute, as everywhere here. */
export function filesBesideStore(workspace: string): readonly string[] {
  const files = storeFiles(workspace);
  if (refuseLinks(files)) return [];
  try {
    return fs
      .readdirSync(files.folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && (entry.name === METRICS || entry.name === SIGNALS || isSetAsideStore(entry.name)))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

/** Removes them. @returns the names of those that went. */
export function removeFilesBesideStore(workspace: string): Result<readonly string[], 'not-removed'> {
  const names = filesBesideStore(workspace);
  for (const name of names) {
    const file = path.join(storeFiles(workspace).folder, name);
    try {
      fs.rmSync(file, { force: true });
    } catch (error) {
      return failure('not-removed', `${file} was not removed: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  return success(names);
}
