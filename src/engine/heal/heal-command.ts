// Runs a command on copies, heals the error it dies of, runs it again, until it succeeds or nothing more holds.
// The user's files stay as they are: what comes back is what would have to be changed, and how the runs went.

import { stripVTControlCharacters } from 'node:util';
import type { FileEdit, Patch } from '../patch';
import type { FailedCommand, Problem } from '../problem';
import type { Workspace } from '../project/workspace';

import { languageOf } from '../language';
import { detectText } from '../detect/detect';
import { healFailure, type Attempt, type Proof, type StopReason } from './heal-failure';
import { MAX_COMMAND_MS, MAX_COMMAND_ROUNDS, MIN_CONFIDENCE_OF_UNPROVED_STEP } from './limits';
import { PatchChain } from './patch-chain';
import type { HealRequest } from './proved-candidates';
import { SourceText } from '../syntax/source-text';
import { runnable } from '../verify/rerun/command';
import { inconclusiveFailure } from '../verify/rerun/inconclusive';
import type { Sandbox, SandboxLimits, SandboxRun } from '../verify/sandbox/sandbox';

export interface HealCommandRequest extends Pick<HealRequest, 'sources' | 'onFault'> {
  readonly muted?: (fixer: string, problem: Problem) => boolean;
  readonly command: FailedCommand;
  readonly workspace: Workspace;
  readonly sandbox: Sandbox;
  readonly runAgain: Proof['runAgain'];
  /** Texts as the user sees them where they differ from the disk, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly limits?: Partial<SandboxLimits>;
  readonly signal: AbortSignal;
  /** Asked where nothing at hand held. */
  readonly more?: (problem: Problem, source: SourceText, proof: Proof, reflections: readonly string[]) => Promise<readonly Patch[]>;
  readonly onProgress?: (message: string) => void;
  readonly now?: () => number;
}

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
  /** Patches that were run and did not hold. */
  readonly tried: readonly Attempt[];
}

/** Changes nothing; throws only for a bug. */
export async function healCommand(request: HealCommandRequest): Promise<HealedCommand> {
  const now = request.now ?? Date.now;
  const until = now() + MAX_COMMAND_MS;
  const { command, workspace, signal } = request;
  let chain = PatchChain.from(async (path) => request.texts.get(path) ?? (await workspace.files.read(path)));
  const rounds: HealedRound[] = [];
  const tried: Attempt[] = [];
  const result = (ended: HealedCommand['ended'], why: string, left?: Problem): HealedCommand => ({
    ended,
    why,
    rounds,
    files: chain.files().map(({ path, before, after, edits }) => ({ before, after, edits: { path, version: null, edits } })),
    tried,
    ...(left ? { left } : {}),
  });

  const line = runnable(command.line);
  if (!line.ok) return result('told', `“${command.line}” is not run in the sandbox: ${line.why}.`);
  for (;;) {
    if (signal.aborted) return result('cancelled', 'You cancelled. Nothing was changed.');
    const texts = new Map([...request.texts, ...chain.changedTexts]);
    request.onProgress?.(
      rounds.length === 0
        ? `Running ${command.line}…`
        : `Running it again, ${rounds.length} ${rounds.length === 1 ? 'fix' : 'fixes'} later…`,
    );
    const run = await request.sandbox.run({
      argv: ['/bin/sh', '-c', line.line],
      cwd: command.cwd,
      root: workspace.root,
      files: texts,
      signal,
      ...(request.limits ? { limits: request.limits } : {}),
    });
    if (run.ended !== 'exited')
      return signal.aborted ? result('cancelled', 'You cancelled. Nothing was changed.') : result('told', toldBy(run));
    if (run.exitCode === 0)
      return result(
        'runs',
        rounds.length === 0 ? 'It runs without an error.' : `It runs after ${rounds.length} ${rounds.length === 1 ? 'fix' : 'fixes'}.`,
      );
    const problem = ownProblem(run, command, workspace.root);
    if (!problem)
      return result(
        'no-own-code',
        `It fails (exit code ${run.exitCode ?? 'unknown'}), and its output shows no error of your own code that Self-Heal knows.${lastWords(run)}`,
      );
    const obstacle = inconclusiveFailure(run, problem, false);
    if (obstacle) return result('told', `It ${obstacle}, so nothing more can be told from running it here.`, problem);
    if (rounds.length >= MAX_COMMAND_ROUNDS) return result('out-of-rounds', `Stopped after ${MAX_COMMAND_ROUNDS} fixes.`, problem);
    if (now() > until) return result('out-of-time', 'Out of time.', problem);

    const path = problem.location.path;
    const text = await chain.text(path);
    if (text === undefined) return result('no-candidate', 'The file that fails could not be read.', problem);
    const source = new SourceText(text);
    const proof: Proof = { command, runAgain: request.runAgain, texts };
    const { more, muted, ...rest } = request;
    const healed = await healFailure({
      ...rest,
      version: null,
      problem,
      source,
      all: [problem],
      proof,
      // One error, one patch: the next run shows what is behind it.
      elsewhere: 'left',
      ...(muted ? { muted: (fixer) => muted(fixer, problem) } : {}),
      ...(more ? { more: (reflections) => more(problem, source, proof, reflections) } : {}),
    });
    tried.push(...healed.attempts.filter(({ rung }) => rung.result === 'failed'));
    const patch =
      healed.patches.find(({ evidence }) => evidence.some((rung) => rung.rung === 'reruns' && rung.result === 'passed')) ??
      healed.attempts.find(isStep)?.patch;
    if (!patch) return result(healed.ended === 'proved' ? 'none-held' : healed.ended, WHY[healed.ended], problem);
    chain = await chain.with(patch);
    rounds.push({ problem, patch, before: text, after: chain.changed(path) ?? text });
  }
}

const WHY: Record<StopReason, string> = {
  proved: 'A fix was proved.',
  'no-candidate': 'No fix is sure enough for it.',
  'none-held': 'No fix held: with each of them the program still fails.',
  'not-provable': 'Nothing could be proved by running it again.',
  'out-of-rounds': 'No fix held in as many runs as are allowed.',
  'out-of-time': 'Out of time.',
  cancelled: 'You cancelled. Nothing was changed.',
};

/** The error is gone, though another stands behind it: that one is the next round's work. */
function isStep({ patch, rung, further }: Attempt): boolean {
  return further && rung.result === 'skipped' && patch.candidate.confidence >= MIN_CONFIDENCE_OF_UNPROVED_STEP;
}

function toldBy(run: SandboxRun): string {
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

/** Where nothing is known of a failure, what the program said last is the best word on it. */
function lastWords({ stderr, stdout }: SandboxRun): string {
  const line = stripVTControlCharacters(stderr.trim() || stdout.trim())
    .split('\n')
    .at(-1)
    ?.trim()
    .slice(0, 200);
  return line ? ` Its last words: ${line}` : '';
}

function ownProblem(run: SandboxRun, command: FailedCommand, root: string): Problem | undefined {
  const source = { cwd: command.cwd, roots: [root], origin: 'terminal' } as const;
  const found = [...detectText(run.stderr, source), ...detectText(run.stdout, source)].filter(({ location }) => languageOf(location.path));
  const last = found.at(-1);
  return last && { ...last, command: { ...command, ...(run.exitCode === null ? {} : { exitCode: run.exitCode }) } };
}
