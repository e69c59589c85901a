// A test that compares by identity what is alike: Jest and Vitest say so, and name the comparison that was meant.

import type { Problem } from '../../problem';

const TOLD = /replace "toBe" with "toStrictEqual"/;

export const isToldComparison = ({ message }: Pick<Problem, 'message'>): boolean => TOLD.test(message);

/** Whether a statement was changed to that comparison and to nothing else. */
export function isChangedAsTold(problem: Pick<Problem, 'message'>, before: string, after: string): boolean {
  return (
    isToldComparison(problem) &&
    before.split('.toBe(').length === 2 &&
    ['.toStrictEqual(', '.toEqual('].some((meant) => before.replace('.toBe(', meant) === after)
  );
}
