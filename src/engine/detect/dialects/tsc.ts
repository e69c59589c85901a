// TypeScript's compiler and those that print like it (vue-tsc, svelte-check's own tsc lines): plain, `src/a.ts(3,7): error TS2304: …`, and pretty, `src/a.ts:3:7 - error TS2304: …`.

import { caretSpan } from '../settle-columns';
import { checkerDialect, columnOf, type CheckerReport } from './checker-report';

const PLAIN = /^(.{1,1000}?\.(?:[cm]?[jt]sx?|vue|svelte))\((\d{1,7}),(\d{1,7})\): (error|warning) TS(\d{3,6}): (.+)$/;
const PRETTY = /^(.{1,1000}?\.(?:[cm]?[jt]sx?|vue|svelte)):(\d{1,7}):(\d{1,7}) - (error|warning) TS(\d{3,6}): (.+)$/;
/** Below a pretty report: the line with its number, then what is marked of it. */
const MARKED = /^\s*~+\s*$/;

export const tsc = checkerDialect('tsc', ['error TS', 'warning TS'], () => {
  /** Where a printed line of source has its text: as wide as the line's number and the space behind it. */
  let gutter: number | undefined;
  let isCode = false;
  return {
    begin(line) {
      const found = line.includes(' TS') ? (PLAIN.exec(line) ?? PRETTY.exec(line)) : null;
      if (!found) return undefined;
      gutter = undefined;
      isCode = false;
      const [, file = '', row, column, severity, code = '', message = ''] = found;
      return {
        source: 'ts',
        errorType: `TS${code}`,
        message,
        severity: severity === 'warning' ? 'warning' : 'error',
        file,
        line: Number(row),
        start: columnOf(column),
      };
    },
    add(report, line) {
      // The reasons behind an error stand below it, indented; the source that a pretty report shows comes behind an empty line.
      if (line.trim() === '') return gutter === undefined && !isCode ? ((isCode = true), report) : undefined;
      if (!isCode) return /^ {2,}\S/.test(line) ? { ...report, message: `${report.message}\n${line}` } : undefined;
      const numbered = new RegExp(`^${String(report.line)} `).exec(line);
      if (numbered && gutter === undefined) {
        gutter = numbered[0].length;
        return report;
      }
      return gutter !== undefined && MARKED.test(line) && report.end === undefined ? withEnd(report, line, gutter) : undefined;
    },
  };
});

function withEnd(report: CheckerReport, marks: string, gutter: number): CheckerReport {
  const span = caretSpan(marks);
  const [start, end] = [(span?.start ?? 0) - gutter, (span?.end ?? 0) - gutter];
  return span && start === report.start && end > start ? { ...report, end } : report;
}
