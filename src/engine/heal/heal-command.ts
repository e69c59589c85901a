// Runs a command, heals the error it dies of, runs it again with the fix, until it succeeds or nothing more holds.
// How the command is run is the caller's: on copies in the sandbox, or for real in the person's own terminal.

import { stripVTControlCharacters } from 'node:util';
import type { FileEdit, Patch, RungResult } from '../patch';
import type { FailedCommand, Problem } from '../problem';
import type { Workspace } from '../project/workspace';

import { languageOf } from '../language';
import { detectText } from '../detect/detect';
import { isFailingAgain } from '../detect/same-problem';
import { healFailure, withRung, type Attempt, type Proof, type RunAgain, type StopReason } from './heal-failure';
import { mayBeUnasked, mayGoInBulk } from './bulk';
import { healProblem } from './heal-problem';
import { MAX_COMMAND_MS, MAX_COMMAND_ROUNDS, MAX_FAILURE_MS, MAX_TRIED_FOR_ONE_ERROR, MIN_CONFIDENCE_OF_UNPROVED_STEP } from './limits';
import { PatchChain } from './patch-chain';
import type { HealRequest } from './proved-candidates';
import { SourceText } from '../syntax/source-text';
import { runnable } from '../verify/rerun/command';
import { inconclusiveFailure } from '../verify/rerun/inconclusive';
import { lineMap } from '../verify/rerun/line-map';
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
   * Its runs are the person's own, so they may decide on a fix that could not be proved on a copy. A run in the sandbox shows no more
   * than that proof did.
   */
  readonly decides: boolean;
}

export interface CommandRun {
  /** `exited`: by itself. `interrupted`: by the person. `unknown`: it was not run, or stopped before its end; `why` tells. */
  readonly ended: 'exited' | 'interrupted' | 'unknown';
  /** As a shell would say it (128 + signal); null unless it is known. */
  readonly exitCode: number | null;
  /** Errors that its output shows in files of the user's own that Self-Heal heals, in the order of the output. */
  readonly problems: readonly Problem[];
  /** Why nothing more can be told from running it, one sentence; also where it exited with an error that only its surroundings caused. */
  readonly why?: string;
  /** The last line of its output. */
  readonly lastWords?: string;
}

export interface HealCommandRequest extends Pick<HealRequest, 'sources' | 'onFault'> {
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
  | { readonly kind: 'kept'; readonly round: HealedRound }
  /** The files are as they were before the patch. `run` tells why. */
  | { readonly kind: 'taken-back'; readonly patch: Patch; readonly run: CommandRun };

export interface HealedRound {
  readonly problem: Problem;
  readonly patch: Patch;
  /** The text of the problem's file before and after the patch. */
  readonly before: string;
  readonly after: string;
}

export interface HealedCommand {
  /** `runs`: it ends without an error. `told`: it can't be judged here, `why` says so. Else why the loop stopped before that. */
  readonly ended: 'runs' | 'told' | 'no-own-code' | Exclude<StopReason, 'proved'>;
  /** One sentence for a person. */
  readonly why: string;
  readonly rounds: readonly HealedRound[];
  /** From the texts as they were, minimal. */
  readonly files: readonly { readonly before: string; readonly after: string; readonly edits: FileEdit }[];
  /** What it dies of now. */
  readonly left?: Problem;
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
  let chain = PatchChain.from(async (path) => request.texts.get(path) ?? (await workspace.files.read(path)));
  const rounds: HealedRound[] = [];
  const attempts: Attempt[] = [];
  /** Texts that the command was run with. */
  const ranWith = new Set([keyOf([])]);
  let left: Problem | undefined;
  const tell = async (event: CommandEvent): Promise<void> => request.onEvent?.(event);
  const result = (ended: HealedCommand['ended'], why: string = WHY_ENDED[ended]): HealedCommand => ({
    ended,
    why,
    rounds,
    files: chain.files().map(({ path, before, after, edits }) => ({ before, after, edits: { path, version: null, edits } })),
    tried: attempts.filter(({ rung }) => rung.result === 'failed'),
    ...(left ? { left } : {}),
  });

