// `.self-heal/ignore`: files, by the rules of .gitignore, that no model is ever shown and no model's patch changes.

import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import ignore from 'ignore';
import { liesIn } from '../files/lies-in';
import type { Workspace } from './workspace';

const NAME = path.join('.self-heal', 'ignore');

/** Whether the file of that absolute path, or what it links to, is named there. A file that is there and can't be read names all: rather nothing is sent than too much. */
export async function readIgnoreFile({ root, files }: Pick<Workspace, 'root' | 'files'>): Promise<(file: string) => Promise<boolean>> {
  const place = path.join(root, NAME);
  const text = root === '' ? '' : await files.read(place);
  if (text === undefined) {
    const isThere = await files.exists(place);
    return () => Promise.resolve(isThere);
  }
  if (text.trim() === '') return () => Promise.resolve(false);
  const rules = ignore().add(text);
  const isNamed = (folder: string, file: string): boolean =>
    liesIn(folder, file) && rules.ignores(path.relative(folder, file).split(path.sep).join('/'));
  return async (file) => {
    if (isNamed(root, file)) return true;
    try {
      return isNamed(await fs.realpath(root), await fs.realpath(file));
    } catch {
      return false;
    }
  };
}
