// pyright and basedpyright on the command line: `  /home/ada/main.py:3:7 - error: "x" is not defined (reportUndefinedVariable)`, reasons below, further indented.

import { checkerDialect, columnOf, type CheckerReport } from './checker-report';

const HEAD = /^ {2}(\S.{0,1000}?\.pyi?):(\d{1,7}):(\d{1,7}) - (error|warning): (.+)$/;
/** At the end of the last line; syntax errors have none. */
const RULE = / \((report[A-Z]\w*)\)$/;

export const pyright = checkerDialect('pyright', ['.py:', '.pyi:'], () => ({
  begin(line) {
    const found = line.startsWith('  ') && line.includes(' - ') ? HEAD.exec(line) : null;
    if (!found) return undefined;
    const [, file = '', row, column, severity, text = ''] = found;
    const place = { source: 'Pyright', file, line: Number(row), start: columnOf(column) } as const;
    return withRule({ ...place, errorType: 'SyntaxError', message: text, severity: severity === 'warning' ? 'warning' : 'error' });
  },
  add: (report, line) =>
    report.errorType === 'SyntaxError' && /^ {2,}[ \u00a0]{2,}\S/.test(line)
      ? withRule({ ...report, message: `${report.message}\n${line.slice('  '.length)}` })
      : undefined,
}));

function withRule(report: CheckerReport): CheckerReport {
  const rule = RULE.exec(report.message);
  return rule?.[1] === undefined ? report : { ...report, errorType: rule[1], message: report.message.slice(0, rule.index) };
}
