// rustc and cargo: `error[E0425]: cannot find value …`, then `--> src/main.rs:8:50`, the source with carets, help; and the short form, a line each.

import { checkerDialect, columnOf } from './checker-report';

const MISTAKE = /^(error|warning)(?:\[([A-Z]\d{4})\])?: (\S.*)$/;
const PLACE = /^\s*--> (.{1,1000}?\.rs):(\d{1,7}):(\d{1,7})$/;
const SHORT = /^(\S.{0,1000}?\.rs):(\d{1,7}):(\d{1,7}): (error|warning)(?:\[([A-Z]\d{4})\])?: (.+)$/;
/** What is marked, and what is said of it. */
const MARKS = /^(\s*\| )(\s*)(\^+)(?: (\S.*))?$/;

export const rustc = checkerDialect('rustc', ['--> ', ': error[', ': error: ', ': warning: '], () => ({
  begin(line, above) {
    const place = line.includes('--> ') ? PLACE.exec(line) : null;
    const mistake = place && MISTAKE.exec(above.at(1));
    if (mistake) {
      const [, severity, code, message = ''] = mistake;
      const [, file = '', row, column] = place;
      return {
        source: 'rustc',
        errorType: code ?? severity ?? '',
        message,
        severity: severity === 'warning' ? 'warning' : 'error',
        file,
        line: Number(row),
        start: columnOf(column),
      };
    }
    const short = line.includes('.rs:') ? SHORT.exec(line) : null;
    if (!short) return undefined;
    const [, file = '', row, column, severity, code, message = ''] = short;
    return {
      source: 'rustc',
      errorType: code ?? severity ?? '',
      message,
      severity: severity === 'warning' ? 'warning' : 'error',
      file,
      line: Number(row),
      start: columnOf(column),
    };
  },
  add(report, line) {
    if (line.startsWith('help: ')) return { ...report, message: `${report.message}\n${line}` };
    if (!/^\s*(?:\d+\s*)?(?:\||=|\.\.\.|:::|[-+~]|-->)|^note: /.test(line)) return undefined;
    const marks = report.end === undefined ? MARKS.exec(line) : null;
    if (!marks || report.start === undefined || (marks[2] ?? '').length !== report.start) return report;
    const label = marks[4] === undefined ? '' : `: ${marks[4]}`;
    return { ...report, end: report.start + (marks[3] ?? '').length, message: `${report.message}${label}` };
  },
}));
