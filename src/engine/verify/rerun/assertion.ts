// Whether it is a test's assertion that failed.

import type { Problem } from '../../problem';
import type { Statement } from './statement';

/** `statement` is the one the problem stands at, where it is known. */
export function isAssertion(problem: Problem, statement: Statement | undefined): boolean {
  return (
    /^(?:AssertionError|AssertionError \[ERR_ASSERTION\]|JestAssertionError|ERR_ASSERTION|Failed)$/.test(problem.errorType) ||
    statement?.asserts === true
  );
}
