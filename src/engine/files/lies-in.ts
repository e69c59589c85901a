// Whether a file lies in a folder, by their paths alone. A name that only begins with two dots (`..data/app.py`) leads nowhere else.

import * as path from 'node:path';

/** From the folder down to the file, with this machine's separators; undefined where the file is not below it. Both are absolute. */
export function wayDown(folder: string, file: string): string | undefined {
  const way = path.relative(folder, file);
  return way === '' || way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way) ? undefined : way;
}

/** Below the folder: a virtual environment's Python is a link, and what counts is the environment that it lies in. */
export const liesIn = (folder: string, file: string): boolean => wayDown(folder, file) !== undefined;

/** The folder itself, or below it. */
export const isInside = (folder: string, file: string): boolean => path.relative(folder, file) === '' || liesIn(folder, file);
