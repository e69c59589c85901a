// Climbs the rung `reruns`: the command that failed, run on the text as it is and on the patched one, and what the difference proves.

import fs from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { detectText } from '../../detect/detect';
import { settle } from '../../detect/settle-columns';
import type { Problem, Range } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import { DEFAULT_LIMITS, type SandboxRun } from '../sandbox/sandbox';
import { runnable, type Runnable } from './command';
import { obstacleOf, obstacleOfProblem, type Obstacle } from './inconclusive';
import { placeAt, type Place } from './statement';
import { readReach, watching, type Reach, type Watched } from './statement-coverage';
import type { Rerun, RerunRequest } from './contract';
import type { ChangedFile } from './oracle-changes';
import { shortcutOf, type PatchedStatement } from './tampering';
import { textChange, type TextChange } from './line-map';

type Command = Extract<Runnable, { ok: true }>;

/** What one run showed. */
interface Seen {
  readonly run: SandboxRun;
  readonly problems: readonly Problem[];
  readonly obstacle: Obstacle | undefined;
  readonly reach: Reach | undefined;
}

/** How the unpatched program behaves here. */
interface Before {
  /** Why nothing can be proved: the failure does not show itself. */
  readonly refused?: string;
  readonly seen?: Seen;
  /** The patched program is run so often: more than once where it may come out otherwise another time. */
  readonly times: number;
  /** It did not fail every time. */
  readonly flaky: boolean;
}

/** The statement that is watched, before and after; a side is undefined where its text has none. */
interface Target {
  readonly path: string;
  readonly before: Place | undefined;
  readonly after: Place | undefined;
  /** Line of the problem in the patched text. */
  readonly line: number;
}

