// Compilers that draw the source beside a line (Rolldown and oxc in Vite 8, swc in Next.js): what is wrong, then `╭─[ src/b.ts:1:16 ]`, the source, and what is marked of it.

import { checkerDialect, columnOf } from './checker-report';
import { kindOf, SYNTAX } from './esbuild';

const PLACE = /^\s*(?:╭─|,-)\[ ?(\S.{0,1000}?\.\w{1,8}):(\d{1,7}):(\d{1,7}) ?\]$/;
const MISTAKE = /^(?:\[([\w:/-]+)\]|(?:Error: +)?\s*[x×✖⚠!]) (?:Error: )?(\S.*)$/;
const SHOWN = /^\s*(\d+) [│|] /;
const MARKS = /^\s*[│|:·] ( *)([─┬^~]+)/;

export const rolldown = checkerDialect('rolldown', ['─[', ',-['], () => {
  /** The line of source that was shown last. */
  let shown = 0;
  return {
    begin(line, above) {
      const place = PLACE.exec(line);
      const mistake = place && MISTAKE.exec(above.at(1));
      if (!mistake) return undefined;
      shown = 0;
      const [, code, message = ''] = mistake;
      const [, file = '', row, column] = place;
      const isSyntax = code === 'PARSE_ERROR' || SYNTAX.test(message);
      return {
        source: 'vite',
        errorType: isSyntax ? 'SyntaxError' : kindOf(message) === 'error' ? (code ?? 'error') : kindOf(message),
        message,
        severity: 'error',
        file,
        line: Number(row),
        start: columnOf(column),
      };
    },
    add(report, line) {
      const number = SHOWN.exec(line)?.[1];
      if (number !== undefined) {
        shown = Number(number);
        return report;
      }
      const marks = MARKS.exec(line);
      if (marks && report.end === undefined && shown > 0) {
        const start = (marks[1] ?? '').length;
        return { ...report, line: shown, start, end: start + (marks[2] ?? '').length };
      }
      return /^\s*[│|:·]/.test(line) ? report : undefined;
    },
  };
});
