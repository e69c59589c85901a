// Makes a folder with those above it, and says what kept it.

import fs from 'node:fs';
import path from 'node:path';

/** As `mkdirSync` with `recursive`, which calls a disk that is read-only a folder that is not there: here the error is the system's own. @param folder absolute. */
export function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    let missing = folder;
    while (path.dirname(missing) !== missing && !fs.existsSync(path.dirname(missing))) missing = path.dirname(missing);
    fs.mkdirSync(missing);
    fs.mkdirSync(folder, { recursive: true });
  }
}