  /** Runs the command with one patch after the other, and keeps the first that helps. `run` is the last run, absent where there was none. */
  const keepFirstThatHelps = async (
    patches: readonly Patch[],
    problem: Problem,
    before: string,
  ): Promise<{ readonly run?: CommandRun; readonly kept: boolean }> => {
    let run: CommandRun | undefined;
    let runs = 0;
    for (const patch of patches) {
      const longer = await chain.with(patch);
      // A patch of which one file can't be read would be written in part.
      if (ranWith.has(keyOf(longer.files())) || patch.candidate.edits.some((file) => longer.changed(file.path) === undefined)) continue;
      if (runs >= MAX_TRIED_FOR_ONE_ERROR || signal.aborted || now() > until) break;
      ranWith.add(keyOf(longer.files()));
      runs++;
      const files = await changedTexts(chain, longer);
      await tell({ kind: 'shown', patch, files });
      request.onProgress?.(`Running it again, ${fixes(rounds.length + 1)} later…`);
      run = await runner.run(files, signal);
      const after = longer.changed(problem.location.path) ?? before;
      if (helps(run, runner, problem, before, after)) {
        const round = { problem, patch: runner.decides ? withRung(patch, rungOf(run, command)) : patch, before, after };
        chain = longer;
        left = undefined;
        rounds.push(round);
        await tell({ kind: 'kept', round });
        return { run, kept: true };
      }
      await tell({ kind: 'taken-back', patch, run });
      if (run.ended !== 'exited') break;
    }
    return { ...(run ? { run } : {}), kept: false };
  };

