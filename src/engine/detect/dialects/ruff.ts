// ruff's full form: the mistake, then `--> main.py:3:7`, then the source with carets below. Its concise form prints as flake8 does.

import { caretSpan } from '../settle-columns';
import { checkerDialect, columnOf } from './checker-report';

const MISTAKE = /^(?:([A-Z]{1,6}\d{3,4})|(invalid-syntax|SyntaxError):) (?:\[\*\] )?(\S.*)$/;
const PLACE = /^\s*--> (.{1,1000}?\.pyi?):(\d{1,7}):(\d{1,7})$/;
const CARETS = /^(\s*\| )(\s*\^+)$/;

export const ruff = checkerDialect('ruff', ['--> '], () => {
  return {
    begin(line, above) {
      const place = line.includes('--> ') ? PLACE.exec(line) : null;
      // What is wrong stands above where it is.
      const mistake = place && MISTAKE.exec(above.at(1));
      if (!mistake) return undefined;
      const [, code, , message = ''] = mistake;
      const [, file = '', row, column] = place;
      return {
        source: 'Ruff',
        errorType: code ?? 'SyntaxError',
        message,
        severity: code === undefined || /^(?:F|E9)/.test(code) ? 'error' : 'warning',
        file,
        line: Number(row),
        start: columnOf(column),
      };
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
