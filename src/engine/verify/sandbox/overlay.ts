// The throw-away layer over a workspace: what the kernel lays over what, as a table that `mount` works off in one go. A socket
// or pipe of the originals is another one when it is seen through a layer, so nobody outside is reached through it.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { isFolder, isWithin, real } from './paths';
import { STORE_FOLDER } from './workspace-doors';

export interface Overlay {
  /** Where the originals have to be bound. The table covers this place and the next ones in the end: they are seen through the overlay only. */
  readonly lower: string;
  /** Throw-away storage has to lie here, with `upper` and `work` in it. */
  readonly storage: string;
  /** What is written here is seen in the workspace. */
  readonly upper: string;
  readonly work: string;
  /** Lines of an fstab. */
  readonly table: string;
  /** Stores that the table covers. */
  readonly stores: readonly string[];
  /** The same, of those that are there by now. */
  storesNow(): string[];
}

/** `own`: a folder of ours inside, of a plain name. undefined where the workspace can't lie below a layer. */
export function overlayOf(root: string, cwd: string, own: string): Overlay | undefined {
  if (holdsMounts(real(root))) return undefined;
  const lower = `${own}/lower/workspace`;
  const storage = `${own}/layer`;
  const [upper, work] = [`${storage}/upper`, `${storage}/work`];
  const stores = storesFor(root, cwd);
  const covered = [...stores, path.dirname(lower), storage];
  const lines = [
    `self-heal ${field(root)} overlay lowerdir=${lower},upperdir=${upper},workdir=${work},userxattr 0 0`,
    ...covered.map((folder) => `self-heal ${field(folder)} tmpfs ro,size=4k,mode=755 0 0`),
  ];
  return { lower, storage, upper, work, table: `${lines.join('\n')}\n`, stores, storesNow: () => storesFor(root, cwd) };
}

/** The stores of the workspace and of the folders from there down to the program's. */
function storesFor(root: string, cwd: string): string[] {
  const out: string[] = [];
  for (let folder = cwd; isWithin(folder, root) && folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const store = path.join(folder, STORE_FOLDER);
    if (isFolder(store)) out.push(store);
  }
  return out;
}

/** Another file system is mounted below: the kernel lays nothing over a folder of which it may not show what lies beneath such a mount. */
function holdsMounts(folder: string): boolean {
  let text: string;
  try {
    text = fs.readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return false;
  }
  return text.split('\n').some((line) => {
    const point = (line.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 8)),
    );
    return point !== folder && isWithin(point, folder);
  });
}

/** One field of an fstab. */
function field(text: string): string {
  return text.replace(/[\s#\\]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
