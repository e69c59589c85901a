// The lines of CPython's tracebacks, each by itself.

import { coreOf, matchWording } from '../signature';

const HEADER = 'Traceback (most recent call last):';
const CHAINED =
  /(?:During handling of the above exception, another exception occurred:|The above exception was the direct cause of the following exception:)$/;
/** loguru marks the frame in which an error was caught by `>`. */
const FILE = /^(?: {2}|> )File "(.+)", line (\d+)(?:, in (.*))?$/;
const EXCEPTION = /^((?:[\p{L}_][\p{L}\p{N}_]*\.|<locals>\.)*[\p{L}_][\p{L}\p{N}_]*)(?:: ?(.*))?$/u;
/** `+-+---- 1 ----`, `+---- 2 ----` and the closing `+-----`. */
const GROUP_RULE = /^\s*(?:\| *)?\+-\+?-{4,}(?: (?:(\d+)|\.\.\.) -{4,})?$/;
/** One word that the shell, not Python, prints after a traceback. */
const SHELL_WORD = /^(?:Killed|Terminated|Aborted|Hangup|Quit|Done)$/;
/** What other programs print right after a message; it is no part of it. */
const OTHER_PROGRAM =
  /^(?:make(?:\[\d+\])?: |npm (?:ERR!|error)\b|error Command failed|ERROR\b|WARNING\b|INFO\b|DEBUG\b|CRITICAL\b|\[nodemon\]|\[?\d{4}-\d\d-\d\d|\[?\d\d:\d\d:|\[\d\d:|\d{1,3}(?:\.\d{1,3}){3}(?::\d+)? - | \* (?:Detected|Restarting) |Process (?:finished|exited)|_{3,} .+ _{3,}$|={3,} .+ ={3,}$|-{3,} Captured .+ -{3,}$|\[\d\d\/\w{3}\/\d{4} |(?:\(.{1,40}\) ?)?\$ |Exception ignored |(?:sys|[^\s:]+\.py):\d+: \w*Warning: )/;

/** `Traceback (most recent call last):`, with whatever a log puts before it. */
export const isHeader = (line: string): boolean => line.endsWith(HEADER);

/** The words between two chained exceptions. */
export const isChainLink = (line: string): boolean => line.endsWith(':') && CHAINED.test(line);

/** `Exception ignored in: …`: the program went on. */
export const isIgnoredNotice = (line: string): boolean =>
  line.includes('Exception ignored ') && /Exception ignored (?:in|while|on)\b/.test(line);

/** `multiprocessing.pool.RemoteTraceback:`, above the traceback of a pool's worker. */
export const isWorkersNotice = (line: string): boolean => /\b_?RemoteTraceback:$/.test(line);
/** What `logging` prints around an error of its own handler: the traceback, then the calls that led there, which alone are the user's. */
export const isLoggingError = (line: string): boolean => line === '--- Logging error ---';
export const isCallStack = (line: string): boolean => line === 'Call stack:';

/** `[Previous line repeated 970 more times]`. */
export const isRepetition = (line: string): boolean =>
  line.startsWith('  [Prev') && /^ {2}\[Previous line repeated \d+ more times?\]$/.test(line);

export interface FileLine {
  readonly file: string;
  /** One-based, as printed. */
  readonly line: number;
  /** undefined in the block of a SyntaxError, which is in no function. */
  readonly name: string | undefined;
}

/** `  File "app.py", line 3, in main`, without what a log puts before it. */
export function fileLine(line: string): FileLine | undefined {
  const match = line.startsWith('File "', 2) ? FILE.exec(line) : null;
  return match ? { file: match[1] ?? '', line: Number(match[2]), name: match[3] } : undefined;
}

/** Where in a line the `File` line of a traceback begins, what a log puts before it left out; -1 where it is none. */
export function fileLineStart(line: string): number {
  const plain = line.indexOf('  File "');
  const at = plain >= 0 ? plain : line.indexOf('> File "');
  return at >= 0 && FILE.test(line.slice(at)) ? at : -1;
}

export interface ExceptionLine {
  readonly type: string;
  /** undefined where there is only a type. */
  readonly message: string | undefined;
}

/** `KeyError: 'a'`, the last line of a traceback. */
export function exceptionLine(line: string): ExceptionLine | undefined {
  const match = SHELL_WORD.test(line) ? null : EXCEPTION.exec(line);
  return match?.[1] === undefined ? undefined : { type: match[1], message: match[2] };
}

/** The ruled line between the members of an exception group; `number` is undefined for `...` and the closing one. */
export function groupRule(line: string): { readonly number: string | undefined } | undefined {
  const match = GROUP_RULE.exec(line);
  return match ? { number: match[1] } : undefined;
}

/** Whether a message that goes on over several lines has ended before this one. */
export const endsMessage = (line: string): boolean =>
  line === '' || line === '"""' || isHeader(line) || FILE.test(line) || CHAINED.test(line) || OTHER_PROGRAM.test(line);

/** The interpreter's own words, not the program's, and a key that is missing: they are one line. */
export const isInterpretersMessage = (message: string): boolean =>
  /^'[^'\\]*'$|^\d{1,20}$/.test(message) || matchWording(coreOf(message)) !== undefined;
