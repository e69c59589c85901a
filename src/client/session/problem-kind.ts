// One kind of mistake, as a menu entry names it, among the diagnostics that the editor shows.

import type { Diagnostic } from 'vscode';
import type { ProblemKind } from '../../protocol';

/** What an entry was given; undefined where it is none. */
export function kindOf(given: unknown): ProblemKind | undefined {
  const isKind =
    typeof given === 'object' &&
    given !== null &&
    ['errorType', 'fixer', 'source', 'code'].every((name) => typeof (given as Readonly<Record<string, unknown>>)[name] === 'string');
  return isKind ? (given as ProblemKind) : undefined;
}

/** Whether a diagnostic is of that kind, by its source and code. */
export const isOfKind =
  ({ source, code }: ProblemKind) =>
  (diagnostic: Pick<Diagnostic, 'source' | 'code'>): boolean => {
    const own = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
    return diagnostic.source === source && own !== undefined && String(own) === code;
  };
