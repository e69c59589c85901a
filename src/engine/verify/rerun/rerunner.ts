// Climbs the rung `reruns`: runs the command that failed on the text as it is and on the patched one, and asks for the verdict.

import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { detectText, unhandledLines } from '../../detect/detect';
import { isCheckerReport } from '../../detect/dialects/checker-report';
import { isSameFailure } from '../../detect/same-problem';
import { isHealed } from '../../language';
import type { Problem } from '../../problem';
import { FilesByName } from '../../project/files-by-name';
import { DEFAULT_LIMITS, type SandboxRun } from '../sandbox/sandbox';
import { PAIRS, pairsNeeded } from './chance';
import { runnable } from './command';
import type { Baseline, Command, ObservedRun, Rerun, RerunRequest, WatchedStatement } from './contract';
import { inconclusiveProblem, inconclusiveRun } from './inconclusive';
import { lineMap } from './line-map';
import { changesNothing } from './no-change';
import { probeFor, readCoverage, readLoaded, type ProbedStatement } from './statement-coverage';
import { findTampering } from './tampering';
import { changedFiles, textAfter, textBefore, withColumns } from './texts';
import { failed, inconclusive, isSyntaxError, judge, named, skipped, unproved, unrunnable } from './verdict';
import { withOperation } from './watched-operation';
import { findWatchedStatement, patchedStatement } from './watched-statement';

/** Over the sandbox's own limit: a sandbox that does not keep it is not waited for. */
const GRACE_MS = 5000;
const COMES_AND_GOES = 'the error comes and goes by itself: that it stays away proves nothing';
/** Unpatched programs whose run is remembered. */
const MAX_KNOWN = 64;
/** One candidate alone. Several of one problem share a `Rerunner`. Never throws. */
export function rerun(request: RerunRequest): Promise<Rerun> {
  return new Rerunner().rerun(request);
}

/** Runs failing commands again, what is unpatched once for all candidates. */
export class Rerunner {
  private readonly known = new Map<string, UnpatchedRuns>();

