// What the operation's counts and its place say of a patched program that ended well.

import type { Problem } from '../../problem';
import type { Comparison, WatchedOperation, WatchedStatement } from './contract';
import { ANSWERED_CHAIN } from './surroundings';
import { isStackOverflow } from './watched-operation';

/**
 * Why the run is no proof though the statement went well, as the end of a sentence; undefined where nothing speaks against it. `tested`: a
 * test that nobody touched went through the operation. `frames`: frames of the error at the statement.
 */
export function whyUnproved({ problem, watched, before, after }: Comparison, tested: boolean, frames: number): string | undefined {
  const operation = watched?.operation;
  if (!operation) return undefined;
  if (operation.dead !== undefined) return operation.dead;
  const was = before.observed?.coverage?.operation;
  // What went well for some of them is to go well for all of the same.
  const went = (was ?? before.observed?.coverage)?.completed ?? 0;
  // Where the chain went to its end for another value, its names are right, and its missing end was expected.
  const isExpected = operation.hidden?.includes(ANSWERED_CHAIN) === true && went > 0;
  if (operation.hidden !== undefined && !isExpected) return tested ? undefined : operation.hidden;
  if (operation.runsOverOther === true && went > 0 && !tested && !isBounded(watched, problem))
    return 'could not see whether what failed works now: the loop around it runs over something else';
  const is = after.coverage?.operation;
  // Not counted, or not what failed: then the statement alone says.
  if (!was || !is || was.capped || is.capped || was.begun === 0) return undefined;
  if (problem.language === 'python' && was.begun <= was.completed) return undefined;
  if (was.completed === 0 && !tested && isForgiven(operation, problem))
    return 'could not see anything but what stands in for a missing key';
  if (is.begun === 0) return tested ? undefined : 'what failed was not reached again';
  if (isStackOverflow(problem)) return undefined;
  const caughtBefore = Math.max(0, was.begun - was.completed - frames);
  if (is.begun - is.completed > caughtBefore) return 'what failed still fails; its error is only caught';
  if (is.begun >= was.begun || tested) return undefined;
  const oneLess = is.completed >= 1 && is.completed >= was.completed && is.begun >= was.begun - frames;
  return oneLess && isBounded(watched, problem) ? undefined : 'what failed was reached less often than before';
}

/** Whether the patch gives a value where a key is missing, and does not go on to store one under it. */
function isForgiven({ before, after }: WatchedOperation, { errorType }: Pick<Problem, 'errorType'>): boolean {
  if (!/^(?:KeyError|IndexError)$/.test(errorType)) return false;
  return after?.written.flow.forgiving === true && !before.written.flow.forgiving && !after.written.flow.grows;
}

/**
 * Whether the patch mended the head of a loop that went beyond the end of what the operation looks into. To leave out one step of another
 * loop mends nothing.
 */
export function isBounded(watched: WatchedStatement, { errorType, message }: Pick<Problem, 'errorType' | 'message'>): boolean {
  const { before, after } = watched.operation ?? {};
  if (after?.bound === undefined || after.bound === before?.bound) return false;
  return errorType === 'IndexError' || (errorType === 'TypeError' && /\bundefined\b/.test(message));
}
