// Climbs the rung `tests`: the tests of a file before and after a patch. What passed must pass still; what failed and passes now is the proof.

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { RungResult, TestCounts } from '../../patch';
import { runnable } from '../rerun/command';
import { inconclusiveRun } from '../rerun/inconclusive';
import { findTampering } from '../rerun/tampering';
import { DEFAULT_LIMITS, type Sandbox, type SandboxLimits } from '../sandbox/sandbox';
import type { TestSuite } from './find-tests';
import { readResults, type TestCase } from './read-results';
import unittestRunner from './unittest_runner.py';

export interface TestsRequest {
  readonly suite: TestSuite;
  readonly root: string;
  /** Texts where they differ from the disk, by absolute path. */
  readonly files: ReadonlyMap<string, string>;
  readonly sandbox: Sandbox;
  readonly limits?: Partial<SandboxLimits>;
  readonly network?: boolean;
  readonly signal: AbortSignal;
}

export interface TestFailure {
  readonly test: string;
  readonly message: string;
  readonly path?: string;
  /** One-based. */
  readonly line?: number;
}

export interface TestsRun {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly TestFailure[];
  /** Every test by its id; empty where only the exit status is known. */
  readonly cases: ReadonlyMap<string, TestCase>;
  /** The runner's own verdict. */
  readonly ok: boolean;
  /** Why nothing is known: the runner is missing, was stopped, could not start. */
  readonly why?: string;
  readonly ms: number;
}

/** Tests take longer than a program. */
const TESTS_MS = 60_000;
const GRACE_MS = 5000;

