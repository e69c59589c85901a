// Go's compiler and vet, a line each: `./main.go:10:14: undefined: x`; indented lines go on.

import { checkerDialect, columnOf } from './checker-report';

const HEAD = /^(vet: )?(\S.{0,1000}?\.go):(\d{1,7}):(\d{1,7}): (\S.*)$/;

export const goBuild = checkerDialect('go-build', ['.go:'], () => ({
  begin(line) {
    const found = HEAD.exec(line);
    if (!found) return undefined;
    const [, vet, file = '', row, column, message = ''] = found;
    return {
      source: 'go',
      errorType: vet === undefined ? 'error' : 'vet',
      message: message.replace(/^error: /, ''),
      severity: 'error',
      file,
      line: Number(row),
      start: columnOf(column),
    };
  },
  add: (report, line) => (/^\t\S/.test(line) ? { ...report, message: `${report.message}\n${line.trim()}` } : undefined),
}));