/** Over the sandbox's own limit: a sandbox that does not keep it is not waited for. */
const GRACE_MS = 5000;
const MAX_KNOWN = 64;
const SYNTAX = /^(?:SyntaxError|IndentationError|TabError)$/;
/** What makes a program come out otherwise another time: chance, the clock, what runs at once, the order of a folder. */
const CHANCE =
  /\brandom\b|\bMath\.random\b|\bshuffle\b|\buuid\w*\b|\bsecrets\b|\burandom\b|\bthreading\b|\bmultiprocessing\b|\bconcurrent\.futures\b|\bworker_threads\b|\b(?:time|perf_counter|monotonic)(?:_ns)?\s*\(\s*\)|\b(?:utc)?now\s*\(|\btoday\s*\(|\bnew\s+Date\s*\(\s*\)|\bhrtime\b|\bgetpid\b|\bprocess\.pid\b|\blistdir\b|\bscandir\b|\bPromise\.race\b|\bfirst_completed\b/i;
/** Of a program that chance has a part in, so many runs must agree, … */
const OFTEN = 3;
/** … unless one takes longer than this, ms. */
const QUICK_MS = 1500;
const DEEP = /^RecursionError$/;
/** A guard in front of the failing line is right where a test that nobody touched says so: it went through the line and passes now. */
const TESTED = 'the test that failed passes now';
const UNSEEN = 'could not see whether the failing line was reached again';

/** One candidate alone. Several of one problem share a `Rerunner`. Never throws. */
export function rerun(request: RerunRequest): Promise<Rerun> {
  return new Rerunner().rerun(request);
}

/** Runs failing commands again, each unpatched program once. */
export class Rerunner {
  private readonly known = new Map<string, Promise<Before>>();

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
    if (!command.ok) return blind(command.why);
    const files = await changedFiles(request);
    const lineOf = lineReader(request.before);
    const problem = settle(request.problem, (file, line) => lineOf(file, line));
    const hindered = obstacleOfProblem(problem, request.network ?? false);
    if (hindered) return blind(unproved(hindered));
    const changes = new Map(files.map((file) => [file.path, textChange(file.before, file.after)]));
    const target = await targetOf(problem, request, changes);
    const statement = await statementsOf(problem, target, request, changes);
    // Of a text that did not parse no statement is known.
    const shortcut = shortcutOf(files, problem.location.path, SYNTAX.test(problem.errorType) ? undefined : statement);
    if (shortcut?.result === 'failed') return failed(shortcut.why);

    const before = await this.before(request, command, problem, target);
    if (before.refused !== undefined) return blind(before.refused);
    for (let time = 0; ; time++) {
      if (request.signal.aborted) return skipped('cancelled');
      const seen = await look(request, command, request.after, target?.after && { path: target.path, place: target.after });
      const verdict = await judge(request, { command, problem, target, changes, before, after: seen });
      const again = time + 1 < before.times;
      if (verdict.rung.result !== 'passed' || !again) {
        if (verdict.rung.result === 'passed' && before.flaky)
          return blind('the error comes and goes by itself: that it stayed away twice proves nothing');
        if (verdict.rung.result === 'passed' && shortcut) return skipped(shortcut.why);
        return verdict;
      }
    }
  }

  /** The run on the unpatched texts, shared by all candidates of the problem. */
  private before(request: RerunRequest, command: Command, problem: Problem, target: Target | undefined): Promise<Before> {
    const hash = createHash('sha256').update(
      JSON.stringify([
        request.command.line,
        request.command.cwd,
        request.root,
        request.network ?? false,
        problem.errorType,
        problem.message,
        problem.location,
        target?.path,
        target?.before,
        [...request.before],
      ]),
    );
    const key = hash.digest('hex');
    const known = this.known.get(key);
    if (known) return known;
    const fresh = runBefore(request, command, problem, target);
    this.known.set(key, fresh);
    const oldest = this.known.keys().next();
    if (this.known.size > MAX_KNOWN && !oldest.done) this.known.delete(oldest.value);
    // Of a run that was broken off or never began nothing is known.
    void fresh.then(
      (result) => {
        if (!result.seen || result.seen.run.ended === 'cancelled' || result.seen.run.ended === 'not-started') this.known.delete(key);
      },
      () => this.known.delete(key),
    );
    return fresh;
  }
}

async function runBefore(request: RerunRequest, command: Command, problem: Problem, target: Target | undefined): Promise<Before> {
  const watched = target?.before && !SYNTAX.test(problem.errorType) ? { path: target.path, place: target.before } : undefined;
  const first = await look(request, command, request.before, watched);
  const cannot = unrunnable(first.run);
  const once = { seen: first, times: 1, flaky: false };
  if (cannot !== undefined) return { refused: cannot, ...once };
  const shown = shows(first, problem);
  const chance = await leftToChance(request, problem);
  if (shown && fingerprint(shown) === fingerprint(problem) && !chance) return once;
  if (!shown && first.obstacle) return { refused: unproved(first.obstacle), ...once };
  const times = chance && first.run.ms < QUICK_MS ? OFTEN : 2;
  const all = [first];
  while (all.length < times && !request.signal.aborted) all.push(await look(request, command, request.before, watched));
  const showing = all.filter((seen) => shows(seen, problem));
  if (showing.length > 0) return { seen: showing[0] ?? first, times, flaky: showing.length < all.length };
  const other = first.problems.at(-1);
  const refused =
    first.run.exitCode === 0
      ? 'the error does not show itself when the command is run again here'
      : other
        ? `run again here, the program stops otherwise: ${named(other)}`
        : `run again here, the program does not show the error (exit status ${String(first.run.exitCode)})`;
  return { refused, ...once };
}

/** Whether a file of the user's own that the failure went through may come out otherwise another time. */
async function leftToChance(request: RerunRequest, problem: Problem): Promise<boolean> {
  const files = new Set([problem.location.path, ...problem.frames.filter((frame) => frame.own).map((frame) => frame.location.path)]);
  for (const file of [...files].slice(0, 8)) if (CHANCE.test((await currentText(request.before, request.before, file)) ?? '')) return true;
  return false;
}

/** The run of one set of texts. Ends a little after the limit whatever the sandbox does. */
async function look(
  request: RerunRequest,
  command: Command,
  files: ReadonlyMap<string, string>,
  at: Pick<Watched, 'path' | 'place'> | undefined,
): Promise<Seen> {
  const { cwd } = request.command;
  const text = at ? await currentText(files, request.before, at.path) : undefined;
  const aids = at && text !== undefined ? watching({ ...at, length: text.length }, cwd, process.env) : undefined;
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
        files,
        env: { PYTHONDONTWRITEBYTECODE: '1', FORCE_COLOR: '0', NO_COLOR: '1', CI: '1', ...aids?.env },
        ...(aids ? { aids: aids.aids } : { aids: new Map<string, string>() }),
        ...(request.limits ? { limits: request.limits } : {}),
        ...(request.network === undefined ? {} : { network: request.network }),
        signal: controller.signal,
      }),
      late,
    ]);
    const problems = detectText(`${run.stdout}\n${run.stderr}`, { cwd, roots: [request.root], origin: 'terminal' });
    return {
      run,
      problems,
      obstacle: obstacleOf(run),
      reach: aids ? readReach(run.report, request.problem.language, aids.key) : undefined,
    };
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', stop);
  }
}

