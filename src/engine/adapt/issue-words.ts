// What a check of values found, as the end of a sentence that people read.

import type { BaseIssue } from 'valibot';

/** `it is 0, and has to be at least 1`. A message that we wrote ourselves stays. */
export function issueWords({ message, expected, received }: BaseIssue<unknown>): string {
  if (!message.startsWith('Invalid ') || expected === null) return message;
  if (expected === 'never') return 'it is not known';
  if (received === 'undefined') return 'it is missing';
  const wanted = expected.replace(/^>=/, 'at least ').replace(/^<=/, 'at most ').replace(/^>/, 'more than ').replace(/^</, 'less than ');
  return `it is ${received.slice(0, 100)}, and has to be ${/^(?:number|string|boolean)$/.test(wanted) ? `a ${wanted}` : wanted}`;
}
