// `self-heal run -- CMD…`: runs a program, heals the error it dies of, proves the fix by a run on a copy in the sandbox, and, with
// --apply, writes and runs again until it succeeds.

import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  commitMessage,
  findSandbox,
  healCommand,
  isHealed,
  isUnproved,
  isUnprovedSyntax,
  MIN_CONFIDENCE_IN_MENU,
  rankPatches,
  readSource,
  Rerunner,
  SourceText,
  tryOutIn,
  visibleText,
  Workspaces,
  writeFailure,
  type CommandEvent,
  type CommandRun,
  type HealedCommand,
  type HealedRound,
  type Patch,
  type Problem,
  type RunAgain,
  type TryOut,
} from '../../engine';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { briefOf } from '../io/briefs';
import { ModelHeals, type TerminalModel } from '../io/model-heals';
import { noticeOf, type Notifier } from '../io/notices';
import { record, recordLeft, recordSeen } from '../io/record';
import { diffOf, explanationLines, faultLine, patchLines, problemLine } from '../io/report';
import { onReaderGone } from '../io/output-reader';
import { note, say, showDiff } from '../io/say';
import { shellLine } from '../io/shell-line';
import { teamConfigs } from '../io/team-configs';
import { TerminalRunner } from '../io/terminal-runner';

export interface RunVerbOptions {
  readonly command: readonly string[];
  readonly apply: boolean;
  readonly keep: boolean;
  /** Where the message for a commit is written; absolute. */
  readonly message: string | undefined;
  /** Asked where rules end. */
  readonly model: TerminalModel | undefined;
  readonly workspace: string | undefined;
  /** What is too complex is left to a person, with a brief. */
  readonly escalate?: boolean;
  /** Tells a team's chat how it ended. */
  readonly notifier?: Notifier | undefined;
  /** Where nobody sits at the terminal: how long a run may take, which fixes may be written, and who is told that some were kept. */
  readonly unattended?: UnattendedRun;
}

export interface UnattendedRun {
  readonly signal: AbortSignal;
  readonly limitMs: number;
  /** Of each patch as it stands when it would be written, with what a run on a copy says of it. */
  readonly mayWrite: (patch: Patch) => boolean;
  readonly onKept: () => void;
  /** The person's own command was run, as it stands in the folder: how long it took. */
  readonly onRun?: (ms: number, run: CommandRun) => void;
  /** It does not end as the run before did. */
  readonly isNews?: (ran: HealedCommand) => boolean;
  /** `ran`: how it ended, `kept` with which fixes. */
  readonly onEnded: (ran: HealedCommand, kept: readonly HealedRound[]) => void;
}