interface Facts {
  readonly command: Command;
  readonly problem: Problem;
  readonly target: Target | undefined;
  readonly changes: ReadonlyMap<string, TextChange>;
  readonly before: Before;
  readonly after: Seen;
}

async function judge(request: RerunRequest, facts: Facts): Promise<Rerun> {
  const { command, problem, target, changes, before, after } = facts;
  const cannot = unrunnable(after.run);
  if (cannot !== undefined) return blind(cannot);
  const here = target?.line ?? problem.location.range.start.line;
  const change = changes.get(problem.location.path);
  const same = after.problems.find((one) => {
    const { line } = one.location.range.start;
    if (one.location.path !== problem.location.path || !isSame(one, problem)) return false;
    const fresh = change?.added.has(line) === true;
    // What the patch wrote and that names another thing is another error.
    return fingerprint(one) === fingerprint(problem) ? line === here || fresh : line === here && !fresh;
  });
  if (same) return { ...failed(`the same error came again at line ${lineOf(same)}`), next: same, further: false };

  const old = new Set(before.seen?.problems.map(fingerprint));
  const fresh = after.problems.filter((one) => !old.has(fingerprint(one)) || (isSame(one, problem) && !command.tests));
  const next = command.tests ? fresh[0] : fresh.at(-1);
  if (next && (after.run.exitCode !== 0 || !after.obstacle)) {
    if (after.obstacle && !isAt(next, after, request)) return hindered(after, after.obstacle);
    return judgeNext(request, facts, next);
  }
  if (after.obstacle) return hindered(after, after.obstacle);
  if (after.run.exitCode !== 0) {
    if (command.tests && after.problems.length > 0) return skipped('the error is gone; other tests still fail as they did before');
    return skipped(`the error is gone, but the program ends with exit status ${String(after.run.exitCode)}`);
  }
  return judgeReach(facts, request.place !== undefined);
}

/** The patched program came to something that stops it here, whatever the patch; behind the failing line, that holds now, or before it. */
function hindered(after: Seen, obstacle: Obstacle): Rerun {
  return { ...skipped(unproved(obstacle)), ...((after.reach?.completed ?? 0) > 0 ? { further: true } : {}) };
}

/** Whether an error that looks like an obstacle is one of the patched program itself: it is not. */
function isAt(next: Problem, after: Seen, request: RerunRequest): boolean {
  return (
    after.obstacle === 'writes where it may not' &&
    request.after.has(next.location.path) &&
    /^(?:TypeError|NameError|SyntaxError|AttributeError)$/.test(next.errorType)
  );
}

/** The patched program died of another error. */
async function judgeNext(request: RerunRequest, facts: Facts, next: Problem): Promise<Rerun> {
  const { problem, target, changes, before, after } = facts;
  const stops = `line ${lineOf(next)}${next.location.path === problem.location.path ? '' : ` of ${path.basename(next.location.path)}`}: ${named(next)}`;
  const text = await currentText(request.after, request.before, next.location.path);
  const place = text === undefined ? undefined : await placeAt(new SourceText(text), next.language, settledRange(next, text));
  if (touched(next, place, changes.get(next.location.path)))
    return { ...failed(`the patched line now fails: ${stops}`), next, further: true };
  if (isAssertion(next, place) && (facts.command.tests || isTestFile(next.location.path) || place?.asserts === true))
    return { ...failed(`the error is gone, but a test's assertion fails now at ${stops}`), next, further: true };
  const was = before.seen?.reach;
  const is = after.reach;
  if (was && is && is.begun < was.begun && is.begun === 0 && !SYNTAX.test(problem.errorType))
    return { ...failed(`the program now stops before the line that failed, at ${stops}`), next, further: true };
  const again = isSame(next, problem) && next.message === problem.message;
  if (
    SYNTAX.test(problem.errorType) &&
    SYNTAX.test(next.errorType) &&
    next.location.path === problem.location.path &&
    next.location.range.start.line < (target?.line ?? 0)
  )
    return { ...failed(`the text now fails earlier, at ${stops}`), next, further: true };
  return { ...skipped(`the error is gone${again ? ' there' : ''}, but the program now stops at ${stops}`), next, further: true };
}

