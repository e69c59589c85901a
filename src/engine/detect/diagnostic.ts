// A diagnostic of any source becomes a problem. Plain data in: no editor types here.

import type { LanguageId, Problem, Range } from '../problem';
import { inEnglish } from './in-english';
import { signatureOf } from './signature';

export interface PlainDiagnostic {
  /** Absolute, or the URI of a document that has no file. */
  readonly path: string;
  readonly language: LanguageId;
  /** As the source names itself: `Pyright`, `ts`, `eslint`, `Ruff`; empty where it does not. */
  readonly source: string;
  /** The code's value, without its link; empty or absent where there is none. */
  readonly code?: string | number | undefined;
  readonly message: string;
  readonly range: Range;
  readonly severity?: Problem['severity'];
  readonly related?: Problem['related'];
}

/** More is no message: a checker printed a type with all its members. In UTF-16 code units. */
const MAX_MESSAGE = 20_000;

/** Never throws, runs nothing, reads nothing. */
export function problemFromDiagnostic(diagnostic: PlainDiagnostic): Problem {
  const said = diagnostic.message.slice(0, MAX_MESSAGE);
  const errorType = errorTypeOf(diagnostic, said);
  const message = inEnglish(errorType, said);
  return {
    origin: 'diagnostic',
    language: diagnostic.language,
    source: diagnostic.source,
    errorType,
    message,
    signature: signatureOf(errorType, message),
    location: { path: diagnostic.path, range: diagnostic.range },
    severity: diagnostic.severity ?? 'error',
    frames: [],
    causes: [],
    related: diagnostic.related ?? [],
  };
}

function errorTypeOf(diagnostic: PlainDiagnostic, message: string): string {
  const code = diagnostic.code === undefined ? '' : String(diagnostic.code).trim();
  // tsc's numbers; the editor's TypeScript gives 2304 or "2304", other hosts `TS2304`.
  if (/^\d+$/.test(code) && /^(?:ts|typescript|js|javascript|tsserver|deno-ts|vue|svelte|volar)\b/i.test(diagnostic.source))
    return `TS${code}`;
  if (/^ts\(?\d+\)?$/i.test(code)) return `TS${code.replace(/\D/g, '')}`;
  if (code !== '') return code;
  // Linters put code or class in front of the message where they have no code: `E999 SyntaxError: …`, `F821 undefined name 'x'`.
  const front =
    /^\[?([A-Z]{1,4}\d{3,5})\]?:?\s/.exec(message)?.[1] ?? /^((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*(?:Error|Exception)): /.exec(message)?.[1];
  if (front !== undefined) return front;
  // pyright, basedpyright and Pylance give no rule where it cannot be switched off: the text does not parse or compile.
  if (/^(?:based)?pyright$|^pylance$/i.test(diagnostic.source) && diagnostic.severity === 'error') return 'SyntaxError';
  return '';
}
