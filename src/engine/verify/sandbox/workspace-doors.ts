// What of a workspace leads out of a sandbox although it is shown read-only: sockets, pipes and devices talk to whoever holds their
// other end, and our own store is locked by whoever reads it. Found by what the file system says they are, not by who listens
// where: a socket keeps working when it was bound by a relative path, is renamed, or was made a moment ago.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { isFolder, isWithin, real } from './paths';

/** The folder of a workspace's pair store. */
export const STORE_FOLDER = '.self-heal';

export const TOO_MANY_FOLDERS =
  'The workspace has too many folders to be looked through for sockets and pipes, and the system has no layered file system to spare that.';

/** Absolute paths. */
export interface Doors {
  /** Sockets, pipes, devices. */
  readonly files: readonly string[];
  /** Stores, and folders that could not be looked into. */
  readonly folders: readonly string[];
}

export const NO_DOORS: Doors = { files: [], folders: [] };

/** About 10 µs each once they are known, several times that before (measured on a busy machine). */
const MOST_FOLDERS = 50_000;
/** What a folder's times say is only believed when they are older than this: two changes within a tick of the kernel's clock look like one. */
const SETTLED_MS = 100;
/** Workspaces whose folders are remembered. */
const MOST_REMEMBERED = 4;

interface Seen {
  readonly changed: string;
  readonly settled: boolean;
  readonly folders: readonly string[];
  readonly doors: readonly string[];
  readonly stores: readonly string[];
  readonly closed: boolean;
}

const remembered = new Map<string, Map<string, Seen>>();

/** All that leads out below a folder; undefined where it has more folders than are looked through. Links are not followed. */
export function doorsBelow(root: string): Doors | undefined {
  const before = remembered.get(root) ?? new Map<string, Seen>();
  const now = new Map<string, Seen>();
  const files: string[] = [];
  const folders: string[] = [];
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const seen = look(folder, before.get(folder));
    if (!seen) continue;
    if (seen.closed) folders.push(folder);
    now.set(folder, seen);
    for (const name of seen.doors) files.push(path.join(folder, name));
    for (const name of seen.stores) folders.push(path.join(folder, name));
    for (const name of seen.folders) waiting.push(path.join(folder, name));
    if (now.size + waiting.length > MOST_FOLDERS) return undefined;
  }
  remembered.delete(root);
  remembered.set(root, now);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) break;
    remembered.delete(oldest);
  }
  return { files, folders };
}

/** The stores of a folder and of those above it up to the workspace. */
export function storesAbove(folder: string, root: string): string[] {
  const out: string[] = [];
  for (let at = folder; isWithin(at, root) && at !== path.dirname(at); at = path.dirname(at)) {
    const store = path.join(at, STORE_FOLDER);
    if (isFolder(store)) out.push(store);
  }
  return out;
}

/** Another file system is mounted below: the kernel lays nothing over a folder of which it may not show what lies beneath such a mount. */
export function holdsMounts(root: string): boolean {
  const folder = real(root);
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

/** One folder, from memory where it has not changed; undefined where it is gone. */
function look(folder: string, before: Seen | undefined): Seen | undefined {
  let changed: string;
  let settled: boolean;
  try {
    const stat = fs.statSync(folder);
    if (!stat.isDirectory()) return undefined;
    changed = `${stat.dev} ${stat.ino} ${stat.mtimeMs} ${stat.ctimeMs} ${stat.mode}`;
    settled = Math.abs(Date.now() - Math.max(stat.mtimeMs, stat.ctimeMs)) > SETTLED_MS;
  } catch {
    return undefined;
  }
  if (before?.settled && before.changed === changed) return before;
  const folders: string[] = [];
  const doors: string[] = [];
  const stores: string[] = [];
  try {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      if (entry.isFile() || entry.isSymbolicLink()) continue;
      if (!entry.isDirectory()) doors.push(entry.name);
      else if (entry.name === STORE_FOLDER) stores.push(entry.name);
      else folders.push(entry.name);
    }
  } catch {
    return { changed, settled: false, folders: [], doors: [], stores: [], closed: true };
  }
  return { changed, settled, folders, doors, stores, closed: false };
}

/** The first of `now` that was not there before, in a sentence; undefined where nothing is new. */
export function newDoor(before: Doors, now: Doors | undefined): string | undefined {
  if (!now) return TOO_MANY_FOLDERS;
  const known = new Set([...before.files, ...before.folders]);
  const added = [...now.files, ...now.folders].find((place) => !known.has(place));
  return added && `${added} appeared while the program ran and could have been a way out of the sandbox, so the run was ended.`;
}