/** The patched program ended well: did it get as far? */
function judgeReach(facts: Facts, placed: boolean): Rerun {
  const { problem, target, changes, before, after, command } = facts;
  if (!placed) return skipped('the patch left nothing of the failing line, so that the program goes on proves nothing');
  const was = before.seen?.reach;
  const is = after.reach;
  if (command.closed || !target?.after || !is) return skipped(UNSEEN);
  if (SYNTAX.test(problem.errorType)) {
    if (is.begun === 0) return skipped('the mended line was not reached by this run');
    return is.completed < is.begun ? skipped('the mended line fails; its error is caught') : passed();
  }
  if (!was || !target.before || was.begun <= was.completed || was.capped) return skipped(UNSEEN);
  const tested = problem.frames.some(
    (frame) => frame.own && frame.location.path !== target.path && isTestFile(frame.location.path) && !changes.has(frame.location.path),
  );
  if (is.begun === 0) return tested ? passed(TESTED) : skipped('the failing line was not reached again');
  // Of one error all frames at the place fail with it; the others were caught before, too.
  const lines = problem.frames.filter(
    (frame) => frame.location.path === target.path && within(frame.location.range.start.line, target.before),
  ).length;
  const deep = DEEP.test(problem.errorType) || (problem.errorType === 'RangeError' && /stack/.test(problem.message));
  const caughtBefore = deep ? 0 : Math.max(0, was.begun - was.completed - Math.max(1, lines));
  // The one at work when counting stopped is neither.
  if (is.capped) return is.completed >= was.begun && is.begun - is.completed <= caughtBefore + 1 ? passed() : skipped(UNSEEN);
  if (is.begun - is.completed > caughtBefore) return skipped('the failing line still fails; its error is only caught');
  if (deep || is.begun >= was.begun) return passed();
  const oneLess = is.completed >= 1 && is.completed >= was.completed && is.begun >= was.begun - Math.max(1, lines);
  const change = changes.get(target.path);
  const shorter =
    oneLess && target.after.heads.some((head) => change !== undefined && linesOf(head).some((line) => change.added.has(line)));
  if (shorter) return passed('the loop around the failing line now ends before the step that failed');
  return tested ? passed(TESTED) : skipped('the failing line was reached less often than before');
}

/** The place that is watched: where the error is, or, where that line only raises it, the call that led there. */
async function targetOf(problem: Problem, request: RerunRequest, changes: ReadonlyMap<string, TextChange>): Promise<Target | undefined> {
  const outer = problem.frames
    .filter((frame) => frame.own)
    .map((frame) => frame.location)
    .reverse();
  const start = outer.findIndex(
    (location) => location.path === problem.location.path && location.range.start.line === problem.location.range.start.line,
  );
  const places = [problem.location, ...outer.slice(start + 1)].slice(0, 8);
  for (const [index, location] of places.entries()) {
    const text = await currentText(request.before, request.before, location.path);
    const textAfter = await currentText(request.after, request.before, location.path);
    if (text === undefined || textAfter === undefined) continue;
    const before = await placeAt(new SourceText(text), problem.language, location.range);
    if (before?.raises) continue;
    const moved =
      changes.get(location.path)?.moved(location.range.start.line) ?? (changes.has(location.path) ? undefined : location.range.start.line);
    const column = moved !== undefined && moved === location.range.start.line && textAfter === text ? location.range.start.character : 0;
    const range = index === 0 ? request.place : moved === undefined ? undefined : caret(moved, column);
    const after = range && (await placeAt(new SourceText(textAfter), problem.language, range));
    return { path: location.path, before, after: after?.raises === true ? undefined : after, line: range?.start.line ?? moved ?? -1 };
  }
  return undefined;
}

async function statementsOf(
  problem: Problem,
  target: Target | undefined,
  request: RerunRequest,
  changes: ReadonlyMap<string, TextChange>,
): Promise<PatchedStatement | undefined> {
  if (!target?.before || !target.after) return undefined;
  const before = await currentText(request.before, request.before, target.path);
  const after = await currentText(request.after, request.before, target.path);
  if (before === undefined || after === undefined) return undefined;
  const change = changes.get(target.path);
  const inTest = isTestFile(target.path)
    ? change !== undefined
    : !target.after.inFile && change !== undefined && linesOf(target.after.scope).some((line) => change.added.has(line));
  return {
    before: new SourceText(before).slice(target.before.statement),
    after: new SourceText(after).slice(target.after.statement),
    asserts: target.before.asserts,
    failed: isAssertion(problem, undefined),
    testChanged: inTest,
  };
}

async function changedFiles(request: RerunRequest): Promise<ChangedFile[]> {
  const files: ChangedFile[] = [];
  for (const [file, after] of request.after) {
    const before = (await currentText(request.before, request.before, file)) ?? '';
    if (before !== after) files.push({ path: file, before, after });
  }
  return files;
}

const MAX_TEXT = 4 * 1024 * 1024;

