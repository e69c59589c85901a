// What one run of the patched program proves, compared with the run of the program as it is.

import path from 'node:path';
import { isFailingAgain, isSameFailure, wordsOf } from '../../detect/same-problem';
import type { Problem } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import type { SandboxRun } from '../sandbox/sandbox';
import { isAssertion } from './assertion';
import type { Comparison, ObservedRun, Rerun, RerunRequest, WatchedStatement } from './contract';
import type { InconclusiveReason } from './inconclusive';
import type { LineMap } from './line-map';
import { isBounded, whyUnproved } from './operation-verdict';
import { linesOf, statementAt, type Statement } from './statement';
import { isTestFile } from './test-file';
import { textAfter, withColumns } from './texts';
import { isStackOverflow } from './watched-operation';

const SYNTAX = /^(?:SyntaxError|IndentationError|TabError)$/;
/** A guard in front of the failing line is right where a test that nobody touched says so: it went through the line and passes now. */
const TESTED = 'the test that failed passes now';
const NOT_COUNTED = 'could not see whether the failing line was reached again';

export const isSyntaxError = ({ errorType }: Problem): boolean => SYNTAX.test(errorType);

export async function judge(facts: Comparison): Promise<Rerun> {
  const { request, command, problem, before, after } = facts;
  const cannot = unrunnable(after.run);
  if (cannot !== undefined) return inconclusive(cannot);
  const same = sameErrorAgain(facts);
  if (same) return { ...failed(`the same error came again at line ${lineNumber(same)}`), next: same, stoppedByOther: false };

  const known = new Set(before.observed?.problems.map(wordsOf));
  const fresh = after.problems.filter((one) => !known.has(wordsOf(one)) || (isSameFailure(one, problem) && !command.tests));
  const next = command.tests ? fresh[0] : fresh.at(-1);
  if (next && (after.run.exitCode !== 0 || !after.inconclusive)) {
    if (after.inconclusive && !isOfPatchedProgram(next, after, request)) return stoppedByEnvironment(after, after.inconclusive);
    return judgeNextError(facts, next);
  }
  if (after.inconclusive) return stoppedByEnvironment(after, after.inconclusive);
  if (after.run.exitCode !== 0) {
    if (command.tests && after.problems.length > 0) return skipped('the error is gone; other tests still fail as they did before');
    return skipped(`the error is gone, but the program ends with exit status ${String(after.run.exitCode)}`);
  }
  return judgeCoverage(facts);
}

/** The error that was to be mended, where the patched program still stops at it. */
function sameErrorAgain({ problem, watched, lines, after }: Comparison): Problem | undefined {
  const line = watched?.line ?? problem.location.range.start.line;
  const added = lines.get(problem.location.path)?.added ?? new Set();
  return after.problems.find((one) => isFailingAgain(problem, one, { line, added }));
}

/** The patched program came to something that stops it here, whatever the patch; where the statement completed, behind it. */
function stoppedByEnvironment(after: ObservedRun, reason: InconclusiveReason): Rerun {
  return { ...skipped(unproved(reason)), ...((after.coverage?.completed ?? 0) > 0 ? { stoppedByOther: true } : {}) };
}

/** Whether an error that looks like the environment's is one of the patched program itself. */
function isOfPatchedProgram(next: Problem, after: ObservedRun, request: RerunRequest): boolean {
  return (
    after.inconclusive === 'writes where it may not' &&
    request.after.has(next.location.path) &&
    /^(?:TypeError|NameError|SyntaxError|AttributeError)$/.test(next.errorType)
  );
}

/** The patched program died of another error. */
async function judgeNextError(facts: Comparison, next: Problem): Promise<Rerun> {
  const { request, problem, watched, lines, before, after } = facts;
  const stops = `line ${lineNumber(next)}${next.location.path === problem.location.path ? '' : ` of ${path.basename(next.location.path)}`}: ${named(next)}`;
  const text = await textAfter(request, next.location.path);
  const statement =
    text === undefined
      ? undefined
      : await statementAt(new SourceText(text), next.language, withColumns(next, new Map([[next.location.path, text]])).location.range);
  const answer = (rerun: Rerun): Rerun => ({ ...rerun, next, stoppedByOther: true });
  if (isPatched(next, statement, lines.get(next.location.path))) return answer(failed(`the patched line now fails: ${stops}`));
  if (isAssertion(next, statement) && (facts.command.tests || isTestFile(next.location.path) || statement?.asserts === true))
    return answer(failed(`the error is gone, but a test's assertion fails now at ${stops}`));
  const [was, is] = [before.observed?.coverage, after.coverage];
  if (was && is && is.begun < was.begun && is.begun === 0 && !isSyntaxError(problem))
    return answer(failed(`the program now stops before the line that failed, at ${stops}`));
  if (
    isSyntaxError(problem) &&
    isSyntaxError(next) &&
    next.location.path === problem.location.path &&
    next.location.range.start.line < (watched?.line ?? 0)
  )
    return answer(failed(`the text now fails earlier, at ${stops}`));
  const again = isSameFailure(next, problem) && next.message === problem.message;
  return answer(skipped(`the error is gone${again ? ' there' : ''}, but the program now stops at ${stops}`));
}

