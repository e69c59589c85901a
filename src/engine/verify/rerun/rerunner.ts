// Climbs the rung `reruns`: runs the command that failed on the text as it is and on the patched one, and asks for the verdict.

import { createHash } from 'node:crypto';
import { detectText } from '../../detect/detect';
import { hasSameWords, isSameFailure } from '../../detect/same-problem';
import type { Problem } from '../../problem';
import { DEFAULT_LIMITS, type SandboxRun } from '../sandbox/sandbox';
import { runnable } from './command';
import type { Baseline, Command, ObservedRun, Rerun, RerunRequest, WatchedStatement } from './contract';
import { inconclusiveProblem, inconclusiveRun } from './inconclusive';
import { lineMap } from './line-map';
import { probeFor, readCoverage, type ProbedStatement } from './statement-coverage';
import { findTampering } from './tampering';
import { changedFiles, textAfter, textBefore, withColumns } from './texts';
import { failed, inconclusive, isSyntaxError, judge, named, skipped, unproved, unrunnable } from './verdict';
import { withOperation } from './watched-operation';
import { findWatchedStatement, patchedStatement } from './watched-statement';

/** Over the sandbox's own limit: a sandbox that does not keep it is not waited for. */
const GRACE_MS = 5000;
/** Unpatched programs whose run is remembered. */
const MAX_KNOWN = 64;
/** Makes a program come out otherwise another time: chance, the clock, what runs at once, the order of a folder. */
const NONDETERMINISM =
  /\brandom\b|\bMath\.random\b|\bshuffle\b|\buuid\w*\b|\bsecrets\b|\burandom\b|\bthreading\b|\bmultiprocessing\b|\bconcurrent\.futures\b|\bworker_threads\b|\b(?:time|perf_counter|monotonic)(?:_ns)?\s*\(\s*\)|\b(?:utc)?now\s*\(|\btoday\s*\(|\bnew\s+Date\s*\(\s*\)|\bhrtime\b|\bgetpid\b|\bprocess\.pid\b|\blistdir\b|\bscandir\b|\bPromise\.race\b|\bfirst_completed\b/i;
/** Of a program that is not deterministic so many runs must agree, … */
const NONDETERMINISTIC_RUNS = 3;
/** … or two where one takes longer than this, ms. */
const QUICK_MS = 1500;
/** Files that a failure went through and that are looked at for what is not deterministic. */
const MAX_FILES = 8;

/** One candidate alone. Several of one problem share a `Rerunner`. Never throws. */
export function rerun(request: RerunRequest): Promise<Rerun> {
  return new Rerunner().rerun(request);
}

/** Runs failing commands again, each unpatched program once. */
export class Rerunner {
  private readonly baselines = new Map<string, Promise<Baseline>>();

  /** Never throws; ends within two to four times the limit of one run. */
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
    const place = await findWatchedStatement(problem, request, lines);
    const watched = place && !isSyntaxError(problem) ? await withOperation(place, problem, request, lines) : place;
    const statement = await patchedStatement(problem, watched, request, lines);
    // Of a text that did not parse no statement is known.
    const tampering = findTampering(files, problem.location.path, isSyntaxError(problem) ? undefined : statement);
    if (tampering?.result === 'failed') return failed(tampering.why);

    const before = await this.baseline(request, command, problem, watched);
    if (before.refused !== undefined) return inconclusive(before.refused);
    for (let time = 1; ; time++) {
      if (request.signal.aborted) return skipped('cancelled');
      const after = await observe(
        request,
        command,
        'after',
        watched?.after && { path: watched.path, statement: watched.after, operation: watched.operation?.after },
      );
      const verdict = await judge({ request, command, problem, watched, lines, before, after });
      if (verdict.rung.result !== 'passed') return verdict;
      if (time < before.times) continue;
      if (before.flaky) return inconclusive('the error comes and goes by itself: that it stayed away twice proves nothing');
      return tampering ? skipped(tampering.why) : verdict;
    }
  }

  /** The run on the unpatched texts, shared by all candidates of the problem. */
  private baseline(request: RerunRequest, command: Command, problem: Problem, watched: WatchedStatement | undefined): Promise<Baseline> {
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
    const known = this.baselines.get(key);
    if (known) return known;
    const fresh = runBaseline(request, command, problem, watched);
    this.baselines.set(key, fresh);
    const oldest = this.baselines.keys().next();
    if (this.baselines.size > MAX_KNOWN && !oldest.done) this.baselines.delete(oldest.value);
    // Of a run that was broken off or never began nothing is known.
    void fresh.then(
      ({ observed }) => {
        if (!observed || observed.run.ended === 'cancelled' || observed.run.ended === 'not-started') this.baselines.delete(key);
      },
      () => this.baselines.delete(key),
    );
    return fresh;
  }
}

async function runBaseline(
  request: RerunRequest,
  command: Command,
  problem: Problem,
  watched: WatchedStatement | undefined,
): Promise<Baseline> {
  const statement =
    watched?.before && !isSyntaxError(problem)
      ? { path: watched.path, statement: watched.before, operation: watched.operation?.before }
      : undefined;
  const first = await observe(request, command, 'before', statement);
  const cannot = unrunnable(first.run);
  const once = { observed: first, times: 1, flaky: false };
  if (cannot !== undefined) return { refused: cannot, ...once };
  const shown = shownIn(first, problem);
  const nondeterministic = await isNondeterministic(request, problem);
  if (shown && hasSameWords(shown, problem) && !nondeterministic) return once;
  if (!shown && first.inconclusive) return { refused: unproved(first.inconclusive), ...once };
  const times = nondeterministic && first.run.ms < QUICK_MS ? NONDETERMINISTIC_RUNS : 2;
  const all = [first];
  while (all.length < times && !request.signal.aborted) all.push(await observe(request, command, 'before', statement));
  const showing = all.filter((observed) => shownIn(observed, problem));
  if (showing.length > 0) return { observed: showing[0] ?? first, times, flaky: showing.length < all.length };
  const other = first.problems.at(-1);
  const refused =
    first.run.exitCode === 0
      ? 'the error does not show itself when the command is run again here'
      : other
        ? `run again here, the program stops otherwise: ${named(other)}`
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

/** Whether a file of the user's own that the failure went through may come out otherwise another time. */
async function isNondeterministic(request: RerunRequest, problem: Problem): Promise<boolean> {
  const files = new Set([problem.location.path, ...problem.frames.filter((frame) => frame.own).map((frame) => frame.location.path)]);
  for (const file of [...files].slice(0, MAX_FILES)) if (NONDETERMINISM.test((await textBefore(request, file)) ?? '')) return true;
  return false;
}

/** The run of one set of texts. Ends a little after the limit whatever the sandbox does. */
async function observe(
  request: RerunRequest,
  command: Command,
  side: 'before' | 'after',
  watched: Pick<ProbedStatement, 'path' | 'statement' | 'operation'> | undefined,
): Promise<ObservedRun> {
  const { cwd } = request.command;
  const text = watched && (await (side === 'before' ? textBefore : textAfter)(request, watched.path));
  const probe = watched && text !== undefined ? probeFor({ ...watched, length: text.length }, cwd, process.env) : undefined;
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  request.signal.addEventListener('abort', stop, { once: true });
  if (request.signal.aborted) stop();
  const ms = request.limits?.ms ?? DEFAULT_LIMITS.ms;
  let timer: NodeJS.Timeout | undefined;
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
        env: { PYTHONDONTWRITEBYTECODE: '1', FORCE_COLOR: '0', NO_COLOR: '1', CI: '1', ...probe?.env },
        helpers: probe?.helpers ?? new Map<string, string>(),
        ...(request.limits ? { limits: request.limits } : {}),
        ...(request.network === undefined ? {} : { network: request.network }),
        signal: controller.signal,
      }),
      late,
    ]);
    return {
      run,
      problems: detectText(`${run.stdout}\n${run.stderr}`, { cwd, roots: [request.root], origin: 'terminal' }),
      inconclusive: inconclusiveRun(run),
      coverage: probe && readCoverage(run.report, request.problem.language, probe.key),
    };
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', stop);
  }
}
