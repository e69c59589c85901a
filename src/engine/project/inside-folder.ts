// Whether a file is one of the folder's own, links followed: what a model is shown or may change never lies outside.

import * as fs from 'node:fs/promises';
import { liesIn } from '../files/lies-in';

export { isInside, liesIn, wayDown } from '../files/lies-in';

/** By its path and, where it is on the disk, by where its links lead. `root` and `file` are absolute. */
export async function staysIn(root: string, file: string): Promise<boolean> {
  if (!liesIn(root, file)) return false;
  try {
    return liesIn(await fs.realpath(root), await fs.realpath(file));
  } catch {
    // In memory only, or not there: nothing to follow.
    return true;
  }
}
