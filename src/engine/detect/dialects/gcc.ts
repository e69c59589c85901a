// gcc, g++ and clang, which print alike: `main.c:7:18: error: ‘x’ undeclared`, the source with carets below, notes about other places; and their linker.

import { caretSpan } from '../settle-columns';
import { checkerDialect, columnOf, type CheckerReport } from './checker-report';

const FILE = String.raw`(\S.{0,1000}?\.(?:c|cc|cpp|cxx|c\+\+|h|hh|hpp|hxx|inl|ipp))`;
const HEAD = new RegExp(`^${FILE}:(\\d{1,7}):(?:(\\d{1,7}):)? (fatal error|error|warning|note): (.+)$`, 'i');
/** `/usr/bin/ld: link.c:2: undefined reference to …`; without debug information the place is one of the object file. */
const LINK = new RegExp(
  `^(?:\\S*\\bld(?:\\.\\w+)?: )?${FILE}:(?:(\\d{1,7})|\\(\\.[\\w.]+\\+0x[0-9a-f]+\\)): ((?:undefined reference to|multiple definition of) .+)$`,
  'i',
);
/** Behind a warning: the option that asks for it. */
const OPTION = / \[(-W[\w=+-]+)(?:,-W[\w=+-]+)*\]$/;
/** The source that is shown, with its number or without. */
const GUTTER = /^ *(?:\d+)? \| ?/;

export const gcc = checkerDialect(
  'gcc',
  [': error: ', ': warning: ', ': fatal error: ', ': undefined reference to ', ': multiple definition of '],
  () => {
    /** Where the code of the line that is shown begins. */
    let gutter = 0;
    let isSource = false;
    return {
      begin(line) {
        const found = /: (?:fatal )?error: |: warning: /.test(line) ? HEAD.exec(line) : null;
        if (found) {
          const [, file = '', row, column, severity = '', text = ''] = found;
          if (severity === 'note') return undefined;
          isSource = false;
          const option = OPTION.exec(text);
          return {
            source: 'gcc',
            errorType: option?.[1] ?? severity,
            message: option ? text.slice(0, option.index) : text,
            severity: severity === 'warning' ? 'warning' : 'error',
            file,
            line: Number(row),
            start: columnOf(column),
          };
        }
        const link = / (?:undefined reference to|multiple definition of) /.test(line) ? LINK.exec(line) : null;
        if (!link) return undefined;
        const [, file = '', row, message = ''] = link;
        return { source: 'gcc', errorType: 'ld', message, severity: 'error', file, line: Number(row ?? 1), start: undefined };
      },
      add(report, line) {
        const note = line.includes(': note: ') ? HEAD.exec(line) : null;
        if (note) {
          const [, file = '', row, column, , message = ''] = note;
          isSource = true;
          return { ...report, related: [...(report.related ?? []), { file, line: Number(row), start: columnOf(column), message }] };
        }
        if (!/^\s/.test(line)) return undefined;
        const marks = line.replace(GUTTER, '');
        const span = !isSource ? caretSpan(marks) : undefined;
        if (!span) {
          gutter = line.length - marks.length;
          return report;
        }
        isSource = true;
        return withEnd(report, span, line.length - marks.length === gutter || gutter === 0);
      },
    };
  },
);

/** gcc puts a `~` before the caret where the whole expression is meant: then the mark begins left of the column. */
function withEnd(report: CheckerReport, span: { readonly start: number; readonly end: number }, isAligned: boolean): CheckerReport {
  const { start } = report;
  return !isAligned || start === undefined || span.start > start || span.end <= start ? report : { ...report, end: span.end };
}
