// Descriptors of this process that a child would inherit without being meant to: what a terminal, an editor or a script left open when it
// started us. Node closes those that it opens itself.

import * as fs from 'node:fs';

const CLOSED_IN_CHILDREN = 0o2000000;

/** Found when it is first asked for: what comes later is opened by Node, which sees to it. */
let atStart: readonly number[] | undefined;

/** Numbers above the three standard ones, ascending. Linux only; none where they can't be read. */
export function inheritedDescriptors(): number[] {
  atStart ??= openDescriptors().filter((fd) => fd > 2);
  const inherited = atStart.filter(isInherited);
  atStart = inherited;
  return [...inherited];
}

function openDescriptors(): number[] {
  try {
    return fs
      .readdirSync('/proc/self/fd')
      .map(Number)
      .sort((a, b) => a - b);
  } catch {
    return [];
  }
}

const bytes = Buffer.alloc(256);

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