/** One run of the suite. Never throws; ends a little after its limit. */
export async function runTests(request: TestsRequest): Promise<TestsRun> {
  const { suite, signal } = request;
  const key = randomBytes(9).toString('base64url');
  const line = lineOf(suite, key);
  const limits = { ms: TESTS_MS, ...request.limits };
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const started = Date.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      stop();
      resolve(undefined);
    }, limits.ms + GRACE_MS);
  });
  try {
    const run = await Promise.race([
      request.sandbox.run({
        argv: ['/bin/sh', '-c', line],
        cwd: suite.cwd,
        root: request.root,
        files: request.files,
        helpers: new Map([['self_heal_unittest.py', unittestRunner]]),
        env: { PYTHONDONTWRITEBYTECODE: '1', FORCE_COLOR: '0', NO_COLOR: '1', CI: '1' },
        // All results of a large suite must fit.
        limits: { outputBytes: 4 * DEFAULT_LIMITS.outputBytes, ...limits },
        ...(request.network === undefined ? {} : { network: request.network }),
        signal: controller.signal,
      }),
      late,
    ]);
    const ms = Date.now() - started;
    if (!run) return nothing('the tests did not end in time', ms);
    if (run.ended === 'cancelled') return nothing('cancelled', ms);
    if (run.ended === 'not-started') return nothing(run.why ?? 'the tests could not be started', ms);
    const missing = missingRunner(suite, run.stderr, run.exitCode);
    if (missing) return nothing(missing, ms);
    const results = readResults(ownReport(run.report, suite, key)) ?? [];
    const count = (outcome: TestCase['outcome']): number => results.filter((one) => one.outcome === outcome).length;
    const failures = results
      .filter((one) => one.outcome === 'failed')
      .map(({ id, message, path: file, line: at }): TestFailure => ({
        test: id,
        message: message ?? '',
        ...(file === undefined ? {} : { path: path.resolve(suite.cwd, file) }),
        ...(at === undefined ? {} : { line: at }),
      }));
    const inconclusive = run.ended === 'exited' && results.length > 0 ? undefined : inconclusiveRun(run);
    return {
      passed: count('passed'),
      failed: failures.length,
      skipped: count('skipped'),
      failures,
      cases: new Map(results.map((one) => [one.id, one])),
      ok: run.exitCode === 0,
      ms,
      ...(inconclusive === undefined ? {} : { why: `not proved: ${inconclusive}` }),
    };
  } catch (error) {
    return nothing(error instanceof Error ? error.message : String(error), Date.now() - started);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

export interface ProveByTestsRequest extends Omit<TestsRequest, 'files'> {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** The file the problem is in. */
  readonly path: string;
}

/** Keeps the runs of unpatched texts, so that several candidates share one. */
export class TestProver {
  private readonly known = new Map<string, Promise<TestsRun>>();

  /** Never throws. */
  async prove(request: ProveByTestsRequest): Promise<{ readonly rung: RungResult; readonly after?: TestsRun }> {
    const started = Date.now();
    const { suite, before, after, ...rest } = request;
    const by = `${suite.line ?? suite.runner}${suite.files.length > 0 ? ` on ${suite.files.map((file) => path.basename(file)).join(', ')}` : ''}`;
    const rung = (result: RungResult['result'], why?: string, counts?: TestCounts): RungResult => ({
      rung: 'tests',
      result,
      by,
      ms: Date.now() - started,
      ...(why === undefined ? {} : { why }),
      ...(counts === undefined ? {} : { counts }),
    });
    const changed = [...after]
      .filter(([file, text]) => before.get(file) !== text)
      .map(([file, text]) => ({ path: file, before: before.get(file) ?? text, after: text }));
    const tampering = findTampering(changed, request.path, undefined);
    if (tampering?.result === 'failed') return { rung: rung('failed', tampering.why) };
    const key = JSON.stringify([suite, request.root, [...before]]);
    let old = this.known.get(key);
    if (!old) this.known.set(key, (old = runTests({ ...rest, suite, files: before })));
    const was = await old;
    if (was.why !== undefined) {
      this.known.delete(key);
      return { rung: rung('skipped', was.why) };
    }
    const is = await runTests({ ...rest, suite, files: after });
    const verdict = compareTests(was, is);
    return { rung: rung(verdict.result, verdict.why, countTests(was, is)), after: is };
  }
}

/** What two runs of the same tests say of the patch between them. Pure. */
export function compareTests(before: TestsRun, after: TestsRun): Pick<RungResult, 'result' | 'why'> {
  if (after.why !== undefined) return { result: 'skipped', why: after.why };
  if (after.cases.size === 0 || before.cases.size === 0) {
    if (before.cases.size > 0 && before.passed > 0) return { result: 'failed', why: 'the tests can no longer be run' };
    if (after.cases.size > 0)
      return after.failed === 0 && after.passed > 0 && !before.ok ? { result: 'passed' } : { result: 'skipped', why: firstFailure(after) };
    // The exit status alone.
    if (before.ok && !after.ok) return { result: 'failed', why: 'the tests passed before and fail now' };
    if (!before.ok && after.ok) return { result: 'passed', why: 'known by the exit status alone' };
    return {
      result: 'skipped',
      why: after.ok ? 'the tests passed before, too: they do not show the error' : 'the tests fail as they did before',
    };
  }
  const broken: string[] = [];
  const dodged: string[] = [];
  let healed = 0;
  for (const [id, was] of before.cases) {
    const is = after.cases.get(id)?.outcome;
    if (was.outcome === 'passed' && is !== 'passed')
      broken.push(`${id} ${is === 'failed' ? 'fails now' : is === 'skipped' ? 'is skipped now' : 'is gone'}`);
    if (was.outcome === 'failed' && is === 'passed') healed++;
    // A file that could not be loaded is one failed test that goes when its tests come.
    if (
      was.outcome === 'failed' &&
      (is === 'skipped' ||
        (is === undefined && ![...after.cases.values()].some((one) => !before.cases.has(one.id) && one.outcome === 'passed')))
    )
      dodged.push(`${id} ${is === 'skipped' ? 'is skipped now' : 'is gone'}`);
    if (was.outcome === 'failed' && is === undefined) healed++;
  }
  if (broken.length > 0) return { result: 'failed', why: `passed before: ${listed(broken)}` };
  if (dodged.length > 0) return { result: 'failed', why: `failed before: ${listed(dodged)}` };
  const appeared = [...after.cases.values()].filter((one) => !before.cases.has(one.id) && one.outcome === 'failed');
  if (healed === 0)
    return {
      result: 'skipped',
      why:
        before.failed === 0 ? `${plural(after.passed)} passed before, too: they do not show the error` : 'the tests that failed fail still',
    };
  if (appeared.length > 0) return { result: 'skipped', why: firstFailure(after) };
  const left = after.failed;
  return left > 0
    ? { result: 'passed', why: `${plural(left)} that failed before ${left === 1 ? 'fails' : 'fail'} still` }
    : { result: 'passed' };
}

/** What became of each test; undefined where one of the runs did not tell them apart. */
export function countTests(before: TestsRun, after: TestsRun): TestCounts | undefined {
  if (after.why !== undefined || before.cases.size === 0 || after.cases.size === 0) return undefined;
  const was = (id: string): TestCase['outcome'] | undefined => before.cases.get(id)?.outcome;
  const now = [...after.cases.values()];
  return {
    passed: now.filter(({ outcome }) => outcome === 'passed').length,
    healed: now.filter(({ id, outcome }) => outcome === 'passed' && was(id) !== 'passed').length,
    stillFailing: now.filter(({ id, outcome }) => outcome === 'failed' && was(id) !== 'passed').length,
    newlyBroken: [...before.cases].filter(([id, { outcome }]) => outcome === 'passed' && after.cases.get(id)?.outcome !== 'passed').length,
  };
}

function firstFailure(run: TestsRun): string {
  const first = run.failures[0];
  return first ? `${first.test} fails: ${first.message.split('\n')[0] ?? ''}`.slice(0, 200) : 'no test passed';
}

function plural(count: number): string {
  return count === 1 ? '1 test' : `${String(count)} tests`;
}

function listed(all: readonly string[]): string {
  return all.length <= 3 ? all.join(', ') : `${all.slice(0, 3).join(', ')} and ${String(all.length - 3)} more`;
}

function nothing(why: string, ms: number): TestsRun {
  return { passed: 0, failed: 0, skipped: 0, failures: [], cases: new Map(), ok: false, why, ms };
}

function missingRunner(suite: TestSuite, stderr: string, exitCode: number | null): string | undefined {
  if (suite.runner === 'pytest' && /No module named '?pytest/.test(stderr)) return 'pytest is not installed';
  if (
    exitCode === 127 ||
    /could not determine executable to run|npm error code (?:E404|ENOTFOUND|ENOTCACHED|EAI_AGAIN)|canceled due to missing packages/.test(
      stderr,
    )
  )
    return `${suite.runner} is not installed`;
  return undefined;
}

/** Without what the tested code wrote there itself: it does not know the key. */
function ownReport(report: string, suite: TestSuite, key: string): string {
  if (suite.runner === 'unittest')
    return report
      .split('\n')
      .filter((line) => line.startsWith(`${key} `))
      .map((line) => line.slice(key.length + 1))
      .join('\n');
  const at = report.indexOf(`${key}\n`);
  return at < 0 ? '' : report.slice(at + key.length + 1);
}

const PYTHON = '$(command -v python || echo python3)';

/** The line for `/bin/sh`. Results go by a file of the throw-away folder into the report: runners want a file, not a pipe. */
function lineOf(suite: TestSuite, key: string): string {
  const files = suite.files.map((file) => quoted(path.relative(suite.cwd, file) || file)).join(' ');
  const reported = (line: (file: string) => string): string =>
    `dir=$(mktemp -d) || exit 127; ${line('"$dir/out"')}; code=$?; echo ${key} >&"$SELF_HEAL_REPORT"; [ -f "$dir/out" ] && cat "$dir/out" >&"$SELF_HEAL_REPORT"; rm -rf "$dir"; exit $code`;
  const local = (program: string): string => `PATH="$PWD/node_modules/.bin:$PATH" ${program}`;
  switch (suite.runner) {
    case 'pytest':
      return reported((out) => `${PYTHON} -m pytest -q -p no:cacheprovider --junitxml=${out} ${files}`);
    case 'unittest':
      return `${PYTHON} "$SELF_HEAL_HELPERS/self_heal_unittest.py" ${key} ${files}`;
    case 'node':
      return reported((out) => `node --test --test-reporter=junit --test-reporter-destination=${out} ${files}`);
    case 'jest':
      return reported((out) => local(`jest --ci --json --outputFile=${out} ${files === '' ? '' : `--runTestsByPath ${files}`}`));
    case 'vitest':
      return reported((out) => local(`vitest run --reporter=json --outputFile=${out} ${files}`));
    case 'mocha':
      return reported((out) => local(`mocha --reporter json --reporter-option output=${out} ${files}`));
    case 'command': {
      // A person's own setting: what is not known to be a runner is taken at their word.
      const command = runnable(suite.line ?? '');
      return command.ok ? command.line : (suite.line ?? '');
    }
  }
}

function quoted(word: string): string {
  return `'${word.startsWith('-') ? './' : ''}${word.replaceAll("'", String.raw`'\''`)}'`;
}
