// ESLint: a block of reports under the file they are about (`stylish`, the default), or a line each (`unix`, `compact`).

import { checkerDialect, columnOf, type CheckerReport } from './checker-report';

const FILE = /^(?:\/|[A-Za-z]:[\\/]|\.{0,2}[\w@-])[^:]{0,1000}?\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const STYLISH = /^ {2,}(\d{1,7}):(\d{1,7}) {2,}(error|warning) {2,}(\S.*)$/;
const UNIX = /^(.{1,1000}?\.[cm]?[jt]sx?):(\d{1,7}):(\d{1,7}): (.+) \[(Error|Warning)(?:\/([\w@/-]+))?\]$/;
const COMPACT = /^(.{1,1000}?\.[cm]?[jt]sx?): line (\d{1,7}), col (\d{1,7}), (Error|Warning) - (.+?)(?: \(([\w@/-]+)\))?$/;

export const eslint = checkerDialect('eslint', () => {
  let file: string | undefined;
  return {
    begin(line) {
      if (FILE.test(line)) {
        file = line;
        return undefined;
      }
      const stylish = file === undefined ? null : STYLISH.exec(line);
      if (stylish) {
        const [, row, column, severity, rest = ''] = stylish;
        // The rule stands in a column of its own, behind two spaces; a text that does not parse breaks none.
        const [, message = rest, rule] = /^(.*?) {2,}([\w@/-]+)$/.exec(rest) ?? [];
        return report(file ?? '', row, column, severity, message, rule);
      }
      if (line !== '') file = undefined;
      const unix = line.endsWith(']') ? UNIX.exec(line) : null;
      if (unix) return report(unix[1] ?? '', unix[2], unix[3], unix[5], unix[4] ?? '', unix[6]);
      const compact = line.includes(': line ') ? COMPACT.exec(line) : null;
      return compact ? report(compact[1] ?? '', compact[2], compact[3], compact[4], compact[5] ?? '', compact[6]) : undefined;
    },
  };
});

function report(
  file: string,
  row: string | undefined,
  column: string | undefined,
  severity: string | undefined,
  message: string,
  rule: string | undefined,
): CheckerReport {
  return {
    source: 'eslint',
    errorType: rule ?? (message.startsWith('Parsing error') ? 'SyntaxError' : ''),
    message: message.replace(/^Parsing error: /, ''),
    severity: severity?.toLowerCase() === 'warning' ? 'warning' : 'error',
    file,
    line: Number(row),
    start: columnOf(column),
  };
}
