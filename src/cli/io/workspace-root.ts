// Which folder a file belongs to, where the user names none.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { isInside } from '../../engine';

/** The current folder where it holds the file; else the nearest folder above the file that looks like a project, else the file's own. */
export function rootFor(file: string, named: string | undefined): string {
  if (named !== undefined) return named;
  const here = process.cwd();
  if (isInside(here, file) && here !== path.parse(here).root) return here;
  const own = path.dirname(file);
  for (let folder = own; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (MARKS.some((mark) => fs.existsSync(path.join(folder, mark)))) return folder;
  }
  return own;
}

const MARKS = ['.git', 'pyproject.toml', 'setup.py', 'package.json', '.self-heal'];
