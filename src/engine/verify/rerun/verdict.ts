// What one run of the patched program proves, compared with the run of the program as it is.

import path from 'node:path';
import { pointsToOwnCode } from '../../detect/detect';
import { isCheckerReport } from '../../detect/dialects/checker-report';
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
import { isToldComparison } from './told-comparison';
import { isTestFile } from '../../detect/test-file';
import { isHealed } from '../../language';
import { textAfter, withColumns } from './texts';
import { isStackOverflow } from './watched-operation';

const SYNTAX = /^(?:SyntaxError|IndentationError|TabError)$/;
/** A guard in front of the failing line is right where a test that nobody touched says so: it went through the line and passes now. */
const TESTED = 'the test that failed passes now';
/** A program that did not parse meant nothing yet: what the patch makes of it, its own output can't judge. */
const ENDS_WELL = 'it parses, and the program ends without an error; whether it is what you meant, a run can’t tell';
const TOLD = 'the test passes with the comparison that its runner named';
const NOT_COUNTED = 'could not see whether the failing line was reached again';

/** The program could not be read; `JSON.parse` and its like report their data by the same name. */
export const isSyntaxError = ({ errorType, message }: Problem): boolean => SYNTAX.test(errorType) && !/\bJSON\b/.test(message);

export async function judge(facts: Comparison): Promise<Rerun> {
  const { request, command, before, after } = facts;
  const cannot = unrunnable(after.run);
  if (cannot !== undefined) return inconclusive(cannot);
  const same = sameErrorAgain(facts);
  if (same) return { ...failed(`the same error came again at line ${lineNumber(same)}`), next: same, stoppedByOther: false };

  const fresh = freshProblems(facts);
  if (isCheckerReport(facts.problem)) return judgeReport(facts, fresh);
  const next = command.tests ? fresh[0] : fresh.at(-1);
  if (next && (after.run.exitCode !== 0 || !after.inconclusive)) {
    if (after.inconclusive && !isOfPatchedProgram(next, after, request)) return stoppedByEnvironment(after, after.inconclusive);
    return judgeNextError(facts, next);
  }
  if (after.inconclusive) return stoppedByEnvironment(after, after.inconclusive);
  if (after.run.exitCode !== 0) {
    if (command.tests && after.problems.length > 0) {
      const reached = judgeCoverage(facts);
      return reached.rung.result === 'passed' ? passed('the error is gone; other tests still fail as they did before') : reached;
    }
    return skipped(`the error is gone, but the program ends with exit status ${String(after.run.exitCode)}`);
  }
  const unhandled = freshUnhandled(before.observed.unhandled, after.unhandled);
  if (unhandled !== undefined)
    return skipped(`the error is gone, but the program reports one that nothing handled: ${shortened(unhandled)}`);
  return judgeCoverage(facts);
}

/** A checker looked at the patched text, nothing was run: it says that its report is gone, not that the patch is right. */
function judgeReport({ problem, after }: Comparison, [next]: readonly Problem[]): Rerun {
  if (next) return { ...failed(`it is gone, but line ${lineNumber(next)} is reported now: ${named(next)}`), next, stoppedByOther: false };
  if (after.inconclusive) return stoppedByEnvironment(after, after.inconclusive);
  if (after.run.exitCode !== 0 && after.problems.length === 0)
    return skipped(`it is no longer reported, but the command ends with exit status ${String(after.run.exitCode)}`);
  const why = after.problems.length > 0 ? 'it is no longer reported, and nothing new is' : 'nothing is reported any more';
  // Of a language that nothing else here reads, its compiler is the whole proof, and it has the last word.
  if (!isHealed(problem.language)) return after.run.exitCode === 0 ? passed(why) : skipped(`${why}, but the command still fails`);
  return { rung: { rung: 'checks', result: 'passed', why }, endsWell: 'reached' };
}

/** The error that was to be mended, where the patched program still stops at it. */
function sameErrorAgain({ problem, watched, lines, after }: Comparison): Problem | undefined {
  const line = watched?.line ?? problem.location.range.start.line;
  const added = lines.get(problem.location.path)?.added ?? new Set();
  return after.problems.find((one) => isFailingAgain(problem, one, { line, added }));
}

/**
 * Errors that the patched program shows and the unpatched one did not, at that place: what a program printed all along, and went on, says nothing
 * of the patch. The failure itself, wherever it comes now, is none of those.
 */
function freshProblems({ problem, lines, before, after, command }: Comparison): Problem[] {
  const place = (one: Problem, line: number | undefined): string =>
    // Where the stack was full is chance.
    JSON.stringify([wordsOf(one), one.location.path, one.errorType === 'RecursionError' ? 0 : line]);
  const { path: file, range } = problem.location;
  const known = new Set(
    before.observed.problems
      .filter((one) => !(isSameFailure(one, problem) && one.location.path === file && one.location.range.start.line === range.start.line))
      .map((one) => {
        const { line } = one.location.range.start;
        const map = lines.get(one.location.path);
        return place(one, map ? map.newLine(line) : line);
      }),
  );
  // Several tests may fail with the same words; of one test all are told.
  const words = command.tests ? new Set(before.observed.problems.map(wordsOf)) : undefined;
  return after.problems.filter(
    (one) =>
      !known.has(place(one, one.location.range.start.line)) &&
      !words?.has(wordsOf(one)) &&
      // What a library reports of itself, and survives, is not the program's failure.
      (after.run.exitCode !== 0 || pointsToOwnCode(one)),
  );
}

