// Questions about paths that the sandboxes share. Nothing here throws, and nothing here waits: a pipe in a file's place is not opened.

import * as fs from 'node:fs';
import * as path from 'node:path';

/** `inner` is `outer` or lies below it. Both absolute and normalised. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}

/** Where a path leads behind all links; the path itself where it leads nowhere. */
export function real(file: string): string {
  try {
    // The system's own way takes a tenth of the time; that of Windows would also take drives for what they stand for.
    return process.platform === 'win32' ? fs.realpathSync(file) : fs.realpathSync.native(file);
  } catch {
    return file;
  }
}

export function isFolder(folder: string): boolean {
  try {
    return fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** A regular file, behind links, that this user may start. */
export function isProgram(file: string): boolean {
  try {
    // Most are not there: an error for each would take longer than the look itself.
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
    fs.accessSync(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first 1024 bytes of a regular file; '' where there is none or it can't be read. */
export function readShort(file: string): string {
  try {
    const fd = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
    try {
      if (!fs.fstatSync(fd).isFile()) return '';
      const bytes = Buffer.alloc(1024);
      return bytes.toString('utf8', 0, fs.readSync(fd, bytes, 0, bytes.length, 0));
    } finally {
      fs.closeSync(fd);
    }
  } catch {
    return '';
  }
}
