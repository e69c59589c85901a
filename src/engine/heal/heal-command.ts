// Runs a command, heals the error it dies of, runs it again with the fix, until it succeeds or nothing more holds.
// How the command is run is the caller's: on copies in the sandbox, or for real in the person's own terminal.

import { stripVTControlCharacters } from 'node:util';
import type { FileEdit, Patch, RungResult } from '../patch';
import type { FailedCommand, Problem, Range } from '../problem';
import { FilesByName } from '../project/files-by-name';
import type { Workspace } from '../project/workspace';

import { anyLanguageOf, languageOf } from '../language';
import { detectText, pointsToOwnCode, unhandledLines } from '../detect/detect';
import { isCheckerReport } from '../detect/dialects/checker-report';
import { placedInScript, scriptOf } from '../detect/frameless';
import { hasSameWords, isFailingAgain, isSameFailure } from '../detect/same-problem';
import {
  healFailure,
  runOn,
  statementAfter,
  withRung,
  type Attempt,
  type HealFailureRequest,
  type Proof,
  type RunAgain,
  type StopReason,
} from './heal-failure';
import { isInMenu, mayBeUnasked, mayGoInBulk } from './bulk';
import { escalationOf } from './escalation';
import { healProblem } from './heal-problem';
import { MAX_COMMAND_MS, MAX_COMMAND_ROUNDS, MAX_FAILURE_MS, MAX_TRIED_FOR_ONE_ERROR, MIN_CONFIDENCE_OF_UNPROVED_STEP } from './limits';
import { PatchChain } from './patch-chain';
import type { HealRequest } from './proved-candidates';
import { SourceText } from '../syntax/source-text';
import { runnable, type Runnable } from '../verify/rerun/command';
import { inconclusiveFailure } from '../verify/rerun/inconclusive';
import { lineMap } from '../verify/rerun/line-map';
import { isSyntaxError } from '../verify/rerun/verdict';
import type { Sandbox, SandboxLimits, SandboxRun } from '../verify/sandbox/sandbox';

