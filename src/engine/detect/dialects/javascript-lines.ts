// The lines that Node and V8 print of an error, each by itself.

import { caretSpan } from '../settle-columns';

/** `TypeError: x`, `Error [ERR_X]: x`, `Uncaught …`, `(node:7) UnhandledPromiseRejectionWarning: TypeError: x`. */
const NAMED_HEADER =
  /(?:^|[\s:(⨯])((?:[A-Za-z_$][\w$]*\.)*[A-Za-z_$]?[\w$]*(?:Error|Exception|Rejection))(?: \[(?:([A-Z][A-Z0-9_]*)|[A-Z]\w*)\])?(?:: (.*))?$/;
/** A class that is not called an error; only right above a stack or under a caret. */
const ANY_HEADER = /^(?:Uncaught )?([A-Za-z_$][\w$]*)(?: \[([A-Z][A-Z0-9_]*)\])?(?:: (.*))?$/;
const BLOCK_HEAD = /^(\S.*):(\d+)$/;
const AT = '    at ';

export interface HeaderLine {
  readonly type: string;
  /** `ERR_MODULE_NOT_FOUND`. */
  readonly code: string | undefined;
  /** Its first line. */
  readonly message: string;
}

/** The line that names an error; `anyClass` where its place says that it must be one, whatever the class is called. */
export function headerLine(line: string, anyClass: boolean): HeaderLine | undefined {
  const text = line.trim();
  // Bun prints an error of the class Error so.
  const bun = line.startsWith('error: ') && !NAMED_HEADER.test(text) ? text.slice('error: '.length) : undefined;
  if (bun !== undefined) return { type: 'Error', code: undefined, message: bun };
  const match = NAMED_HEADER.exec(text) ?? (anyClass ? ANY_HEADER.exec(text) : null);
  if (!match?.[1]) return undefined;
  return { type: match[1], code: match[2], message: match[3] ?? '' };
}

/** Whether the line names a class that is called an error. */
export const isNamedHeader = (line: string): boolean => NAMED_HEADER.test(line);

/** `/home/ada/app.js:3`: the first line of what Node prints above an uncaught error. */
export function blockHead(line: string): { readonly file: string; readonly line: number } | undefined {
  // Most lines end otherwise: the pattern would try every colon of theirs.
  const last = line.charCodeAt(line.length - 1);
  const match = last >= 0x30 && last <= 0x39 ? BLOCK_HEAD.exec(line) : null;
  return match ? { file: match[1] ?? '', line: Number(match[2]) } : undefined;
}

/** `    ^^^^`, the line under the code, without spaces at its end. */
export const caretLine = (line: string): { readonly start: number; readonly end: number } | undefined =>
  line.endsWith('^') && /^\s*\^+$/.test(line) ? caretSpan(line) : undefined;

/** `Node.js v24.1.0`: the program has ended with the error above. */
export const isTrailer = (line: string): boolean => /^Node\.js v\d+\./.test(line);

/** What stands in a cause's stack for the lines it shares with the error's own. */
export const isMatchingCause = (line: string): boolean => /^\s*\.\.\. \d+ lines matching cause stack trace \.\.\.$/.test(line);

/** `  code: 'ENOENT',` among the properties under a stack. */
export const codeProperty = (line: string): string | undefined => /^\s*code: '([A-Z][A-Z0-9_]+)',?$/.exec(line)?.[1];

/** The header of `  [cause]: Error: x`. */
export const causeProperty = (line: string): string | undefined => /^\s*\[cause\]: (.*)$/.exec(line)?.[1];

export interface StackFrame {
  readonly file: string;
  /** One-based, as printed, like the column. */
  readonly line: number;
  readonly column: number;
  readonly name: string | undefined;
}

export interface StackLine {
  /** Where the `    at` begins. */
  readonly indent: number;
  /** undefined for a frame without a place: `at Array.map (<anonymous>)`. */
  readonly frame: StackFrame | undefined;
}

/** A line of a stack, `    at f (file.js:1:2)`. */
export function stackLine(line: string): StackLine | undefined {
  const at = line.indexOf(AT);
  if (at < 0) return undefined;
  // Causes are indented deeper; the prefix is what stands before the first indentation.
  let indent = at;
  while (indent > 0 && line[indent - 1] === ' ') indent--;
  let text = line.slice(at + AT.length).trimStart();
  if (text.endsWith(' {')) text = text.slice(0, -2);
  if (text.endsWith(',')) text = text.slice(0, -1);
  if (text.startsWith('async ')) text = text.slice('async '.length);
  let name: string | undefined;
  let place = text;
  if (text.endsWith(')')) {
    const open = text.indexOf(' (');
    if (open < 0) return undefined;
    name = text.slice(0, open);
    place = text.slice(open + 2, -1);
  }
  const evaluated = place.startsWith('eval at ') ? /\(([^()]+:\d+:\d+)\)/.exec(place)?.[1] : undefined;
  const parsed = /^(.*):(\d+):(\d+)$/.exec(evaluated ?? place);
  if (parsed)
    return { indent, frame: { file: parsed[1] ?? '', line: Number(parsed[2]), column: Number(parsed[3]), name: functionName(name) } };
  return name !== undefined && /^(?:<anonymous>|native|unknown|index \d+|\d+:\d+|eval at .*|.*<anonymous>.*)$/.test(place)
    ? { indent, frame: undefined }
    : undefined;
}

/** The function as a person calls it; undefined at module level. */
function functionName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  let plain = name.endsWith(']') ? name.replace(/ \[as [^\]]*\]$/, '') : name;
  if (plain.startsWith('new ')) plain = plain.slice('new '.length);
  return /^(?:Object\.)?<anonymous>$/.test(plain) || plain === 'eval' ? undefined : plain;
}
