// The lines of pytest's reports, each by itself.

import { caretSpan } from '../settle-columns';

export { isChainLink } from './python-lines';

const SECTIONS = /^=+ (?:FAILURES|ERRORS) =+$/;
const RULE = /^=+ .+ =+$/;
/** pytest-sugar draws a rule of its own. */
const SECTION = /^(?:_{3,} .+ _{3,}|―{3,} .+ ―{3,})$/;
/** Where plug-ins show each failure as it comes, nothing else stands above them. */
const SESSION = /^(?:=+ test session starts =+|Test session starts \(platform: )/;
const CAPTURED = /^-+ Captured .+ -+$/;
/** `tests/test_a.py:7: AssertionError`, `a.py:7: in add`, `a.py:7: `; `a.py:7: KeyError: 'price'` where a failure is one line. */
const LOCATION = /^(\S[^\n]*\.py|<[^>]+>):(\d+):(?: (?:in (.+)|((?:\w+\.)*\w+)|(.+)))?$/;
const EXCEPTION = /^((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*)(?:: ?(.*))?$/;
const FILE = /^\s*File "(.+)", line (\d+)$/;

export const isSectionsHead = (line: string): boolean => line.startsWith('=') && SECTIONS.test(line);
export const isSectionsEnd = (line: string): boolean => line.startsWith('=') && RULE.test(line);
export const isSectionHead = (line: string): boolean => /^[_―]/.test(line) && SECTION.test(line);
export const isSession = (line: string): boolean => SESSION.test(line);
/** `---- Captured stdout call ----` */
export const isCaptured = (line: string): boolean => line.startsWith('-') && CAPTURED.test(line);

/** What stands behind the `E` of a line of the error; undefined for other lines. */
export const errorLine = (line: string): string | undefined => (/^E(?:\s|$)/.test(line) ? line.slice(1) : undefined);

/** The source line that failed, `>       total(price)`: its text, and where in the line that begins. */
export function markedCode(line: string): { readonly code: string; readonly at: number } | undefined {
  const match = /^>\s+(?=\S)/.exec(line);
  return match ? { code: line.slice(match[0].length), at: match[0].length } : undefined;
}

/** `012     >>> double(2)`, of the text that a doctest stands in. */
export const exampleCode = (line: string): string | undefined => /^\d{3,} +>>> (\S.*)$/.exec(line)?.[1];

/** The lines above what an example in a text says must come, and what came. */
export const isExampleSide = (line: string): boolean => /^(?:Expected(?::| nothing)|Got(?::| nothing))$/.test(line);

/** As doctest itself tells of it. */
export const wrongExample = (lines: readonly string[], code = ''): ReportedError => ({
  type: 'AssertionError',
  message: [`doctest: ${code}`, ...lines].join('\n'),
});

export interface LocationLine {
  readonly file: string;
  /** One-based, as printed. */
  readonly line: number;
  /** In the short form: the function. */
  readonly name: string | undefined;
  /** In the long form, for the innermost frame: the error's class. */
  readonly type: string | undefined;
  /** The whole failure is told on this line, and ends with it (`--tb=line`). */
  readonly isWhole: boolean;
}

export function locationLine(line: string): LocationLine | undefined {
  const match = LOCATION.exec(line);
  return match
    ? { file: match[1] ?? '', line: Number(match[2]), name: match[3], type: match[4], isWhole: match[5] !== undefined }
    : undefined;
}

/** `file /home/ada/test_a.py, line 6`: the test that asks for a fixture that is not there. */
export function fixtureUser(line: string): { readonly file: string; readonly line: number } | undefined {
  const match = /^file (\S.*\.py), line (\d+)$/.exec(line);
  return match ? { file: match[1] ?? '', line: Number(match[2]) } : undefined;
}

export interface ReportedError {
  readonly type: string;
  readonly message: string;
  /** Where a text does not parse. */
  readonly place?: {
    readonly file: string;
    readonly line: number;
    readonly code?: string;
    readonly carets?: { readonly start: number; readonly end: number };
  };
}

/** The error that `E` lines tell; `type` is the class that the location names, which a bare `assert` does not say itself. */
export function reportedError(lines: readonly string[], type: string | undefined): ReportedError | undefined {
  const at = lines.findIndex((line) => FILE.test(line));
  const file = at < 0 ? null : FILE.exec(lines[at] ?? '');
  if (file) {
    const last = EXCEPTION.exec(
      lines
        .slice(at)
        .findLast((line) => EXCEPTION.test(line.trim()) && /Error\b/.test(line))
        ?.trim() ?? '',
    );
    const code = lines[at + 1];
    const span = caretSpan(lines[at + 2] ?? '');
    const begin = code === undefined ? 0 : code.length - code.trimStart().length;
    if (last?.[1])
      return {
        type: last[1],
        message: last[2] ?? '',
        place: {
          file: file[1] ?? '',
          line: Number(file[2]),
          ...(code === undefined ? {} : { code: code.trim() }),
          ...(span ? { carets: { start: span.start - begin, end: span.end - begin } } : {}),
        },
      };
  }
  const [first = ''] = lines;
  const indent = first.length - first.trimStart().length;
  const message = lines.map((line) => (line.slice(0, indent).trim() === '' ? line.slice(indent) : line.trimStart()));
  if (/^fixture '.+' not found$/.test(message[0] ?? '')) return { type: 'FixtureLookupError', message: message[0] ?? '' };
  const head = EXCEPTION.exec(message[0] ?? '');
  const named = head?.[1];
  if (named !== undefined && (type === undefined ? /^(?:.+\.)?[A-Z]\w*$/.test(named) : named === type || named.endsWith(`.${type}`)))
    return { type: named, message: [head?.[2] ?? '', ...message.slice(1)].join('\n').trimEnd() };
  if (type === undefined && !/^assert\b/.test(message[0] ?? '')) return undefined;
  return { type: type ?? 'AssertionError', message: message.join('\n').trimEnd() };
}
