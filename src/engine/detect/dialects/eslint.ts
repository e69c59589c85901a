// ESLint: a block of reports under the file they are about (`stylish`, the default), or a line each (`unix`, `compact`).

import { checkerDialect, columnOf, type CheckerReport } from './checker-report';
import type { LinesAbove } from './dialect';

const FILE = /^(?:\/|[A-Za-z]:[\\/]|\.{0,2}[\w@-])[^:]{0,1000}?\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const STYLISH = /^ {2,}(\d{1,7}):(\d{1,7}) {2,}(error|warning) {2,}(\S.*)$/;
const UNIX = /^(.{1,1000}?\.[cm]?[jt]sx?):(\d{1,7}):(\d{1,7}): (.+) \[(Error|Warning)(?:\/([\w@/-]+))?\]$/;
const COMPACT = /^(.{1,1000}?\.[cm]?[jt]sx?): line (\d{1,7}), col (\d{1,7}), (Error|Warning) - (.+?)(?: \(([\w@/-]+)\))?$/;

export const eslint = checkerDialect('eslint', ['  error  ', '  warning  ', '[Error', '[Warning', ', Error - ', ', Warning - '], () => {
  /** The file that the reports under way are about. */
  let file: string | undefined;
  return {
    get isIdle() {
      return file === undefined;
    },
    begin(line, above) {
      const stylish = line.startsWith('  ') ? STYLISH.exec(line) : null;
      if (stylish) file ??= fileAbove(above);
      if (stylish && file !== undefined) {
        const [, row, column, severity, rest = ''] = stylish;
        // The rule stands in a column of its own, behind two spaces; a text that does not parse breaks none.
        const [, message = rest, rule] = /^(.*?) {2,}([\w@/-]+)$/.exec(rest) ?? [];
        return report(file, row, column, severity, message, rule);
      }
      if (line !== '') file = undefined;
      const unix = line.endsWith(']') ? UNIX.exec(line) : null;
      if (unix) return report(unix[1] ?? '', unix[2], unix[3], unix[5], unix[4] ?? '', unix[6]);
      const compact = line.includes(': line ') ? COMPACT.exec(line) : null;
      return compact ? report(compact[1] ?? '', compact[2], compact[3], compact[4], compact[5] ?? '', compact[6]) : undefined;
    },
  };
});

/** The nearest line above that is not empty, where it names a file. */
function fileAbove(above: LinesAbove): string | undefined {
  let distance = 1;
  while (distance < above.size && above.at(distance) === '') distance++;
  const line = above.at(distance);
  return FILE.test(line) ? line : undefined;
}

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
