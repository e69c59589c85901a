// javac: `Main.java:4: error: cannot find symbol`, the source with a caret below, what it looked for; and the same as Maven prints it, `[ERROR] /a/Main.java:[4,28] …`.

import { checkerDialect, columnOf } from './checker-report';

const PLAIN = /^(\S.{0,1000}?\.java):(\d{1,7}): (error|warning): (?:\[([\w-]+)\] )?(.+)$/;
const MAVEN = /^\[(ERROR|WARNING)\] (\S.{0,1000}?\.java):\[(\d{1,7}),(\d{1,7})\] (?:error: )?(.+)$/;

export const javac = checkerDialect('javac', ['.java:'], () => ({
  begin(line) {
    const plain = PLAIN.exec(line);
    if (plain) {
      const [, file = '', row, severity, kind, message = ''] = plain;
      return {
        source: 'javac',
        errorType: kind ?? severity ?? '',
        message,
        severity: severity === 'warning' ? 'warning' : 'error',
        file,
        line: Number(row),
        start: undefined,
      };
    }
    const maven = MAVEN.exec(line);
    if (!maven) return undefined;
    const [, severity = '', file = '', row, column, message = ''] = maven;
    return {
      source: 'javac',
      errorType: severity.toLowerCase(),
      message,
      severity: severity === 'WARNING' ? 'warning' : 'error',
      file,
      line: Number(row),
      start: columnOf(column),
    };
  },
  add(report, line) {
    const caret = /^(\s*)\^$/.exec(line);
    if (caret) return { ...report, start: report.start ?? (caret[1] ?? '').length };
    const looked = /^(?:\[(?:ERROR|WARNING)\] )?\s+((?:symbol|location|required|found|reason):\s.*)$/.exec(line);
    if (looked) return { ...report, message: `${report.message}\n${looked[1] ?? ''}` };
    return /^\s/.test(line) ? report : undefined;
  },
}));