const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export async function run(options: RunVerbOptions): Promise<ExitCode> {
  if (options.command.length === 0) throw new UsageError("run needs a command behind '--', like: self-heal run -- python3 app.py");
  const { unattended, message } = options;
  if (message !== undefined && !fs.statSync(path.dirname(message), { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`the message can't be written to ${message}: its folder is not there.`);
  const root = options.workspace ?? process.cwd();
  const workspaces = new Workspaces(say);
  /** Patches that were shown since something was kept: all of them are written together. */
  let shown: Patch[] = [];
  const runner = new TerminalRunner({
    command: options.command,
    root,
    apply: options.apply,
    keep: options.keep,
    ...(unattended
      ? {
          unattended: {
            signal: unattended.signal,
            limitMs: unattended.limitMs,
            mayWrite: () => shown.every(unattended.mayWrite),
            onRun: unattended.onRun,
          },
        }
      : {}),
  });
  const interrupted = new AbortController();
  const onStop = (): void => interrupted.abort();
  unattended?.signal.addEventListener('abort', onStop, { once: true });
  const onInterrupt = (): void => {
    // While the program runs Ctrl+C is for the program; a second one while it is healed ends us at once.
    if (runner.isRunning) return;
    if (!interrupted.signal.aborted) return interrupted.abort();
    runner.takeBack();
    process.exit(EXIT.interrupted);
  };
  for (const signal of INTERRUPTIONS) process.on(signal, onInterrupt);
  // Nobody would hear of a fix any more.
  const forget = unattended
    ? undefined
    : onReaderGone((stream) => {
        if (stream === process.stderr && !runner.isRunning) interrupted.abort();
      });
  try {
    const { runAgain, tryOut } = await proof(root);
    const workspace = await workspaces.of(root);
    const heals = options.model && new ModelHeals(options.model, () => workspaces.storeOf(root), say);
    const rank = options.model?.models.rank;
    const team = teamConfigs()(root);
    const minConfidence = Math.max(MIN_CONFIDENCE_IN_MENU, team.confidenceReview);
    const kept: HealedRound[] = [];
    /** When the command was seen to fail. */
    let askedAt: Date | undefined;
    const seen: Problem[] = [];
    let tried = 0;
    let unhealed: string | undefined;
    const healed = await healCommand({
      ...(heals
        ? {
            more: async (problem, source, how, reflections) => {
              const { signal } = interrupted;
              const found = await heals.heal({
                problem,
                source,
                version: null,
                all: [problem],
                workspace,
                memory: workspaces.memoryOf(root),
                signal,
                proof: how,
                reflections,
                ...(tryOut ? { tryOut } : {}),
              });
              unhealed = found.ok ? undefined : found.message;
              return found.ok ? found.value : [];
            },
          }
        : {}),
      ...(rank
        ? { rank: (patches, problem, source) => rankPatches(patches, { problem, source, workspace, rank, signal: interrupted.signal }) }
        : {}),
      command: { line: shellLine(options.command), cwd: process.cwd() },
      ...(team.confidenceReview > 0 ? { minConfidence } : {}),
      workspace,
      memory: workspaces.memoryOf(root),
      runner,
      ...(runAgain ? { runAgain } : {}),
      ...(options.escalate ? { escalate: true } : {}),
      texts: new Map(),
      signal: interrupted.signal,
      onFault: (where, error) => say(faultLine(where, error)),
      onEvent: (event) => {
        if (event.kind === 'shown') shown.push(event.patch);
        else if (event.kind !== 'next-error') shown = [];
        if (event.kind === 'next-error') {
          askedAt ??= new Date();
          seen.push(event.problem);
        }
        if (event.kind === 'shown') tried++;
        if (event.kind === 'kept') {
          kept.push(...event.rounds);
          unattended?.onKept();
        }
        return onEvent(event, { runner, workspaces, root, ms: askedAt ? Date.now() - askedAt.getTime() : 0, tried });
      },
    });
    const told = message === undefined || kept.length === 0 || (await writeMessage(message, kept, healed, root));
    unattended?.onEnded(healed, kept);
    // A watch that sees the same error each minute has seen one.
    const isNews = (unattended?.isNews?.(healed) ?? true) && options.apply;
    if (isNews) await recordSeen(root, seen);
    if (isNews && healed.left && healed.ended !== 'cancelled')
      await recordLeft(root, [{ problem: healed.left, why: healed.why }], askedAt ?? new Date());
    const notice = options.notifier && noticeOf(healed, kept, root);
    if (notice) await options.notifier?.tell(notice);
    if (healed.ended !== 'runs' && unhealed !== undefined) say(unhealed);
    if (healed.ended === 'escalated' && healed.left) await sayBrief(healed.left, workspaces, root);
    const code = report(healed, options);
    return told ? code : EXIT.usage;
  } finally {
    // Whatever failed, files are as they were.
    const left = runner.takeBack();
    if (left) say(left);
    for (const signal of INTERRUPTIONS) process.removeListener(signal, onInterrupt);
    forget?.();
    unattended?.signal.removeEventListener('abort', onStop);
    workspaces.dispose();
  }
}

/** @returns whether it was written; if not, that was said: the fixes stand all the same. */
async function writeMessage(file: string, kept: readonly HealedRound[], { tried }: HealedCommand, root: string): Promise<boolean> {
  const text = await commitMessage({
    patches: kept.map(({ patch }) => patch),
    attempts: kept.length + tried.length,
    shown: (shown) => path.relative(root, shown).split(path.sep).join('/'),
  });
  try {
    // Not beside it first: it may be a pipe.
    fs.writeFileSync(file, text);
    return true;
  } catch (error) {
    say(`the message was not written to ${file}: ${writeFailure(error).message}.`);
    return false;
  }
}

/** Nothing where nothing keeps a program from the rest of the machine: then only the user's own run tells. */
async function proof(root: string): Promise<{ readonly runAgain?: RunAgain; readonly tryOut?: TryOut }> {
  const { sandbox } = await findSandbox();
  if (!sandbox.holds) return {};
  const rerunner = new Rerunner();
  return { runAgain: (request) => rerunner.rerun({ ...request, root, sandbox }), tryOut: tryOutIn(sandbox, root, new Map()) };
}

interface Heard {
  readonly runner: TerminalRunner;
  readonly workspaces: Workspaces;
  readonly root: string;
  /** Since the command was seen to fail. */
  readonly ms: number;
  /** Fixes tried since then. */
  readonly tried: number;
}

async function onEvent(event: CommandEvent, heard: Heard): Promise<void> {
  const { runner, workspaces } = heard;
  switch (event.kind) {
    case 'next-error':
      return;
    case 'shown':
      note(`${patchLines(event.patch)}\n`);
      showDiff(diffOf(event.files), process.stderr);
      return;
    case 'kept': {
      const failed = runner.keep(event.files);
      if (failed) return say(`the fix could not be kept: ${failed}`);
      for (const { path } of event.files) workspaces.changed(path);
      return sayRecorded(event.rounds, event.confirmed, heard);
    }
    case 'taken-back': {
      if (!runner.hasWritten) return;
      const failed = runner.takeBack();
      if (failed) say(failed);
      else if (event.run.ended === 'interrupted') say('interrupted; the fix was taken back.');
      else if (event.run.ended === 'exited') say('the fix did not hold; it was taken back.');
    }
  }
}

async function sayRecorded(rounds: readonly HealedRound[], confirmed: boolean, { root, ms, tried }: Heard): Promise<void> {
  const proved = rounds.filter((round) => confirmed || !isUnproved(round));
  const one = rounds.length === 1;
  const many = one ? 'the fix' : `${rounds.length} fixes`;
  const what = `${many} ${one ? 'was' : 'were'} kept`;
  if (proved.length === 0)
    return say(
      one && rounds.some(isUnprovedSyntax)
        ? `${many} is written: it parses. Whether it is what you meant, a run can’t tell, so no success pair was recorded.`
        : `${many} ${one ? 'is' : 'are'} written: the program ends well with ${one ? 'it' : 'them'}, but nothing proved ${one ? 'it' : 'them'} right, so no success pair was recorded.`,
    );
  const attempts = Math.max(1, Math.round(tried / rounds.length));
  const recorded = await record(root, proved, 'applied by self-heal run --apply', { ms, attempts });
  const pairs = proved.length === 1 ? 'a success pair' : `${proved.length} success pairs`;
  say(recorded.ok ? `${what} and recorded as ${pairs}.` : `${what}, but not recorded: ${recorded.message}`);
}

function report({ ended, why, rounds, left, unproved }: HealedCommand, { apply, keep }: RunVerbOptions): ExitCode {
  switch (ended) {
    case 'runs':
      if (rounds.length > 0) say(why);
      return EXIT.ok;
    case 'cancelled':
      return EXIT.interrupted;
    case 'told':
    case 'no-own-code':
      say(why);
      if (left && !isHealed(left.language)) sayLeft(left);
      return EXIT.left;
    default:
      say(why);
      if (unproved && apply && !keep) say('With --keep a likely fix stays though nothing proved that it is right.');
      if (left) sayLeft(left);
      return EXIT.left;
  }
}

async function sayBrief(problem: Problem, workspaces: Workspaces, root: string): Promise<void> {
  const file = readSource(problem.location.path);
  const brief = file.ok && (await briefOf(problem, new SourceText(file.value.text), workspaces.memoryOf(root), root));
  if (brief) note(`\n${visibleText(brief)}\n`);
}

function sayLeft(problem: Problem): void {
  for (const line of [problemLine(problem), ...explanationLines(problem)]) note(`  ${line}\n`);
}
