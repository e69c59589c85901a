// Rollup, and Vite up to 7 when it builds: `RollupError: src/a.js (1:15): Expression expected`, and what it could not resolve, with the file that asks for it.

import { checkerDialect, type CheckerReport } from './checker-report';
import { kindOf } from './esbuild';

/** Columns count from 0. */
const PLACED = /RollupError: (\S.{0,1000}?\.\w{1,8}) \((\d{1,7}):(\d{1,7})\): (\S.*)$/;
const UNRESOLVED = /(?:RollupError: Could not resolve|Rollup failed to resolve import) "([^"]+)" from "([^"]+)"/;
const PLACE = /^file: (\S.*?):(\d{1,7}):(\d{1,7})$/;

export const rollup = checkerDialect('rollup', ['RollupError: ', 'Rollup failed to resolve '], () => ({
  begin(line) {
    // The cause of an error says the same once more.
    if (/^\s*\[cause\]/.test(line)) return undefined;
    const placed = PLACED.exec(line);
    if (placed) return report(placed[4] ?? '', placed[1] ?? '', Number(placed[2]), Number(placed[3]));
    const unresolved = UNRESOLVED.exec(line);
    return unresolved
      ? { ...report(`Could not resolve "${unresolved[1] ?? ''}"`, unresolved[2] ?? '', 1, undefined), text: unresolved[1] ?? '' }
      : undefined;
  },
  add(report, line) {
    const place = PLACE.exec(line);
    return place ? { ...report, file: place[1] ?? '', line: Number(place[2]), start: Number(place[3]) } : undefined;
  },
}));

function report(message: string, file: string, line: number, start: number | undefined): CheckerReport {
  return { source: 'rollup', errorType: kindOf(message), message, severity: 'error', file, line, start };
}
