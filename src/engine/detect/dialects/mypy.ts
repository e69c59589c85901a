// mypy: `main.py:3: error: Name "x" is not defined  [name-defined]`, with columns and ends where they are asked for, and wrapped with the source below (`--pretty`);
// `--output=json`, a line each.

import { checkerDialect, columnOf, type CheckerReport } from './checker-report';

const HEAD = /^(.{1,1000}?\.pyi?):(\d{1,7})(?::(\d{1,7})(?::\d{1,7}:(\d{1,7}))?)?: error: (.+)$/;
const MAX_MESSAGE = 4_000;
/** Every error ends in the name of its kind. */
const KIND = /\s*\[([a-z][a-z0-9-]*)\]$/;

export const mypy = checkerDialect('mypy', ['.py:', '.pyi:', '"severity": "error"'], () => ({
  begin(line) {
    if (line.startsWith('{"file": ')) return ofJson(line);
    const found = line.includes(': error: ') ? HEAD.exec(line) : null;
    if (!found) return undefined;
    const [, file = '', row, column, end, message = ''] = found;
    const one = { source: 'mypy', severity: 'error', file, line: Number(row), start: columnOf(column) } as const;
    return withKind({ ...one, ...(end === undefined ? {} : { end: Number(end) }), errorType: '', message });
  },
  // A message that is wrapped goes on until the name of its kind.
  add: (report, line) =>
    report.errorType === '' && /^\S/.test(line) ? withKind({ ...report, message: `${report.message.trimEnd()} ${line}` }) : undefined,
  accepts: ({ errorType }) => errorType !== '',
}));

function withKind<T extends { readonly message: string }>(report: T): T & { readonly errorType: string } {
  const kind = KIND.exec(report.message);
  return { ...report, errorType: kind?.[1] ?? '', message: kind ? report.message.slice(0, kind.index) : report.message };
}

/** Its columns count from 0. */
function ofJson(line: string): CheckerReport | undefined {
  let said: Readonly<Record<string, unknown>>;
  try {
    said = JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
  const { file, line: row, column, end_line: endRow, end_column: end, message, code, severity } = said;
  if (typeof file !== 'string' || typeof row !== 'number' || typeof message !== 'string' || typeof code !== 'string') return undefined;
  if (severity !== 'error') return undefined;
  return {
    source: 'mypy',
    errorType: code,
    message: message.slice(0, MAX_MESSAGE),
    severity: 'error',
    file,
    line: row,
    start: typeof column === 'number' && column >= 0 ? column : undefined,
    ...(typeof end === 'number' && endRow === row ? { end } : {}),
  };
}
