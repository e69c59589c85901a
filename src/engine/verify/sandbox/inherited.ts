// Descriptors of this process that a child would inherit without being meant to: what a terminal, an editor or a script left open when it
// started us. Node closes those that it opens itself.

import * as fs from 'node:fs';

const CLOSED_IN_CHILDREN = 0o2000000;

/** Numbers above the three standard ones, ascending. Linux only; none where they can't be read. */
export function inheritedDescriptors(): number[] {
  let names: string[];
  try {
    names = fs.readdirSync('/proc/self/fd');
  } catch {
    return [];
  }
  return names
    .map(Number)
    .filter((fd) => fd > 2 && isInherited(fd))
    .sort((a, b) => a - b);
}

const bytes = Buffer.alloc(256);

/** Read by hand: this is asked for every descriptor before every run. */
function isInherited(fd: number): boolean {
  try {
    const info = fs.openSync(`/proc/self/fdinfo/${fd}`, 'r');
    try {
      const text = bytes.toString('latin1', 0, fs.readSync(info, bytes, 0, bytes.length, 0));
      const flags = /^flags:\s+([0-7]+)/m.exec(text)?.[1];
      return flags === undefined || (Number.parseInt(flags, 8) & CLOSED_IN_CHILDREN) === 0;
    } finally {
      fs.closeSync(info);
    }
  } catch {
    // Gone: it was the one that the folder was read with.
    return false;
  }
}