/** A file that is healed: its text as it was when a patch was kept last, and as it is to be now. The same where the present patch leaves it alone. */
export interface ChangedText {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** How the command is run. */
export interface CommandRunner {
  /** Runs it with these files as healed so far and all others as they are. Rejects where the command can't be started at all. */
  run(files: readonly ChangedText[], signal: AbortSignal): Promise<CommandRun>;
  /**
   * Asks the person whether fixes stay that ended the error in a run of theirs, but that nothing proved. `why`: one sentence. Absent where
   * nobody can be asked: then they do not.
   */
  confirm?(why: string): Promise<boolean>;
  /**
   * Its runs are the person's own, on their files: nothing stays that is not proved on a copy as well, unless they say so. A run in the sandbox
   * shows no more than that proof did.
   */
  readonly decides: boolean;
}

export interface CommandRun {
  /** `exited`: by itself. `interrupted`: by a signal. `unknown`: it was not run, or stopped before its end; `why` tells. */
  readonly ended: 'exited' | 'interrupted' | 'unknown';
  /** As a shell would say it (128 + signal); null unless it is known. */
  readonly exitCode: number | null;
  /**
   * Errors that its output shows in files of the user's own that Self-Heal heals, in the order of the output, also where it exited well all
   * the same: an error that was ignored, or that only a thread died of, is one.
   */
  readonly problems: readonly Problem[];
  /** Errors in files of the user's own of languages that are only listed and explained. */
  readonly listed?: readonly Problem[];
  /** A line by which the runtime says that nothing handled an error, though it names no place. */
  readonly unhandled?: string;
  /** The person ended it, and it answered by exiting well: that shows nothing. */
  readonly stopped?: boolean;
  /** Why nothing more can be told from running it, one sentence; also where it exited with an error that only its surroundings caused. */
  readonly why?: string;
  /** The last line of its output. */
  readonly lastWords?: string;
}

export interface HealCommandRequest
  extends Pick<HealRequest, 'sources' | 'memory' | 'onFault' | 'escalate'>, Pick<HealFailureRequest, 'rank'> {
  readonly muted?: (fixer: string, problem: Problem) => boolean;
  readonly command: FailedCommand;
  readonly workspace: Workspace;
  readonly runner: CommandRunner;
  /** Proves fixes on copies before one is tried; absent where nothing keeps a program from the rest of the machine. */
  readonly runAgain?: RunAgain;
  /** Texts as the user sees them where they differ from the disk, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
  /** Asked where nothing at hand held. */
  readonly more?: (problem: Problem, source: SourceText, proof: Proof, reflections: readonly string[]) => Promise<readonly Patch[]>;
  readonly onProgress?: (message: string) => void;
  /** Is waited for before the next step. */
  readonly onEvent?: (event: CommandEvent) => void | Promise<void>;
  readonly now?: () => number;
  /** How likely a fix must be to stand in the menu by itself, 0 to 1: nothing less likely is taken here. */
  readonly minConfidence?: number;
}

export type CommandEvent =
  /** The command died of this; it is healed next. */
  | { readonly kind: 'next-error'; readonly problem: Problem }
  /** The command is run with this patch next; or, where none is sure enough for that, this is the best one. */
  | { readonly kind: 'shown'; readonly patch: Patch; readonly files: readonly ChangedText[] }
  /** These stay, all that was changed since something was kept last: `files`. */
  | {
      readonly kind: 'kept';
      readonly rounds: readonly HealedRound[];
      readonly files: readonly ChangedText[];
      /** The person was asked and said so. */
      readonly confirmed: boolean;
    }
  /** The files are to be as they were when something was kept last. `run` tells why. */
  | { readonly kind: 'taken-back'; readonly patch: Patch; readonly run: CommandRun };

export interface HealedRound {
  readonly problem: Problem;
  readonly patch: Patch;
  /** The text of the problem's file before and after the patch. */
  readonly before: string;
  readonly after: string;
}

export interface HealedCommand {
  /** `runs`: it ends without an error, and prints none. `told`: it can't be judged here, `why` says so. Else why the loop stopped before that. */
  readonly ended: 'runs' | 'told' | 'no-own-code' | Exclude<StopReason, 'proved'>;
  /** One sentence for a person. */
  readonly why: string;
  readonly rounds: readonly HealedRound[];
  /** From the texts as they were, minimal. */
  readonly files: readonly { readonly before: string; readonly after: string; readonly edits: FileEdit }[];
  /** What it dies of now. */
  readonly left?: Problem;
  /** A fix with which its error was gone was not kept: nothing proved it, and nobody said that it stays. */
  readonly unproved?: boolean;
  /** Patches that were run on a copy and did not hold. */
  readonly tried: readonly Attempt[];
}

/**
 * Changes nothing itself: what `runner` writes for a patch, whoever made the runner puts back at `taken-back`. Throws only for a bug, and where
 * the runner rejects.
 */
export async function healCommand(request: HealCommandRequest): Promise<HealedCommand> {
  const now = request.now ?? Date.now;
  const until = now() + MAX_COMMAND_MS;
  const { command, workspace, runner, signal } = request;
  const line = runnable(command.line);
  const isTestRun = line.ok && line.tests;
  let chain = PatchChain.from(async (path) => request.texts.get(path) ?? (await workspace.files.read(path)));
  /** As far as it is kept whatever comes. */
  let kept = chain;
  const rounds: HealedRound[] = [];
  /** Since then. */
  let pending: PendingRound[] = [];
  const attempts: Attempt[] = [];
  /** Texts that the command was run with. */
  const ranWith = new Set([keyOf([])]);
  let left: Problem | undefined;
  let unproved = false;
  const tell = async (event: CommandEvent): Promise<void> => request.onEvent?.(event);
  const keep = async (patches: readonly Patch[], confirmed = false): Promise<void> => {
    const stay = pending.map(({ round }, i) => ({ ...round, patch: patches[i] ?? round.patch }));
    if (stay.length === 0) return;
    const files = changedTexts(kept, chain);
    kept = chain;
    pending = [];
    rounds.push(...stay);
    await tell({ kind: 'kept', rounds: stay, files, confirmed });
  };
  /** What no run proved is taken back, unless the person wants it. Whether something was. */
  const settle = async (run: CommandRun, why: string): Promise<boolean> => {
    const [first, last] = [pending[0], pending.at(-1)];
    if (!first || !last) return false;
    if (run.ended === 'exited' && !signal.aborted && (await runner.confirm?.(`${why} ${NOT_PROVED}`))) {
      await keep([], true);
      return false;
    }
    chain = kept;
    pending = [];
    left = first.round.problem;
    unproved = run.ended === 'exited';
    await tell({ kind: 'taken-back', patch: last.round.patch, run });
    return run.ended !== 'unknown';
  };
  const result = (ended: HealedCommand['ended'], why: string = WHY_ENDED[ended]): HealedCommand => ({
    ended,
    why,
    rounds,
    files: kept.files().map(({ path, before, after, edits }) => ({ before, after, edits: { path, version: null, edits } })),
    tried: attempts.filter(({ rung }) => rung.result === 'failed'),
    ...(left ? { left } : {}),
    ...(unproved ? { unproved } : {}),
  });
  const stop = async (run: CommandRun, ended: HealedCommand['ended'], why: string = WHY_ENDED[ended]): Promise<HealedCommand> => {
    const behind =
      pending.length > 0 && left ? `Behind the fix it stops at line ${left.location.range.start.line + 1} (${left.errorType}). ` : '';
    return result(ended, (await settle(run, behind + why)) ? `${behind}${why} ${TAKEN_BACK}` : why);
  };

  /** Runs the command with one patch after the other, and takes the first that helps. `run` is the last run, absent where there was none. */
  const takeFirstThatHelps = async (
    { worthARun }: FoundPatches,
    problem: Problem,
    before: string,
    seen: readonly Problem[],
  ): Promise<TakenPatch> => {
    let run: CommandRun | undefined;
    let runs = 0;
    for (const { patch, next } of worthARun) {
      const longer = await chain.with(patch);
      // A patch of which one file can't be read would be written in part.
      if (ranWith.has(keyOf(longer.files())) || patch.candidate.edits.some((file) => longer.changed(file.path) === undefined)) continue;
      if (runs >= MAX_TRIED_FOR_ONE_ERROR || signal.aborted || now() > until) break;
      ranWith.add(keyOf(longer.files()));
      runs++;
      await tell({ kind: 'shown', patch, files: changedTexts(chain, longer) });
      const taken = { round: { problem, patch, before, after: longer.changed(problem.location.path) ?? before }, chain, seen };
      if (next && runner.decides) {
        // The copy has shown what comes next: the person's files are left alone until all of it is mended.
        run = { ended: 'exited', exitCode: 1, problems: [next] };
        [chain, left] = [longer, undefined];
        pending.push(taken);
        return { run, helped: true };
      }
      request.onProgress?.(`Running it again, ${fixes(rounds.length + pending.length + 1)} later…`);
      run = await runner.run(changedTexts(kept, longer), signal);
      if (helps(run, runner, problem, before, taken.round.after)) {
        [chain, left] = [longer, undefined];
        pending.push(taken);
        if (!runner.decides) await keep([]);
        return { run, helped: true };
      }
      // Those before it go with it where the run says nothing.
      if (run.ended === 'exited' || pending.length === 0) await tell({ kind: 'taken-back', patch, run });
      if (run.ended !== 'exited') break;
    }
    return { ...(run ? { run } : {}), helped: false };
  };

  request.onProgress?.(`Running ${command.line}…`);
  for (let run = await runner.run([], signal); ;) {
    if (signal.aborted || (run.ended === 'interrupted' && run.why === undefined)) return stop(run, 'cancelled');
    if (run.ended !== 'exited') return stop(run, 'told', run.why);
    left = undefined;
    const problem = run.problems.at(-1) ?? listedTarget(run, request);
    const isClean = run.exitCode === 0 && !problem && run.unhandled === undefined;
    // Of a test run what failed before may go on failing.
    const mayEndSo = run.exitCode === 0 || (isTestRun && run.problems.length > 0);
    if (pending.length > 0 && mayEndSo && run.unhandled === undefined && isOldNews(run.problems, pending)) {
      // It ends as it should: with all fixes together each error must be gone for good, on a copy too.
      const proved = run.stopped ? undefined : await proveTogether(pending, chain, request);
      if (proved) await keep(proved);
      else if (await settle(run, ENDS_WELL)) return result('not-provable', `${ENDS_WELL} ${NOT_PROVED} ${TAKEN_BACK}`);
    }
    if (isClean) return result('runs', rounds.length === 0 ? undefined : endedWell(rounds));
    if (!problem && run.listed?.length) {
      left = run.listed[0];
      return stop(run, 'no-own-code', LISTED_ONLY);
    }
    if (!problem) return stop(run, 'no-own-code', noOwnCode(run));
    left = problem;
    if (run.why !== undefined) return stop(run, 'told', run.why);
    if (rounds.length + pending.length >= MAX_COMMAND_ROUNDS)
      return stop(run, 'out-of-rounds', `Stopped after ${fixes(MAX_COMMAND_ROUNDS)}.`);
    if (now() > until) return stop(run, 'out-of-time');
    let next: TakenPatch = { helped: false };
    let ended: Exclude<StopReason, 'proved'> | undefined;
    let why: string | undefined;
    for (const target of targetsOf(problem, run.problems)) {
      const text = await chain.text(target.location.path);
      if (text === undefined) continue;
      await tell({ kind: 'next-error', problem: target });
      const found = await patchesFor(target, new SourceText(text), chain, request);
      attempts.push(...found.attempts);
      unproved = false;
      const [best] = found.patches;
      if (found.worthARun.length === 0 && best && target === problem)
        await tell({ kind: 'shown', patch: best, files: changedTexts(chain, await chain.with(best)) });
      next = await takeFirstThatHelps(found, target, text, run.problems);
      // Shown and held on a copy, but it does more than the program did: nobody ran it here.
      if (ended === undefined && !next.run && found.ended === 'proved' && best?.candidate.adds?.length) why = SHOWN_ONLY;
      ended ??= next.run || found.ended === 'proved' ? 'none-held' : found.ended;
      if (next.helped || (next.run && next.run.ended !== 'exited') || signal.aborted || now() > until) break;
    }
    if (ended === undefined) return stop(run, 'no-candidate', 'The file that fails could not be read.');
    if (next.run && (next.helped || next.run.ended !== 'exited')) run = next.run;
    else if (signal.aborted) return stop(run, 'cancelled');
    else if (now() > until) return stop(run, 'out-of-time');
    else return stop(run, ended, why ?? noTime(ended, workspace));
  }
}

/**
 * Of a language that no fixer heals, what another source is asked for: the first report of a compiler, for the others often come of it; else what the
 * program died of. Undefined where nobody can be asked, or nothing would prove what they say.
 */
function listedTarget({ listed, exitCode }: CommandRun, { more, runAgain }: HealCommandRequest): Problem | undefined {
  const [first] = listed ?? [];
  if (!first || exitCode === 0 || !more || !runAgain) return undefined;
  return isCheckerReport(first) ? first : listed?.at(-1);
}

/** `run` is the last run, absent where there was none. */
interface TakenPatch {
  readonly run?: CommandRun;
  readonly helped: boolean;
}

/** Errors of one run that are tried before it is given up. */
const MAX_TARGETS = 4;

/**
 * What is healed first: the error that the command died of; where that was only raised from another one, in another file, that one; then whatever else the
 * run showed, as a test run shows the failures of many tests.
 */
function targetsOf(problem: Problem, all: readonly Problem[]): Problem[] {
  const command = problem.command ? { command: problem.command } : {};
  const causes = problem.causes.filter((cause) => cause.location.path !== problem.location.path && isOwnSource(cause));
  const others = all.filter((one) => one !== problem).reverse();
  return [problem, ...causes.map((cause) => ({ ...cause, ...command })), ...others].slice(0, MAX_TARGETS);
}

/** A fix that the command was run with, or that a copy was, and that nothing has proved yet to be all right in the end. */
interface PendingRound {
  readonly round: HealedRound;
  /** The texts before it. */
  readonly chain: PatchChain;
  /** Errors that the run showed of which the round is one. */
  readonly seen: readonly Problem[];
}

/**
 * The patches of all rounds with what a run on a copy says of each once all are applied: the last was proved so, those before it had another
 * error behind them then. One that nothing could prove stays where it is as likely as what `heal` writes. undefined where one does not hold.
 */
async function proveTogether(
  pending: readonly PendingRound[],
  chain: PatchChain,
  request: HealCommandRequest,
): Promise<Patch[] | undefined> {
  const { command, runAgain, signal, minConfidence } = request;
  const last = pending.at(-1)?.round.patch;
  const patches: Patch[] = [];
  for (const { round, chain: before } of pending) {
    const { problem, patch, after } = round;
    // Nothing came after the last one: its own proof is that of the whole.
    if (patch === last && isProvedByRun(patch)) {
      patches.push(patch);
      continue;
    }
    if (!runAgain) {
      if (!mayGoInBulk(patch, minConfidence)) return undefined;
      patches.push(withRung(patch, endsWellOnly(problem)));
      continue;
    }
    const source = new SourceText(round.before);
    const texts = new Map([...request.texts, ...changedTexts(before, chain).map((file) => [file.path, file.before] as const)]);
    const proof: Proof = { command, runAgain, texts };
    const made = statementAfter(problem, source, patch);
    const statement = made && movedTo(made, after, chain.changed(problem.location.path) ?? after);
    const { rung } = await runOn(chain, statement, { problem, proof, signal });
    if (rung.result === 'failed' || (rung.result === 'skipped' && !mayGoInBulk(patch, minConfidence))) return undefined;
    patches.push(withRung(patch, rung));
  }
  return patches;
}

/** What the person's own run says of a patch where nothing keeps a program from the rest of the machine. */
function endsWellOnly(problem: Problem): RungResult {
  const parses = isSyntaxError(problem) ? 'it parses, and ' : '';
  return { rung: 'reruns', result: 'skipped', why: `${parses}the program ends without an error; ${CANNOT_TELL}` };
}

/** Where the first line of a range lies in a later text; undefined where nothing is left of it. */
function movedTo({ start, end }: Range, before: string, after: string): Range | undefined {
  const lines = lineMap(before, after);
  const line = lines.newLine(start.line);
  if (line === undefined) return undefined;
  if (!lines.added.has(line) && lines.newLine(end.line) === line + end.line - start.line)
    return { start: { ...start, line }, end: { ...end, line: line + end.line - start.line } };
  const at = { line, character: /\S/.exec(after.split(/\r\n|\r|\n/)[line] ?? '')?.index ?? 0 };
  return { start: at, end: at };
}

/** All of it the program printed, and went on, before these fixes: they are not to blame for it. */
function isOldNews(problems: readonly Problem[], pending: readonly PendingRound[]): boolean {
  const mended = pending.map(({ round }) => round.problem);
  const old = (pending[0]?.seen ?? []).filter((one) => !mended.some((problem) => isSameFailure(one, problem)));
  return problems.every((found) => old.some((one) => one.location.path === found.location.path && hasSameWords(one, found)));
}

interface FoundPatches {
  /** Best first. */
  readonly patches: readonly Patch[];
  /**
   * Those of them that the command is run with, in this order: proved ones, then those most likely right. `next`: what a copy stopped at with it,
   * the error itself being gone.
   */
  readonly worthARun: readonly { readonly patch: Patch; readonly next?: Problem }[];
  readonly attempts: readonly Attempt[];
  readonly ended: StopReason;
}

/** Patches of what the command died of. Changes nothing. */
async function patchesFor(problem: Problem, source: SourceText, chain: PatchChain, request: HealCommandRequest): Promise<FoundPatches> {
  const { command, runner, runAgain, more, rank, muted, sources, memory, workspace, onFault, onProgress, minConfidence, escalate } =
    request;
  const heal: HealRequest = {
    problem,
    source,
    version: null,
    all: [problem],
    workspace,
    signal: AbortSignal.any([request.signal, AbortSignal.timeout(MAX_FAILURE_MS)]),
    ...(sources ? { sources } : {}),
    ...(memory ? { memory } : {}),
    ...(escalate ? { escalate } : {}),
    ...(onFault ? { onFault } : {}),
    ...(muted ? { muted: (fixer) => muted(fixer, problem) } : {}),
  };
  if (!runAgain) {
    const patches = await healProblem(heal);
    const worthARun = runner.decides ? patches.filter((patch) => mayGoInBulk(patch, minConfidence)).map((patch) => ({ patch })) : [];
    return { patches, worthARun, attempts: [], ended: escalate && (await escalationOf(heal)) ? 'escalated' : 'no-candidate' };
  }
  const proof: Proof = { command, runAgain, texts: new Map([...request.texts, ...chain.changedTexts]) };
  const { patches, attempts, ended } = await healFailure({
    ...heal,
    signal: request.signal,
    proof,
    // One error, one patch: the next run shows what is behind it.
    elsewhere: 'left',
    ...(onProgress ? { onProgress } : {}),
    ...(rank ? { rank } : {}),
    ...(more ? { more: (reflections) => more(problem, source, proof, reflections) } : {}),
  });
  // In a plan that a person ticks off, what it adds is told; what runs in their own terminal must need no telling.
  const proved = patches.filter((patch) => isProvedByRun(patch) && (!runner.decides || mayBeUnasked(patch)));
  // One with which the program comes to the mended line before one with which it does not.
  const steps = attempts
    .filter((attempt) =>
      // Where nothing is written before each of them is proved at the end, an unlikely one may be tried.
      runner.decides && attempt.further && attempt.next
        ? attempt.rung.result === 'skipped' && mayBeUnasked(attempt.patch)
        : isStep(attempt) && mayGoInBulk(attempt.patch, minConfidence),
    )
    .sort((a, b) => Number(a.endsWell === 'unreached') - Number(b.endsWell === 'unreached'));
  // What the sandbox could not see, the person's own run can.
  const likely = runner.decides
    ? patches.filter((patch) => !proved.includes(patch) && !steps.some((step) => step.patch === patch) && mayGoInBulk(patch, minConfidence))
    : [];
  return {
    patches,
    worthARun: [
      ...proved.map((patch) => ({ patch })),
      ...steps.map(({ patch, next }) => ({ patch, ...(next && isOwnSource(next) ? { next: { ...next, command } } : {}) })),
      ...likely.map((patch) => ({ patch })),
    ],
    attempts,
    // That the sandbox could not see is no reason where the person's own run decides.
    ended: ended === 'not-provable' && runner.decides ? 'no-candidate' : ended,
  };
}

function isProvedByRun({ evidence }: Patch): boolean {
  return evidence.some(({ rung, result }) => rung === 'reruns' && result === 'passed');
}

function isOwnSource(problem: Problem): boolean {
  return languageOf(problem.location.path) !== undefined && pointsToOwnCode(problem);
}

/** The error is gone, though another stands behind it: that one is the next round's work. */
function isStep({ patch, rung, further, endsWell }: Attempt): boolean {
  // Of a program that did not parse a run can't say more: the fix's own likelihood decides.
  if (endsWell) return isInMenu(patch);
  return further && rung.result === 'skipped' && patch.candidate.confidence >= MIN_CONFIDENCE_OF_UNPROVED_STEP;
}

/** Whether the run with a patch lets it stand: the error is gone. Of a run in the sandbox that shows nothing the proof on a copy is believed. */
function helps(run: CommandRun, runner: CommandRunner, problem: Problem, before: string, after: string): boolean {
  if (run.ended !== 'exited') return run.ended === 'unknown' && !runner.decides;
  const lines = lineMap(before, after);
  return ![...(run.listed ?? []), ...run.problems]
    .flatMap((found) => [...found.causes, found])
    .some((found) => isFailingAgain(problem, found, { line: lines.newLine(problem.location.range.start.line), added: lines.added }));
}

/** The files that any step of a chain changes, as they were in the chain before its last steps and as they are. What lies on the disk may be either. */
function changedTexts(before: PatchChain, after: PatchChain): ChangedText[] {
  return [...after.changedTexts].map(([path, text]) => ({
    path,
    before: before.changed(path) ?? after.patched(path)?.original ?? text,
    after: text,
  }));
}

/** The same for the same texts, by whatever steps. */
function keyOf(files: readonly Pick<ChangedText, 'path' | 'after'>[]): string {
  return JSON.stringify(files.map(({ path, after }) => [path, after]).sort());
}

const CANNOT_TELL = 'whether it is what you meant, a run can’t tell';

/** Rounds that neither a run on a copy nor a test proves. */
export function isUnproved({ patch }: Pick<HealedRound, 'patch'>): boolean {
  return !patch.evidence.some(({ rung, result }) => (rung === 'reruns' || rung === 'tests') && result === 'passed');
}

/** Rounds that mended what kept the program from being read, and that nothing proves. */
export function isUnprovedSyntax({ problem, patch }: Pick<HealedRound, 'problem' | 'patch'>): boolean {
  return isSyntaxError(problem) && isUnproved({ patch });
}

/** What is known of a command that ends well in the end. */
function endedWell(rounds: readonly HealedRound[]): string {
  const unproved = rounds.filter(isUnprovedSyntax).length;
  if (unproved === 0) return `It runs after ${fixes(rounds.length)}.`;
  const which =
    rounds.length === 1 ? 'It parses' : unproved === 1 ? 'One of them only makes it parse' : `${unproved} of them only make it parse`;
  return `It ends without an error after ${fixes(rounds.length)}. ${which}; ${CANNOT_TELL}.`;
}

const fixes = (count: number): string => `${count} ${count === 1 ? 'fix' : 'fixes'}`;

const ENDS_WELL = 'It ends without an error now.';
const NOT_PROVED = 'That the fix is right could not be proved.';
const TAKEN_BACK = 'The fix was not kept.';
const SHOWN_ONLY =
  'The fix was run on a copy only: what is said of it above is to be looked at first. If it is right, it is for you to write it.';

const LISTED_ONLY = 'It stops at an error of a language that Self-Heal explains and does not heal.';

const WHY_ENDED: Record<HealedCommand['ended'], string> = {
  runs: 'It runs without an error.',
  told: 'Nothing can be told from running it.',
  'no-own-code': 'Its output shows no error of your own code that Self-Heal knows.',
  'no-candidate': 'No fix is sure enough for it.',
  'none-held': 'No fix held: with each of them the program still fails.',
  'not-provable': 'Nothing could be proved by running it again.',
  escalated: 'It needs a person: it is too complex for a fix to be pushed.',
  'out-of-rounds': 'No fix held in as many runs as are allowed.',
  'out-of-time': 'Out of time.',
  cancelled: 'You cancelled. Nothing was changed.',
};

/** That a tool gave no answer is no word on the fixes. */
function noTime(ended: HealedCommand['ended'], { late }: Workspace): string | undefined {
  const isOpen = ended === 'no-candidate' || ended === 'not-provable';
  return isOpen && late && late.size > 0
    ? `There was no time: ${[...late].join(' and ')} gave no answer. No fix is known without it; try again when the machine is less busy.`
    : undefined;
}

/** Where nothing is known of a failure, what the program said last is the best word on it. */
function noOwnCode({ exitCode, lastWords, unhandled }: CommandRun): string {
  if (exitCode === 0 && unhandled !== undefined)
    return `It ends with exit code 0, but an error was not handled, and its output shows no place of it: ${unhandled}`;
  const said = lastWords ? ` Its last words: ${lastWords}` : '';
  return `It fails (exit code ${exitCode ?? 'unknown'}), and its output shows no error of your own code that Self-Heal knows.${said}`;
}

export interface SandboxRunnerOptions {
  readonly command: FailedCommand;
  readonly sandbox: Sandbox;
  /** The workspace folder. */
  readonly root: string;
  /** Texts as the user sees them where they differ from the disk, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly limits?: Partial<SandboxLimits>;
}

/** Runs the command on copies: the user's files stay as they are. */
export function sandboxRunner({ command, sandbox, root, texts, limits }: SandboxRunnerOptions): CommandRunner {
  const line = runnable(command.line);
  return {
    decides: false,
    run: async (files, signal) => {
      if (!line.ok) return unknown(`“${command.line}” is not run in the sandbox: ${line.why}.`);
      const run = await sandbox.run({
        argv: ['/bin/sh', '-c', line.line],
        cwd: command.cwd,
        root,
        files: new Map([...texts, ...files.map(({ path, after }) => [path, after] as const)]),
        signal,
        ...(limits ? { limits } : {}),
      });
      if (run.ended === 'cancelled') return { ...unknown(WHY_ENDED.cancelled), ended: 'interrupted' };
      if (run.ended !== 'exited') return unknown(whyUnfinished(run));
      const trusted = run.exitCode === 0 && judgesItself(line);
      const found = trusted
        ? []
        : ownProblems(run, command, root, new Map([...texts, ...files.map(({ path, after }) => [path, after] as const)]));
      const problems = found.filter(({ location }) => languageOf(location.path) !== undefined);
      const listed = found.filter(({ location, severity }) => languageOf(location.path) === undefined && severity === 'error');
      const [unhandled] = trusted ? [] : unhandledLines(`${run.stdout}\n${run.stderr}`);
      const last = problems.at(-1);
      const cause = last && inconclusiveFailure(run, last, false);
      const lastWords = lastLine(run);
      return {
        ended: 'exited',
        exitCode: run.exitCode,
        problems,
        ...(listed.length > 0 ? { listed } : {}),
        ...(unhandled === undefined ? {} : { unhandled }),
        ...(cause ? { why: `It ${cause}, so nothing more can be told from running it here.` } : {}),
        ...(lastWords ? { lastWords } : {}),
      };
    },
  };
}

/** A test runner's exit code says how the tests went, whatever errors they provoke and print. */
export function judgesItself(line: Runnable): boolean {
  return line.ok && line.tests && line.ownExitCode;
}

const unknown = (why: string): CommandRun => ({ ended: 'unknown', exitCode: null, problems: [], why });

function whyUnfinished(run: SandboxRun): string {
  switch (run.ended) {
    case 'timeout':
      return 'It did not end in the time it was given, so nothing can be told from running it.';
    case 'memory':
      return 'It needs more memory than the sandbox gives, so nothing can be told from running it.';
    case 'processes':
      return 'It starts more programs than the sandbox allows, so nothing can be told from running it.';
    default:
      return run.why ?? 'It could not be run in the sandbox.';
  }
}

function lastLine({ stderr, stdout }: SandboxRun): string | undefined {
  return stripVTControlCharacters(stderr.trim() || stdout.trim())
    .split('\n')
    .at(-1)
    ?.trim()
    .slice(0, 200);
}

function ownProblems(run: SandboxRun, command: FailedCommand, root: string, texts: ReadonlyMap<string, string>): Problem[] {
  const source = {
    cwd: command.cwd,
    line: command.line,
    roots: [root],
    files: new FilesByName([root]),
    origin: 'terminal',
    ignored: true,
  } as const;
  const script = scriptOf(command.line);
  const path =
    script === undefined
      ? undefined
      : [...texts.keys()].find((known) => known === script || known.endsWith(`/${script.replace(/^\.\//, '')}`));
  const text = path === undefined ? undefined : texts.get(path);
  return [...detectText(run.stdout, source), ...detectText(run.stderr, source)]
    .flatMap((problem) =>
      pointsToOwnCode(problem) || path === undefined || text === undefined ? problem : (placedInScript(problem, path, text) ?? []),
    )
    .filter((problem) => anyLanguageOf(problem.location.path) !== undefined && pointsToOwnCode(problem))
    .map((problem) => ({ ...problem, command: { ...command, ...(run.exitCode === null ? {} : { exitCode: run.exitCode }) } }));
}
