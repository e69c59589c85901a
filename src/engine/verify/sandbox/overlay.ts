// The throw-away layer over a workspace: which folders the kernel lays over each other, as a table that `mount` works off in one go.
// A socket or pipe of the originals is another one when it is seen through a layer, so nobody outside is reached through it.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { isFolder, isWithin, real } from './paths';
import { STORE_FOLDER } from './workspace-doors';

export interface Overlay {
  /** What is to be bound where before the table is worked off. */
  readonly originals: readonly { readonly source: string; readonly at: string }[];
  /** Throw-away storage has to lie here, with these folders in it. */
  readonly storage: string;
  readonly folders: readonly string[];
  /** Lines of an fstab. */
  readonly table: string;
  /** Where a text has to be written to be seen in the place of a file of the workspace. */
  upperOf(file: string): string;
  /** Stores that the table covers. */
  readonly stores: readonly string[];
  /** The same, of those that are there by now. */
  storesNow(): string[];
}

/** A workspace with more file systems in it than this is an unusual one. */
const MOST_MOUNTS = 32;

/** `own`: a folder of ours inside, of a plain name. undefined where the workspace can't be laid out so. */
export function overlayOf(root: string, cwd: string, own: string): Overlay | undefined {
  const mounts = mountsBelow(real(root)).map((relative) => path.join(root, relative));
  if (mounts.length > MOST_MOUNTS) return undefined;
  const originals: { source: string; at: string }[] = [];
  const folders: string[] = [];
  const lines: string[] = [];
  const uppers: { readonly place: string; readonly upper: string }[] = [];
  const storage = `${own}/layer`;
  // A layer ends where another file system begins: each gets one of its own.
  for (const [index, place] of [root, ...mounts].entries()) {
    const at = `${own}/lower/${index}`;
    if (isFolder(place)) {
      const [upper, work] = [`${storage}/${index}/upper`, `${storage}/${index}/work`];
      folders.push(upper, work);
      uppers.unshift({ place, upper });
      lines.push(`self-heal ${field(place)} overlay lowerdir=${at},upperdir=${upper},workdir=${work},userxattr 0 0`);
      originals.push({ source: place, at });
    } else if (isRegular(place)) {
      lines.push(`${at} ${field(place)} none bind 0 0`);
      originals.push({ source: place, at });
    }
  }
  const stores = storesFor(root, cwd);
  for (const store of stores) lines.push(`self-heal ${field(store)} tmpfs ro,size=4k,mode=755 0 0`);
  lines.push(`self-heal ${own}/lower tmpfs ro,size=4k,mode=755 0 0`);
  return {
    originals,
    storage,
    folders,
    table: `${lines.join('\n')}\n`,
    upperOf: (file) => {
      const found = uppers.find(({ place }) => isWithin(file, place));
      return found ? path.join(found.upper, path.relative(found.place, file)) : file;
    },
    stores,
    storesNow: () => storesFor(root, cwd),
  };
}

/** The stores of the workspace and of the folders from there down to the program's. */
function storesFor(root: string, cwd: string): string[] {
  const out: string[] = [];
  for (let folder = cwd; isWithin(folder, root); folder = path.dirname(folder)) {
    const store = path.join(folder, STORE_FOLDER);
    if (isFolder(store)) out.push(store);
    if (folder === path.dirname(folder)) break;
  }
  return out;
}

/** Other file systems below a folder, relative to it, outer ones first. */
function mountsBelow(folder: string): string[] {
  let text: string;
  try {
    text = fs.readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return [];
  }
  const points = text
    .split('\n')
    .map((line) =>
      (line.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8))),
    )
    .filter((point) => point !== folder && isWithin(point, folder));
  return [...new Set(points)].sort((a, b) => a.length - b.length).map((point) => path.relative(folder, point));
}

/** One field of an fstab. */
function field(text: string): string {
  return text.replace(/[\s#\\]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

function isRegular(file: string): boolean {
  try {
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
