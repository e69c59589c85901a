// An error as a file of somebody else tells it, a traceback, its last line or a checker's report, as type, message and signature: the same that
// the mistake has where it is seen.

import { detectText } from '../../detect/detect';
import { exceptionLine } from '../../detect/dialects/python-lines';
import { signatureOf } from '../../detect/signature';
import type { LanguageId } from '../../language';
import type { Problem, Signature } from '../../problem';

/** In UTF-16 units; what is longer says no more. */
const MAX_ERROR = 20_000;

/** What the file says besides. */
export interface ErrorInfo {
  readonly type?: string | undefined;
  readonly message?: string | undefined;
}

export interface ReadError {
  readonly errorType: string;
  readonly message: string;
  readonly signature: Signature;
  /** Who reported it, where its words tell. */
  readonly source?: string;
  readonly language?: LanguageId;
  /** Zero-based line, where its words tell. */
  readonly line?: number;
  /** As it was printed, where it is a traceback; else empty. */
  readonly traceback: string;
}

/** A type in front: a class, `TS2304`, `error TS2304`, `Incompatible return type [7]`, `F821`. */
const TYPED = /^(?:error )?((?:[A-Za-z][\w ]{0,80} \[[\w-]+\])|TS\d{3,5}|[A-Z]{1,4}\d{3,5}):? (.*)$/s;

/** The error as its own words tell it; `info` where they tell nothing. Never throws. */
export function readError(error: string, info: ErrorInfo): ReadError {
  const text = error.slice(0, MAX_ERROR).replace(/\r\n?/g, '\n').trim();
  const { type, message } = info;
  // What the file itself takes for the type stands in front: nothing is to be guessed.
  if (type !== undefined && type !== '' && text.startsWith(`${type}: `)) return told(type, text.slice(type.length + 2), '');
  const shown = detectText(text, { cwd: '/', roots: ['/'], origin: 'pasted' }).at(-1);
  if (shown) return ofProblem(shown, text);
  const lines = text.split('\n');
  const [first = '', last = ''] = [lines[0], lines.at(-1)];
  const traceback = lines.length > 1 ? text : '';
  for (const line of last === first ? [first] : [last, first]) {
    const found = ofLine(line);
    // A message of several lines begins with the type.
    if (found)
      return told(found.type, line === first && line !== last ? [found.message, ...lines.slice(1)].join('\n') : found.message, traceback);
  }
  return told(type ?? '', message ?? last, traceback);
}

function ofLine(line: string): { readonly type: string; readonly message: string } | undefined {
  const [, type, message] = TYPED.exec(line) ?? [];
  if (type !== undefined && message !== undefined) return { type, message };
  const exception = exceptionLine(line);
  // A single word may be anything.
  return exception?.message === undefined ? undefined : { type: exception.type, message: exception.message };
}

const told = (errorType: string, message: string, traceback: string): ReadError => ({
  errorType,
  message,
  signature: signatureOf(errorType, message),
  traceback,
});

function ofProblem(problem: Problem, text: string): ReadError {
  return {
    errorType: problem.errorType,
    message: problem.message,
    signature: problem.signature,
    source: problem.source,
    language: problem.language,
    line: problem.location.range.start.line,
    traceback: text,
  };
}
