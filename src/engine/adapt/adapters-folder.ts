// Where the adapters of a workspace lie, and what is made there before the first is put in.

import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../files/make-folder';
import { writeFailure } from '../files/write-file';
import { failure, success, type Result } from '../result';

const STORE_FOLDER = '.self-heal';
const FOLDER = 'adapters';
const TRASH = '.trash';

/** `workspace`: absolute path of its folder. */
export const adaptersFolder = (workspace: string): string => path.join(workspace, STORE_FOLDER, FOLDER);

/** Makes the folder where it is missing. One in a workspace's `.self-heal` is kept out of Git, and is refused where a link stands in its place. */
export function makeAdaptersFolder(folder: string): Result<void, 'not-written'> {
  const above = path.dirname(folder);
  const isOfWorkspace = path.basename(folder) === FOLDER && path.basename(above) === STORE_FOLDER;
  try {
    const linked = isOfWorkspace && [above, folder].find((each) => fs.lstatSync(each, { throwIfNoEntry: false })?.isSymbolicLink());
    if (linked) return failure('not-written', `${linked} is a link, so no adapters are put there.`);
    makeFolder(folder);
    if (isOfWorkspace) keepOutOfGit(above);
    return success(undefined);
  } catch (error) {
    return failure('not-written', `The folder ${folder} can't be made: ${writeFailure(error).message}.`);
  }
}

/** A person's own words there stay. */
function keepOutOfGit(folder: string): void {
  try {
    fs.writeFileSync(path.join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Moves an adapter's folder into `.trash` beside it, from where a person can bring it back. Throws errors of the file system. @returns where it is now. */
export function moveToTrash(adapter: string, now: Date = new Date()): string {
  const trash = path.join(path.dirname(adapter), TRASH);
  makeFolder(trash);
  const name = `${path.basename(adapter)}-${now.toISOString().replace(/[:.]/g, '-')}`;
  for (let n = 1; ; n++) {
    const target = path.join(trash, n === 1 ? name : `${name}-${n}`);
    if (fs.existsSync(target)) continue;
    fs.renameSync(adapter, target);
    return target;
  }
}
