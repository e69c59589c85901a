// webpack and rspack: `ERROR in ./src/index.js 1:17-36`, then what is wrong with it; TypeScript's errors as ts-loader and the type checker's plugin print them.

import { checkerDialect, columnOf, type CheckerReport } from './checker-report';

/** Columns count from 0; `./src/a.ts:3:7`, the type checker's plugin's own form, from 1. */
const HEAD = /^(ERROR|WARNING) in (\S.{0,1000}?\.\w{1,8})(?: (\d{1,7}):(\d{1,7})(?:-(?:\d{1,7}:)?\d{1,7})?|:(\d{1,7}):(\d{1,7}))?$/;
const LOADER = /^\s*\[tsl\] (ERROR|WARNING) in (\S.{0,1000}?)\((\d{1,7}),(\d{1,7})\)$/;
const TYPE_ERROR = /^\s*TS(\d{3,6}): (\S.*)$/;
/** In the message of a text that does not parse; Babel's has the file in front. */
const AT = / \((\d{1,7}):(\d{1,7})\)$/;
const MISSING = /^Module not found: (?:Error: )?(Can't resolve '([^']+)').*$/;

export const webpack = checkerDialect('webpack', ['ERROR in ', 'NING in '], () => ({
  begin(line) {
    const loader = LOADER.exec(line);
    if (loader) return report(loader[1], loader[2] ?? '', Number(loader[3]), columnOf(loader[4]));
    const head = HEAD.exec(line);
    if (!head) return undefined;
    const [, severity, file = '', row, column, typedRow, typedColumn] = head;
    return report(
      severity,
      file,
      Number(row ?? typedRow ?? 1),
      column === undefined ? (typedColumn === undefined ? undefined : columnOf(typedColumn)) : Number(column),
    );
  },
  add(report, line) {
    if (report.message !== '' && !report.message.endsWith(':')) return undefined;
    if (line.trim() === '') return report;
    const typed = TYPE_ERROR.exec(line);
    if (typed) return { ...report, source: 'ts', errorType: `TS${typed[1] ?? ''}`, message: typed[2] ?? '' };
    const missing = MISSING.exec(line);
    if (missing)
      return {
        ...report,
        errorType: 'MODULE_NOT_FOUND',
        message: `Module not found: ${missing[1] ?? ''}`,
        ...(report.start === undefined ? { text: missing[2] ?? '' } : {}),
      };
    const said = line
      .trim()
      .replace(/^(?:Module parse failed|Module Error[^:]*): /, '')
      .replace(/^SyntaxError: (?:\S.*\.\w+: )?/, '');
    if (/^Module build failed/.test(said)) return { ...report, message: 'Module build failed:' };
    const at = AT.exec(said);
    const isSyntax = at !== null || /^\s*(?:Syntax ?Error|Module parse failed)/.test(line);
    return {
      ...report,
      errorType: isSyntax ? 'SyntaxError' : report.errorType,
      message: at ? said.slice(0, at.index) : said,
      ...(at ? { line: Number(at[1]), start: Number(at[2]) } : {}),
    };
  },
  accepts: ({ message }) => message !== '' && !message.endsWith(':') && !/^\.?\/?\S+ \d+:\d+(?:-\d+)?$/.test(message),
}));

function report(severity: string | undefined, file: string, line: number, start: number | undefined): CheckerReport {
  return { source: 'webpack', errorType: 'error', message: '', severity: severity === 'WARNING' ? 'warning' : 'error', file, line, start };
}
