// Where something stands in a file that a report names without a line.

import type { OwnPlaces } from './own-code';

/** The zero-based number of the first line that `passes` matches; 0 where there is none, or the file can't be read. */
export function lineOfText({ files }: OwnPlaces, path: string, passes: RegExp): number {
  const text = path === '' ? undefined : files?.read(path);
  return text === undefined
    ? 0
    : Math.max(
        0,
        text.split('\n', MAX_LINES).findIndex((line) => passes.test(line)),
      );
}

const MAX_LINES = 50_000;
