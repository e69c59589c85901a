// .NET's compilers and MSBuild: `/a/Program.cs(5,13): error CS0103: The name … [/a/shop.csproj]`, printed again at the end.

import { checkerDialect, columnOf } from './checker-report';

const HEAD =
  /^\s*(?:\d+>)?(\S.{0,1000}?\.(?:cs|razor|cshtml))\((\d{1,7}),(\d{1,7})(?:,\d{1,7},\d{1,7})?\): (error|warning) ([A-Z]{2,8}\d{1,6}): (.+)$/;
/** Which project it was built for. */
const PROJECT = / \[[^\]]+\.\w*proj(?:::[^\]]+)?\]$/;

export const dotnet = checkerDialect(
  'dotnet',
  [': error CS', ': warning CS', ': error CA', ': warning CA', ': error IDE', ': warning IDE'],
  () => ({
    begin(line) {
      const found = HEAD.exec(line);
      if (!found) return undefined;
      const [, file = '', row, column, severity, code = '', message = ''] = found;
      return {
        source: 'dotnet',
        errorType: code,
        message: message.replace(PROJECT, ''),
        severity: severity === 'warning' ? 'warning' : 'error',
        file,
        line: Number(row),
        start: columnOf(column),
      };
    },
  }),
);