  request.onProgress?.(`Running ${command.line}…`);
  for (let run = await runner.run([], signal); ;) {
    if (signal.aborted || run.ended === 'interrupted') return result('cancelled');
    if (run.ended === 'unknown') return result('told', run.why);
    left = undefined;
    if (run.exitCode === 0) return result('runs', rounds.length === 0 ? undefined : `It runs after ${fixes(rounds.length)}.`);
    const problem = run.problems.at(-1);
    if (!problem) return result('no-own-code', noOwnCode(run));
    left = problem;
    if (run.why !== undefined) return result('told', run.why);
    if (rounds.length >= MAX_COMMAND_ROUNDS) return result('out-of-rounds', `Stopped after ${fixes(MAX_COMMAND_ROUNDS)}.`);
    if (now() > until) return result('out-of-time');
    await tell({ kind: 'next-error', problem });

    const text = await chain.text(problem.location.path);
    if (text === undefined) return result('no-candidate', 'The file that fails could not be read.');
    const found = await patchesFor(problem, new SourceText(text), chain, request);
    attempts.push(...found.attempts);
    const [best] = found.patches;
    if (found.worthARun.length === 0 && best)
      await tell({ kind: 'shown', patch: best, files: await changedTexts(chain, await chain.with(best)) });
    const next = await keepFirstThatHelps(found.worthARun, problem, text);
    if (next.run && (next.kept || next.run.ended !== 'exited')) run = next.run;
    else if (signal.aborted) return result('cancelled');
    else if (now() > until) return result('out-of-time');
    else return result(next.run || found.ended === 'proved' ? 'none-held' : found.ended);
  }
}

interface FoundPatches {
  /** Best first. */
  readonly patches: readonly Patch[];
  /** Those of them that the command is run with, in this order: proved ones, then those most likely right. */
  readonly worthARun: readonly Patch[];
  readonly attempts: readonly Attempt[];
  readonly ended: StopReason;
}

/** Patches of what the command died of. Changes nothing. */
async function patchesFor(problem: Problem, source: SourceText, chain: PatchChain, request: HealCommandRequest): Promise<FoundPatches> {
  const { command, runner, runAgain, more, muted, sources, workspace, onFault, onProgress, minConfidence } = request;
  const heal: HealRequest = {
    problem,
    source,
    version: null,
    all: [problem],
    workspace,
    signal: AbortSignal.any([request.signal, AbortSignal.timeout(MAX_FAILURE_MS)]),
    ...(sources ? { sources } : {}),
    ...(onFault ? { onFault } : {}),
    ...(muted ? { muted: (fixer) => muted(fixer, problem) } : {}),
  };
  if (!runAgain) {
    const patches = await healProblem(heal);
    const worthARun = runner.decides ? patches.filter((patch) => mayGoInBulk(patch, minConfidence)) : [];
    return { patches, worthARun, attempts: [], ended: 'no-candidate' };
  }
  const proof: Proof = { command, runAgain, texts: new Map([...request.texts, ...chain.changedTexts]) };
  const { patches, attempts, ended } = await healFailure({
    ...heal,
    signal: request.signal,
    proof,
    // One error, one patch: the next run shows what is behind it.
    elsewhere: 'left',
    ...(onProgress ? { onProgress } : {}),
    ...(more ? { more: (reflections) => more(problem, source, proof, reflections) } : {}),
  });
  // In a plan that a person ticks off, what it adds is told; what runs in their own terminal must need no telling.
  const proved = patches.filter(
    (patch) =>
      patch.evidence.some(({ rung, result }) => rung === 'reruns' && result === 'passed') && (!runner.decides || mayBeUnasked(patch)),
  );
  const steps = attempts.filter((attempt) => isStep(attempt) && mayGoInBulk(attempt.patch, minConfidence)).map(({ patch }) => patch);
  // What the sandbox could not see, the person's own run can.
  const others = runner.decides ? patches.filter((patch) => !proved.includes(patch) && !steps.includes(patch)) : [];
  return {
    patches,
    worthARun: [...proved, ...steps, ...others.filter((patch) => mayGoInBulk(patch, minConfidence))],
    attempts,
    // That the sandbox could not see is no reason where the person's own run decides.
    ended: ended === 'not-provable' && runner.decides ? 'no-candidate' : ended,
  };
}

/** The error is gone, though another stands behind it: that one is the next round's work. */
function isStep({ patch, rung, further }: Attempt): boolean {
  return further && rung.result === 'skipped' && patch.candidate.confidence >= MIN_CONFIDENCE_OF_UNPROVED_STEP;
}

/** Whether the run with a patch lets it stand: the error is gone. Of a run in the sandbox that shows nothing the proof on a copy is believed. */
function helps(run: CommandRun, runner: CommandRunner, problem: Problem, before: string, after: string): boolean {
  if (run.ended !== 'exited') return run.ended === 'unknown' && !runner.decides;
  if (run.exitCode === 0) return true;
  const lines = lineMap(before, after);
  return !run.problems.some((found) =>
    isFailingAgain(problem, found, { line: lines.newLine(problem.location.range.start.line), added: lines.added }),
  );
}

/** What the person's own run says of a patch that is kept. */
function rungOf({ exitCode }: CommandRun, command: FailedCommand): RungResult {
  const why = exitCode === 0 ? 'exit code 0' : `the error is gone; the program now ends with exit code ${exitCode ?? 'unknown'}`;
  return { rung: 'reruns', result: 'passed', by: command.line, why };
}

/** The files that any step of a chain changes, as they were in the chain before its last step and as they are. */
function changedTexts(before: PatchChain, after: PatchChain): Promise<ChangedText[]> {
  return Promise.all(
    [...after.changedTexts].map(async ([path, text]) => ({ path, before: (await before.text(path)) ?? text, after: text })),
  );
}

/** The same for the same texts, by whatever steps. */
function keyOf(files: readonly Pick<ChangedText, 'path' | 'after'>[]): string {
  return JSON.stringify(files.map(({ path, after }) => [path, after]).sort());
}

const fixes = (count: number): string => `${count} ${count === 1 ? 'fix' : 'fixes'}`;

const WHY_ENDED: Record<HealedCommand['ended'], string> = {
  runs: 'It runs without an error.',
  told: 'Nothing can be told from running it.',
  'no-own-code': 'Its output shows no error of your own code that Self-Heal knows.',
  'no-candidate': 'No fix is sure enough for it.',
  'none-held': 'No fix held: with each of them the program still fails.',
  'not-provable': 'Nothing could be proved by running it again.',
  'out-of-rounds': 'No fix held in as many runs as are allowed.',
  'out-of-time': 'Out of time.',
  cancelled: 'You cancelled. Nothing was changed.',
};

/** Where nothing is known of a failure, what the program said last is the best word on it. */
function noOwnCode({ exitCode, lastWords }: CommandRun): string {
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
      const problems = ownProblems(run, command, root);
      const last = problems.at(-1);
      const cause = last && inconclusiveFailure(run, last, false);
      const lastWords = lastLine(run);
      return {
        ended: 'exited',
        exitCode: run.exitCode,
        problems,
        ...(cause ? { why: `It ${cause}, so nothing more can be told from running it here.` } : {}),
        ...(lastWords ? { lastWords } : {}),
      };
    },
  };
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

function ownProblems(run: SandboxRun, command: FailedCommand, root: string): Problem[] {
  const source = { cwd: command.cwd, roots: [root], origin: 'terminal' } as const;
  return [...detectText(run.stderr, source), ...detectText(run.stdout, source)]
    .filter(({ location }) => languageOf(location.path))
    .map((problem) => ({ ...problem, command: { ...command, ...(run.exitCode === null ? {} : { exitCode: run.exitCode }) } }));
}
