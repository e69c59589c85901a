// ruff's full form: the mistake, then `--> main.py:3:7`, then the source with carets below; and its grouped form, a block under each file. Its concise form
// prints as flake8 does.

import { caretSpan } from '../settle-columns';
import { checkerDialect, columnOf, type CheckerReport } from './checker-report';

const MISTAKE = /^(?:([A-Z]{1,6}\d{3,4})|(invalid-syntax|SyntaxError):) (?:\[\*\] )?(\S.*)$/;
const PLACE = /^\s*--> (.{1,1000}?\.pyi?):(\d{1,7}):(\d{1,7})$/;
const CARETS = /^(\s*\| )(\s*\^+)$/;

/** `  5:16 F821 Undefined name` below `main.py:`. */
const GROUPED = /^ {2,}(\d{1,7}):(\d{1,7})\s+(?:([A-Z]{1,6}\d{3,4})|(invalid-syntax|SyntaxError):?) (?:\[\*\] )?(\S.*)$/;
const FILE = /^(\S.{0,1000}?\.(?:pyi?|ipynb)):$/;

export const ruff = checkerDialect('ruff', ['--> ', '.py:', '.pyi:'], () => {
  /** The file that the reports under way are about. */
  let file: string | undefined;
  return {
    get isIdle() {
      return file === undefined;
    },
    begin(line, above) {
      file = FILE.exec(line)?.[1] ?? (line === '' ? undefined : file);
      const grouped = file === undefined ? null : GROUPED.exec(line);
      if (grouped && file !== undefined) return report(grouped, file);
      const place = line.includes('--> ') ? PLACE.exec(line) : null;
      // What is wrong stands above where it is.
      const mistake = place && MISTAKE.exec(above.at(1));
      if (!mistake) return undefined;
      const [, code, syntax, message = ''] = mistake;
      const [, printed = '', row, column] = place;
      return report(['', row, column, code, syntax, message], printed);
    },
    add(report, line) {
      if (!/^\s*(?:\d+\s*)?\|/.test(line)) return undefined;
      const [, gutter = '', marks = ''] = CARETS.exec(line) ?? [];
      const span = caretSpan(marks);
      const end = span && span.start === report.start ? span.end : undefined;
      return gutter !== '' && end !== undefined && report.end === undefined ? { ...report, end } : report;
    },
  };
});

function report([, row, column, code, , message = '']: readonly (string | undefined)[], file: string): CheckerReport {
  return {
    source: 'Ruff',
    errorType: code ?? 'SyntaxError',
    message,
    severity: code === undefined || /^(?:F|E9)/.test(code) ? 'error' : 'warning',
    file,
    line: Number(row),
    start: columnOf(column),
  };
}