/** The patched program ended well: did what failed work? */
function judgeCoverage(facts: Comparison): Rerun {
  const { problem, watched } = facts;
  const reached = judgeStatement(facts);
  if (reached.rung.result !== 'passed' || isSyntaxError(problem) || !watched) return reached;
  const why = whyUnproved(facts, isTested(facts), Math.max(1, framesAt(problem, watched)));
  return why === undefined ? reached : skipped(why);
}

/** The failure went through a test that the patch leaves alone. */
function isTested({ problem, watched, lines }: Comparison): boolean {
  return problem.frames.some(
    (frame) => frame.own && frame.location.path !== watched?.path && isTestFile(frame.location.path) && !lines.has(frame.location.path),
  );
}

/** Did it get as far, and through the statement? */
function judgeStatement(facts: Comparison): Rerun {
  const { request, problem, watched, before, after, command } = facts;
  if (!request.statement) return skipped('the patch left nothing of the failing line, so that the program goes on proves nothing');
  const was = before.observed?.coverage;
  const is = after.coverage;
  if (command.isolated || !watched?.after || !is) return skipped(NOT_COUNTED);
  if (isSyntaxError(problem)) {
    if (is.begun === 0) return skipped('the mended line was not reached by this run');
    return is.completed < is.begun ? skipped('the mended line fails; its error is caught') : passed();
  }
  if (!was || !watched.before || was.begun <= was.completed || was.capped) return skipped(NOT_COUNTED);
  const tested = isTested(facts);
  if (is.begun === 0) return tested ? passed(TESTED) : skipped('the failing line was not reached again');
  // Of one error all frames at the statement fail with it; the others were caught before, too.
  const frames = Math.max(1, framesAt(problem, watched));
  const deep = isStackOverflow(problem);
  const caughtBefore = deep ? 0 : Math.max(0, was.begun - was.completed - frames);
  // The one at work when counting stopped is neither.
  if (is.capped) return is.completed >= was.begun && is.begun - is.completed <= caughtBefore + 1 ? passed() : skipped(NOT_COUNTED);
  if (is.begun - is.completed > caughtBefore) return skipped('the failing line still fails; its error is only caught');
  if (deep || is.begun >= was.begun) return passed();
  const oneLess = is.completed >= 1 && is.completed >= was.completed && is.begun >= was.begun - frames;
  if (oneLess && isBounded(watched, problem)) return passed('the loop around the failing line now ends before the step that failed');
  return tested ? passed(TESTED) : skipped('the failing line was reached less often than before');
}

function framesAt(problem: Problem, { path: file, before }: WatchedStatement): number {
  return problem.frames.filter(({ location }) => {
    const line = location.range.start.line + 1;
    return location.path === file && before !== undefined && line >= before.first && line <= before.last;
  }).length;
}

/** The error stands in what the patch wrote. */
function isPatched(next: Problem, statement: Statement | undefined, map: LineMap | undefined): boolean {
  if (!map) return false;
  const lines = statement ? linesOf(statement.head) : [next.location.range.start.line];
  return lines.some((line) => map.added.has(line));
}

/** Why a program could not be run here at all; undefined where it was. */
export function unrunnable(run: SandboxRun): string | undefined {
  if (run.ended === 'not-started') return run.why ?? 'the program could not be started';
  if (run.ended === 'cancelled') return 'cancelled';
  if (run.ended === 'exited' && run.exitCode === 127 && /not found/i.test(run.stderr))
    return unproved('starts a program that is not there');
  return undefined;
}

export function unproved(reason: InconclusiveReason): string {
  return `not proved: ${reason}`;
}

/** The error type and the beginning of its message. */
export function named(problem: Problem): string {
  const message = problem.message.split('\n')[0] ?? '';
  return `${problem.errorType}${message === '' ? '' : `: ${message.length > 120 ? `${message.slice(0, 119)}…` : message}`}`;
}

function lineNumber(problem: Problem): string {
  return String(problem.location.range.start.line + 1);
}

export function passed(why?: string): Rerun {
  return { rung: { rung: 'reruns', result: 'passed', ...(why === undefined ? {} : { why }) } };
}

export function failed(why: string): Rerun {
  return { rung: { rung: 'reruns', result: 'failed', why } };
}

export function skipped(why: string): Rerun {
  return { rung: { rung: 'reruns', result: 'skipped', why } };
}

/** Nothing can be told here, of this candidate or any other. */
export function inconclusive(why: string): Rerun {
  return { ...skipped(why), inconclusive: true };
}
