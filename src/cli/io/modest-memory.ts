// A long run of small jobs needs little memory, but V8 takes what the machine has: the space for young objects alone grows to 128 MB.
// The command line is given no flags, so what Node.js would take at its start is set while it runs; the editor's server is started with them.

import * as v8 from 'node:v8';

/** Both halves of the main thread's space for young objects, in bytes: larger saves no time. */
const YOUNG = 16 * 1024 * 1024;

/** Call before a worker is started; then call what it returns now and then, until it says that all is done. */
export function modestMemory(): () => boolean {
  // Old objects: look for garbage when there are half as many more.
  v8.setFlagsFromString('--heap-growing-percent=50');
  // Threads that start later have their full space from the start: growth will be off by then.
  v8.setFlagsFromString('--min-semi-space-size=4');
  return () => {
    const young = v8.getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    if (young && young.space_size < YOUNG) return false;
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    return true;
  };
}
