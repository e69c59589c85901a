// A file of the size of source code, read at once: for the few places that a failure names.

import fs from 'node:fs';

const MAX_BYTES = 2 * 1024 * 1024;

/** undefined where there is no such file, or it is too large to be code. */
export function readSmall(file: string): string | undefined {
  try {
    const { size } = fs.statSync(file);
    return size <= MAX_BYTES ? fs.readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
