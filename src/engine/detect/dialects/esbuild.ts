// esbuild, and what is built on it (tsx, tsup, Vite up to 7): `✘ [ERROR] Unexpected ";"`, then `src/a.js:1:15:` and the source; in an error's text a line each.

import { checkerDialect, type CheckerReport } from './checker-report';

const HEAD = /^[✘▲X!] \[(ERROR|WARNING)\] (\S.*)$/;
/** Columns count from 0. */
const PLACE = /^ {4}(\S.{0,1000}?\.\w{1,8}):(\d{1,7}):(\d{1,7}):$/;
const INLINE = /^(\S.{0,1000}?\.\w{1,8}):(\d{1,7}):(\d{1,7}): (ERROR|WARNING): (.+)$/;
const MARKS = /^ +[╵│] ( *)([~^]+)$/;

export const esbuild = checkerDialect('esbuild', ['[ERROR] ', '[WARNING] ', ': ERROR: ', ': WARNING: '], () => ({
  begin(line) {
    const head = HEAD.exec(line);
    if (head) return report('', 0, undefined, head[1], (head[2] ?? '').replace(/ \[(?:plugin )?[\w-]+\]$/, ''));
    const inline = INLINE.exec(line);
    return inline ? report(inline[1] ?? '', Number(inline[2]), Number(inline[3]), inline[4], inline[5] ?? '') : undefined;
  },
  add(report, line) {
    const place = report.file === '' ? PLACE.exec(line) : null;
    if (place) return { ...report, file: place[1] ?? '', line: Number(place[2]), start: Number(place[3]) };
    const marks = report.end === undefined && report.start !== undefined ? MARKS.exec(line) : null;
    if (marks && (marks[1] ?? '').length === report.start) return { ...report, end: report.start + (marks[2] ?? '').length };
    return line === '' || /^ {4,}\S/.test(line) ? report : undefined;
  },
  accepts: ({ file }) => file !== '',
}));

function report(file: string, line: number, start: number | undefined, severity: string | undefined, message: string): CheckerReport {
  return {
    source: 'esbuild',
    errorType: kindOf(message),
    message,
    severity: severity === 'WARNING' ? 'warning' : 'error',
    file,
    line,
    start,
  };
}

/** A text that does not parse, a module that is not there, or any other error. */
export function kindOf(message: string): string {
  if (SYNTAX.test(message)) return 'SyntaxError';
  return UNRESOLVED.test(message) ? 'MODULE_NOT_FOUND' : 'error';
}

const UNRESOLVED = /^(?:Could not resolve|Failed to resolve import|Module not found: Can't resolve) ["']/;
/** How parsers of JavaScript begin what they say of a text that is none. */
export const SYNTAX =
  /^(?:Unexpected|Expected|Unterminated|Syntax error|Invalid (?:token|number|regular|left|assignment|character)|Missing (?:semicolon|initializer)|Expression expected|Identifier expected|.* has already been declared)/;