/** A line by which the runtime says that nothing handled an error, and that the unpatched program did not give rise to. */
function freshUnhandled(before: readonly string[], after: readonly string[]): string | undefined {
  // Node's last words are the same for every error: one of them was that of the failure itself.
  const isLastWords = (line: string): boolean => line.startsWith('Node.js ');
  const count = (lines: readonly string[]): number => lines.filter(isLastWords).length;
  return after.find((line) => (isLastWords(line) ? count(after) >= Math.max(1, count(before)) : !before.includes(line)));
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
  const does = after.run.exitCode === 0 ? 'shows an error at' : 'stops at';
  const stops = `line ${lineNumber(next)}${next.location.path === problem.location.path ? '' : ` of ${path.basename(next.location.path)}`}: ${named(next)}`;
  const text = await textAfter(request, next.location.path);
  const statement =
    text === undefined
      ? undefined
      : await statementAt(new SourceText(text), next.language, withColumns(next, new Map([[next.location.path, text]])).location.range);
  const answer = (rerun: Rerun): Rerun => ({ ...rerun, next, stoppedByOther: true });
  if (isPatched(next, statement, lines.get(next.location.path))) return answer(failed(`the patched line now fails: ${stops}`));
  if (isAssertion(next, statement) && (facts.command.tests || isTestFile(next.location.path) || statement?.asserts === true))
    return answer({
      ...failed(`the error is gone, but a test's assertion fails now at ${stops}`),
      ...(facts.command.tests && !failedBefore(next, before.observed.problems) ? { regressed: true } : {}),
    });
  const [was, is] = [before.observed.coverage, after.coverage];
  if (was && is && is.begun < was.begun && is.begun === 0 && !isSyntaxError(problem))
    return answer({ ...failed(`the program now stops before the line that failed, at ${stops}`), regressed: true });
  if (
    isSyntaxError(problem) &&
    isSyntaxError(next) &&
    next.location.path === problem.location.path &&
    next.location.range.start.line < (watched?.line ?? 0)
  )
    return answer({ ...failed(`the text now fails earlier, at ${stops}`), regressed: true });
  const again = isSameFailure(next, problem) && next.message === problem.message;
  return answer(skipped(`the error is gone${again ? ' there' : ''}, but the program now ${does} ${stops}`));
}

/** Whether the test that an error came up in did not pass before either. */
function failedBefore(next: Problem, before: readonly Problem[]): boolean {
  const testOf = ({ frames, location }: Problem): string => {
    const frame = frames.find(({ own, location: { path: file } }) => own && isTestFile(file));
    return frame ? `${frame.location.path} ${frame.name ?? ''}` : location.path;
  };
  return before.some((one) => testOf(one) === testOf(next));
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

/** The same, also where the test itself is where the error came up. */
function isOfUntouchedTest({ problem, lines }: Comparison): boolean {
  return problem.frames.some(({ own, location: { path: file } }) => own && isTestFile(file) && !lines.has(file));
}

/** Did it get as far, and through the statement? */
function judgeStatement(facts: Comparison): Rerun {
  const { request, problem, watched, before, after, command } = facts;
  if (!isHealed(problem.language)) return judgeUnwatched(facts);
  if (!request.statement) return skipped('the patch left nothing of the failing line, so that the program goes on proves nothing');
  const was = before.observed.coverage;
  const is = after.coverage;
  if (isSyntaxError(problem)) return judgeSyntax({ watched, after: { coverage: is }, command, lines: facts.lines });
  if (command.isolated || !watched?.after) return skipped(NOT_COUNTED);
  // Test runners that transform what they load, or load it in a process of their own, keep it from being counted: the test that went through the line judges as well.
  if (!is || !was || was.begun === 0) {
    if (command.tests && isOfUntouchedTest(facts)) return passed(TESTED);
    return command.tests && isToldComparison(problem) ? passed(TOLD) : skipped(NOT_COUNTED);
  }
  if (!watched.before || was.begun <= was.completed || was.capped) return skipped(NOT_COUNTED);
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

/** No probe watches this language: that the error is gone, and that the program came as far as before, is what can be seen. */
function judgeUnwatched({ before, after, command }: Comparison): Rerun {
  if (command.tests) return after.run.exitCode === 0 ? passed(TESTED) : skipped('the error is gone, but the tests still fail');
  const printed = before.observed.run.stdout.trimEnd();
  if (!after.run.stdout.startsWith(printed)) return skipped('the error is gone, but the program no longer prints what it printed before');
  return passed('the error is gone and the program ends well; which lines it went through can not be seen');
}

/** A program that was not read before now ends well: only a test run whose tests nobody touched, and which went through the line, can tell more. */
function judgeSyntax({
  watched,
  after: { coverage },
  command,
  lines,
}: Pick<Comparison, 'watched' | 'command' | 'lines'> & { readonly after: Pick<ObservedRun, 'coverage'> }): Rerun {
  if (coverage && coverage.begun > 0 && coverage.completed < coverage.begun) return skipped('the mended line fails; its error is caught');
  if (coverage?.begun === 0) return { ...skipped('the mended line was not reached by this run'), endsWell: 'unreached' };
  // A statement of the file itself is reached by importing it, whatever the tests look at.
  const tested = command.tests && coverage && watched?.after?.inFile === false && ![...lines.keys()].some(isTestFile);
  return tested ? passed(TESTED) : { ...skipped(ENDS_WELL), endsWell: 'reached' };
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
  return `${problem.errorType}${message === '' ? '' : `: ${shortened(message)}`}`;
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
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
