// Which diagnostics are new and which are gone after an edit: two reports on one text, before and after, compared.

import type { Problem } from '../problem';
import { surplus } from '../syntax/surplus';

/** As checkers give it; `Problem`s have their own way in. */
export interface CodeAndMessage {
  readonly code: string | number;
  readonly message: string;
}

export interface DiagnosticDiff<T> {
  /** Said after the edit more often than before. */
  readonly added: readonly T[];
  /** Said before the edit more often than after. */
  readonly removed: readonly T[];
}

/** Places move with an edit and do not count; the words do, and how often they are said. */
export function diffDiagnostics<T extends CodeAndMessage>(before: readonly T[], after: readonly T[]): DiagnosticDiff<T> {
  return diff(before, after, keyOfDiagnostic);
}

/** The same for problems of several checkers together: each is compared with its own. */
export function diffProblems(before: readonly Problem[], after: readonly Problem[]): DiagnosticDiff<Problem> {
  return diff(before, after, ({ source, errorType, message }) => `${source} ${keyOfDiagnostic({ code: errorType, message })}`);
}

/** Equal where two diagnostics of one checker say the same, with or without a suggestion. */
export const keyOfDiagnostic = ({ code, message }: CodeAndMessage): string => {
  const plain = message.replace(SUGGESTION, '');
  return JSON.stringify([plain === message ? code : (WITHOUT_SUGGESTION[String(code)] ?? String(code)), plain].map(String));
};

/**
 * TypeScript makes a suggestion for the first ten errors of a file alone, and gives those a code of their own: with one of them mended the
 * eleventh gets its suggestion, and is still the same error.
 */
const SUGGESTION = / Did you mean '[^'\n]*'\?/;
const WITHOUT_SUGGESTION: Readonly<Record<string, string>> = {
  ...{ '2552': '2304', '2551': '2339', '2833': '2503' },
  ...{ TS2552: 'TS2304', TS2551: 'TS2339', TS2833: 'TS2503' },
};

function diff<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string): DiagnosticDiff<T> {
  return { added: surplus(after, before, keyOf), removed: surplus(before, after, keyOf) };
}
