// A checker that is asked about a text as if a file held it: the file itself is not touched.

import type { Problem, Range } from '../problem';

export interface CheckerDiagnostic {
  /** LSP coordinates of the text that was asked about. */
  readonly range: Range;
  readonly severity: Problem['severity'];
  /** The rule, `reportUndefinedVariable`; empty where it names none (syntax errors). */
  readonly code: string;
  readonly message: string;
}

export interface TextChecker {
  /** As its diagnostics name it: `Pyright`. */
  readonly source: string;
  /** With its version: `Pyright 1.1.414`. */
  readonly name: string;
  /** undefined where it could not say: ended, or too slow. */
  check(path: string, text: string, signal?: AbortSignal): Promise<readonly CheckerDiagnostic[] | undefined>;
  dispose(): void;
}
