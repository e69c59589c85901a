// Programs that watch files say that they begin anew: servers that reload, test runners that run again, and all who clear the screen.

import { beginsAnew, type Dialect } from './dialect';
import { CLEARED } from './line-stream';

const LINES: readonly RegExp[] = [
  /^\f$/,
  /^\[nodemon\] restarting due to changes/,
  /^Restarting '.+'$/,
  /\[tsx\] .* Restarting\.\.\.$/,
  /^ \* Detected change in .+, reloading$/,
  /\.py changed, reloading\.$/,
  /^WARNING: +(?:WatchFiles|StatReload|WatchGodReload) detected changes? in .+\. Reloading\.\.\.$/,
  /Worker reloading: \S/,
  /File change detected\b/,
  /^ ?RERUN {2}\S/,
  /^ ?✓ Compiled (?:\/\S* )?in \d/,
  /^\[watch\] build started \(change: /,
  /^build started\.\.\.$/,
  /^Changes detected\. Rebuilding\.\.\.$/,
];

export const startsOver: Dialect = {
  id: 'starts-over',
  words: [
    CLEARED,
    'restarting due to changes',
    "Restarting '",
    ' Restarting...',
    ', reloading',
    '. Reloading...',
    'Worker reloading: ',
    'File change detected',
    'RERUN  ',
    '✓ Compiled ',
    'build started',
    'Changes detected. Rebuilding',
  ],
  start: (_, emit) => ({
    line: (text, number) => {
      if (LINES.some((line) => line.test(text))) emit(beginsAnew, number);
    },
    isIdle: true,
    end: () => undefined,
  }),
};
