// Deno's checkers: `TS2322 [ERROR]: …`, the source, then `at file:///a/bad.ts:1:7`; and its linter, which prints as rustc does.

import { checkerDialect, columnOf } from './checker-report';

const HEAD = /^(TS\d{3,6}) \[(ERROR|WARNING)\]: (\S.*)$/;
const PLACE = /^ {4}at (file:\/\/\S+?):(\d{1,7}):(\d{1,7})$/;
const RULE = /^(?:error|warning)\[([a-z][\w/-]*)\]: (\S.*)$/;
const ARROW = /^\s*--> (\S.{0,1000}?\.[cm]?[jt]sx?):(\d{1,7}):(\d{1,7})$/;

export const deno = checkerDialect('deno', ['[ERROR]: ', '[WARNING]: ', '--> '], () => ({
  begin(line, above) {
    const head = HEAD.exec(line);
    if (head) {
      const [, errorType = '', severity, message = ''] = head;
      return {
        source: 'ts',
        errorType,
        message,
        severity: severity === 'WARNING' ? 'warning' : 'error',
        file: '',
        line: 0,
        start: undefined,
      };
    }
    const arrow = ARROW.exec(line);
    const rule = arrow && RULE.exec(above.at(1));
    if (!rule) return undefined;
    const [, errorType = '', message = ''] = rule;
    const [, file = '', row, column] = arrow;
    return { source: 'deno', errorType, message, severity: 'error', file, line: Number(row), start: columnOf(column) };
  },
  add(report, line) {
    if (report.file !== '') return undefined;
    const place = PLACE.exec(line);
    return place
      ? { ...report, file: place[1] ?? '', line: Number(place[2]), start: columnOf(place[3]) }
      : line === ''
        ? undefined
        : report;
  },
  accepts: ({ file }) => file !== '',
}));