  /** Never throws; ends within two to three times the limit of one run, twice that where runs can't be side by side or chance is at work. */
  async rerun(request: RerunRequest): Promise<Rerun> {
    const started = Date.now();
    const by = `${request.command.line.length > 80 ? `${request.command.line.slice(0, 79)}…` : request.command.line} in ${request.sandbox.name}`;
    let rerun: Rerun;
    try {
      rerun = await this.climb(request);
    } catch (error) {
      rerun = skipped(`the re-run itself failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    return { ...rerun, rung: { ...rerun.rung, by, ms: Date.now() - started } };
  }

  private async climb(request: RerunRequest): Promise<Rerun> {
    const command = runnable(request.command.line);
    if (!command.ok) return inconclusive(command.why);
    const files = await changedFiles(request);
    const problem = withColumns(request.problem, request.before);
    const reason = inconclusiveProblem(problem, request.network ?? false);
    if (reason) return inconclusive(unproved(reason));
    const lines = new Map(files.map((file) => [file.path, lineMap(file.before, file.after)]));
    // A checker only looks at the text: no statement of it is run, and a type is a change.
    const isRun = !isCheckerReport(problem);
    const place = isRun ? await findWatchedStatement(problem, request, lines) : undefined;
    const watched = place && !isSyntaxError(problem) ? await withOperation(place, problem, request, lines) : place;
    const statement = await patchedStatement(problem, watched, request, lines);
    // Of a text that did not parse no statement is known.
    const tampering = findTampering(files, problem.location.path, isSyntaxError(problem) || !isRun ? undefined : statement);
    if (tampering?.result === 'failed') return failed(tampering.why);

    // A syntax error does not come and go, and blanks may be all that was wrong.
    if (isRun && !isSyntaxError(problem) && (await changesNothing(files))) return failed('the patch changes nothing that the program does');

    const { before: statementBefore, after: statementAfter, operation } = watched ?? {};
    const watchedBefore = watched && statementBefore && { path: watched.path, statement: statementBefore, operation: operation?.before };
    const watchedAfter = watched && statementAfter && { path: watched.path, statement: statementAfter, operation: operation?.after };
    const runPatched = (pair: number, signal = request.signal): Promise<ObservedRun> =>
      observe({ ...request, signal }, command, 'after', pair, watchedAfter);
    const unpatched = this.unpatched(request, problem, watched);
    // Of a text that does not parse no statement is reached, and another seed does not change that.
    const runUnpatched = (pair: number): Promise<ObservedRun> =>
      isSyntaxError(problem)
        ? unpatched.run(0, () => observe(request, command, 'before', 0, undefined))
        : unpatched.run(pair, () => observe(request, command, 'before', pair, watchedBefore));
    // Side by side they have the same clock, too. What does not hold keeps nothing of one run from another.
    const together = request.sandbox.holds && availableParallelism() > 1;
    const unneeded = new AbortController();
    const early = together ? runPatched(0, AbortSignal.any([request.signal, unneeded.signal])) : undefined;
    const before = await baselineOf(problem, runUnpatched);
    if (before.refused !== undefined) {
      unneeded.abort();
      await early;
      return inconclusive(before.refused);
    }
    let observed = before.observed;
    let after = await (early ?? runPatched(0));
    const all = { before: [observed], after: [after] };
    // What nothing watches is run once each: a second time it would show no more, and what is compiled first takes long.
    const least = isHealed(problem.language) ? PAIRS : 1;
    for (let pair = 1, pairs = least; ; pair++) {
      if (request.signal.aborted) return skipped('cancelled');
      const verdict = await judge({ request, command, problem, watched, lines, before: { ...before, observed }, after });
      if (verdict.rung.result !== 'passed' || verdict.rung.rung !== 'reruns') return verdict;
      if (before.flaky) return inconclusive(COMES_AND_GOES);
      if (pair === least && least === PAIRS) pairs = await pairsNeeded(request, problem, all.before, all.after);
      if (pair >= pairs) return tampering ? skipped(tampering.why) : verdict;
      const other = runUnpatched(pair);
      if (!together) await other;
      [observed, after] = await Promise.all([other, runPatched(pair)]);
      if (!shownIn(observed, problem))
        return inconclusive(unrunnable(observed.run) ?? (observed.inconclusive ? unproved(observed.inconclusive) : COMES_AND_GOES));
      all.before.push(observed);
      all.after.push(after);
    }
  }

  /** The runs of the unpatched texts, shared by all candidates of the problem. */
  private unpatched(request: RerunRequest, problem: Problem, watched: WatchedStatement | undefined): UnpatchedRuns {
    const hash = createHash('sha256').update(
      JSON.stringify([
        request.command.line,
        request.command.cwd,
        request.root,
        request.network ?? false,
        problem.errorType,
        problem.message,
        problem.location,
        watched?.path,
        watched?.before,
        watched?.operation?.before.range,
        [...request.before],
      ]),
    );
    const key = hash.digest('hex');
    const known = this.known.get(key);
    if (known) return known;
    const fresh = new UnpatchedRuns();
    this.known.set(key, fresh);
    const oldest = this.known.keys().next();
    if (this.known.size > MAX_KNOWN && !oldest.done) this.known.delete(oldest.value);
    return fresh;
  }
}

/** The unpatched program, run once for each seed, however many candidates there are. */
class UnpatchedRuns {
  private readonly runs = new Map<number, Promise<ObservedRun>>();

  /** `start` where it was not run with this seed yet. */
  run(pair: number, start: () => Promise<ObservedRun>): Promise<ObservedRun> {
    const known = this.runs.get(pair);
    if (known) return known;
    const fresh = start();
    this.runs.set(pair, fresh);
    const forget = (): void => void this.runs.delete(pair);
    // Of a run that was broken off or never began nothing is known.
    void fresh.then(({ run }) => {
      if (run.ended === 'cancelled' || run.ended === 'not-started') forget();
    }, forget);
    return fresh;
  }
}

/** How the unpatched program behaves here. Where it does not show the error at first, it gets a second chance to. */
async function baselineOf(problem: Problem, run: (pair: number) => Promise<ObservedRun>): Promise<Baseline> {
  const first = await run(0);
  const once = { observed: first, flaky: false };
  const cannot = unrunnable(first.run);
  if (cannot !== undefined) return { refused: cannot, ...once };
  if (shownIn(first, problem)) return once;
  if (first.inconclusive) return { refused: unproved(first.inconclusive), ...once };
  const second = await run(1);
  if (shownIn(second, problem)) return { observed: second, flaky: true };
  const other = first.problems.at(-1);
  const refused = other
    ? `run again here, the program stops otherwise: ${named(other)}`
    : first.run.exitCode === 0
      ? 'the error does not show itself when the command is run again here'
      : `run again here, the program does not show the error (exit status ${String(first.run.exitCode)})`;
  return { refused, ...once };
}

/** The problem as a run of the unpatched program shows it. */
function shownIn(observed: ObservedRun, problem: Problem): Problem | undefined {
  const { path, range } = problem.location;
  return observed.problems.find(
    (one) =>
      one.location.path === path &&
      // Where the stack was full is chance.
      (one.location.range.start.line === range.start.line || one.errorType === 'RecursionError') &&
      (isSameFailure(one, problem) || (isSyntaxError(one) && isSyntaxError(problem))),
  );
}

/** The run of one set of texts. Ends a little after the limit whatever the sandbox does. */
async function observe(
  request: RerunRequest,
  command: Command,
  side: 'before' | 'after',
  pair: number,
  watched: Pick<ProbedStatement, 'path' | 'statement' | 'operation'> | undefined,
): Promise<ObservedRun> {
  const { cwd } = request.command;
  const text = watched && (await (side === 'before' ? textBefore : textAfter)(request, watched.path));
  const probe = watched && text !== undefined ? probeFor({ ...watched, length: text.length, seed: pair + 1 }, cwd, process.env) : undefined;
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  request.signal.addEventListener('abort', stop, { once: true });
  if (request.signal.aborted) stop();
  const ms = request.limits?.ms ?? DEFAULT_LIMITS.ms;
  let timer: NodeJS.Timeout | undefined;
  // A seed that the user has set is part of the program.
  const seed = /^\d+$/.test(process.env['PYTHONHASHSEED'] ?? '') ? {} : { PYTHONHASHSEED: String(pair + 1) };
  const late = new Promise<SandboxRun>((resolve) => {
    timer = setTimeout(() => {
      stop();
      resolve({ ended: 'timeout', exitCode: null, stdout: '', stderr: '', report: '', ms: ms + GRACE_MS, ownMs: 0 });
    }, ms + GRACE_MS);
  });
  try {
    const run = await Promise.race([
      request.sandbox.run({
        argv: ['/bin/sh', '-c', command.line],
        cwd,
        root: request.root,
        files: request[side],
        env: { PYTHONDONTWRITEBYTECODE: '1', FORCE_COLOR: '0', NO_COLOR: '1', CI: '1', ...seed, ...probe?.env },
        helpers: probe?.helpers ?? new Map<string, string>(),
        ...(request.limits ? { limits: request.limits } : {}),
        ...(request.network === undefined ? {} : { network: request.network }),
        signal: controller.signal,
      }),
      late,
    ]);
    const printed = `${run.stdout}\n${run.stderr}`;
    return {
      run,
      // What an error was raised from may itself be what is healed.
      problems: detectText(printed, {
        cwd,
        line: request.command.line,
        roots: [request.root],
        files: new FilesByName([request.root]),
        origin: 'terminal',
        ignored: true,
      }).flatMap((one) => [...one.causes, one]),
      unhandled: unhandledLines(printed),
      loaded: probe ? readLoaded(run.report, probe.key) : [],
      inconclusive: inconclusiveRun(run),
      coverage: probe && readCoverage(run.report, request.problem.language, probe.key),
    };
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', stop);
  }
}
