// Whether a folder has a module of that name itself: a glance at the few places where people keep them, for words shown to a person.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../files/lies-in';

/** Folders from the file's own up to the root that are looked at. */
const MAX_FOLDERS = 12;

/** Path below `root` of the file or package that `module`'s first name may mean, seen from a file; undefined where there is none. */
export function ownModuleFile(root: string, file: string, module: string): string | undefined {
  const [top = ''] = module.split('.');
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(top)) return undefined;
  const folders: string[] = [];
  for (let at = path.dirname(file); folders.length < MAX_FOLDERS; at = path.dirname(at)) {
    if (!isInside(root, at)) break;
    folders.push(at);
    if (at === path.dirname(at)) break;
  }
  for (const folder of [...folders, path.join(root, 'src'), path.join(root, 'lib')])
    for (const candidate of [path.join(folder, `${top}.py`), path.join(folder, top, '__init__.py')])
      if (candidate !== file && existsSync(candidate)) return path.relative(root, candidate).split(path.sep).join('/');
  return undefined;
}