/** The text of a file as a run sees it; undefined where it is not there, too large, or no text. */
async function currentText(
  files: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
  file: string,
): Promise<string | undefined> {
  const known = files.get(file) ?? before.get(file);
  if (known !== undefined) return known;
  try {
    if ((await fs.stat(file)).size > MAX_TEXT) return undefined;
    return await fs.readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

function lineReader(files: ReadonlyMap<string, string>): (file: string, line: number) => string | undefined {
  const sources = new Map<string, SourceText>();
  return (file, line) => {
    let source = sources.get(file);
    if (!source) {
      const text = files.get(file);
      if (text === undefined) return undefined;
      sources.set(file, (source = new SourceText(text)));
    }
    return line < source.lineCount ? source.line(line) : undefined;
  };
}

function settledRange(problem: Problem, text: string): Range {
  const source = new SourceText(text);
  const settled = settle(problem, (file, line) =>
    file === problem.location.path && line < source.lineCount ? source.line(line) : undefined,
  );
  return settled.location.range;
}

function shows(seen: Seen, problem: Problem): Problem | undefined {
  const { path: file, range } = problem.location;
  return seen.problems.find(
    (one) =>
      one.location.path === file &&
      (one.location.range.start.line === range.start.line || DEEP.test(one.errorType)) &&
      (isSame(one, problem) || (SYNTAX.test(one.errorType) && SYNTAX.test(problem.errorType))),
  );
}

/** Of one kind and wording, about the same name; what else it holds may differ (an address, a random key). */
function isSame(one: Problem, other: Problem): boolean {
  return (
    one.errorType === other.errorType &&
    one.signature.shape === other.signature.shape &&
    NAMES.every((hole) => one.signature.holes[hole] === other.signature.holes[hole])
  );
}

const NAMES = ['name', 'attribute', 'module'] as const;

function fingerprint(problem: Problem): string {
  return JSON.stringify([problem.errorType, problem.message.replace(/0x[\da-f]+/gi, '0x').replace(/\/tmp\/\S+/g, '/tmp/')]);
}

function unrunnable(run: SandboxRun): string | undefined {
  if (run.ended === 'not-started') return run.why ?? 'the program could not be started';
  if (run.ended === 'cancelled') return 'cancelled';
  if (run.ended === 'exited' && run.exitCode === 127 && /not found/i.test(run.stderr))
    return unproved('starts a program that is not there');
  return undefined;
}

function unproved(obstacle: Obstacle): string {
  return `not proved: ${obstacle}`;
}

function touched(next: Problem, place: Place | undefined, change: TextChange | undefined): boolean {
  if (!change) return false;
  const lines = place ? linesOf(place.statement) : [next.location.range.start.line];
  return lines.some((line) => change.added.has(line));
}

function isAssertion(problem: Problem, place: Place | undefined): boolean {
  return (
    /^(?:AssertionError|AssertionError \[ERR_ASSERTION\]|JestAssertionError|ERR_ASSERTION|Failed)$/.test(problem.errorType) ||
    place?.asserts === true
  );
}

export function isTestFile(file: string): boolean {
  return /(?:^|[\\/])(?:tests?|__tests__|spec)[\\/]|(?:^|[\\/])(?:test_[^\\/]*|[^\\/]*_test)\.py$|[._-](?:test|spec)\.[cm]?[jt]sx?$|(?:^|[\\/])test[^\\/]*\.[cm]?js$/.test(
    file,
  );
}

function within(line: number, place: Place | undefined): boolean {
  return place !== undefined && line + 1 >= place.first && line + 1 <= place.last;
}

function linesOf(range: Range): number[] {
  const last = range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
  return Array.from({ length: last - range.start.line + 1 }, (_, index) => range.start.line + index);
}

function caret(line: number, character: number): Range {
  return { start: { line, character }, end: { line, character } };
}

function lineOf(problem: Problem): string {
  return String(problem.location.range.start.line + 1);
}

function named(problem: Problem): string {
  const message = problem.message.split('\n')[0] ?? '';
  return `${problem.errorType}${message === '' ? '' : `: ${message.length > 120 ? `${message.slice(0, 119)}…` : message}`}`;
}

function passed(why?: string): Rerun {
  return { rung: { rung: 'reruns', result: 'passed', ...(why === undefined ? {} : { why }) } };
}

function failed(why: string): Rerun {
  return { rung: { rung: 'reruns', result: 'failed', why } };
}

/** Nothing can be told here, of this candidate or any other. */
function blind(why: string): Rerun {
  return { ...skipped(why), blind: true };
}

function skipped(why: string): Rerun {
  return { rung: { rung: 'reruns', result: 'skipped', why } };
}
