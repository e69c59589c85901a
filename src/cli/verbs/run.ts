// `self-heal run -- CMD…`: runs a program, heals the error it dies of, proves the fix by a run on a copy in the sandbox, and, with
// --apply, writes and runs again until it succeeds.

import {
  findSandbox,
  healCommand,
  isUnprovedSyntax,
  Rerunner,
  type CommandEvent,
  type HealedCommand,
  type HealedRound,
  type Problem,
  type RunAgain,
} from '../../engine';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { Workspaces } from '../io/heal-files';
import { record } from '../io/record';
import { diffOf, explanationLines, faultLine, patchLines, problemLine } from '../io/report';
import { note, say, showDiff } from '../io/say';
import { shellLine } from '../io/shell-line';
import { TerminalRunner } from '../io/terminal-runner';

export interface RunVerbOptions {
  readonly command: readonly string[];
  readonly apply: boolean;
  readonly workspace: string | undefined;
}

export async function run(options: RunVerbOptions): Promise<ExitCode> {
  if (options.command.length === 0) throw new UsageError("run needs a command behind '--', like: self-heal run -- python3 app.py");
  const root = options.workspace ?? process.cwd();
  const workspaces = new Workspaces(say);
  const runner = new TerminalRunner({ command: options.command, root, apply: options.apply });
  const interrupted = new AbortController();
  const onInterrupt = (): void => {
    // While the program runs Ctrl+C is for the program; a second one while it is healed ends us at once.
    if (runner.isRunning) return;
    process.removeListener('SIGINT', onInterrupt);
    interrupted.abort();
  };
  process.on('SIGINT', onInterrupt);
  try {
    const runAgain = await proof(root);
    const healed = await healCommand({
      command: { line: shellLine(options.command), cwd: process.cwd() },
      workspace: await workspaces.of(root),
      runner,
      ...(runAgain ? { runAgain } : {}),
      texts: new Map(),
      signal: interrupted.signal,
      onFault: (where, error) => say(faultLine(where, error)),
      onEvent: (event) => onEvent(event, runner, workspaces, root),
    });
    return report(healed);
  } finally {
    // Whatever failed, files are as they were.
    const left = runner.takeBack();
    if (left) say(left);
    process.removeListener('SIGINT', onInterrupt);
    workspaces.dispose();
  }
}

/** undefined where nothing keeps a program from the rest of the machine: then only the user's own run tells. */
async function proof(root: string): Promise<RunAgain | undefined> {
  const { sandbox } = await findSandbox();
  if (!sandbox.holds) return undefined;
  const rerunner = new Rerunner();
  return (request) => rerunner.rerun({ ...request, root, sandbox });
}

async function onEvent(event: CommandEvent, runner: TerminalRunner, workspaces: Workspaces, root: string): Promise<void> {
  switch (event.kind) {
    case 'next-error':
      return;
    case 'shown':
      note(`${patchLines(event.patch)}\n`);
      showDiff(diffOf(event.files), process.stderr);
      return;
    case 'kept':
      runner.keep();
      for (const { path } of event.round.patch.candidate.edits) workspaces.changed(path);
      return sayRecorded(event.round, root);
    case 'taken-back': {
      const failed = runner.takeBack();
      if (failed) say(failed);
      else if (event.run.ended === 'interrupted') say('interrupted; the fix was taken back.');
      else if (event.run.ended === 'exited') say('the error is still there; the fix was taken back.');
    }
  }
}

async function sayRecorded(round: HealedRound, root: string): Promise<void> {
  if (isUnprovedSyntax(round))
    return say('the fix was kept: it parses. Whether it is what you meant, a run can’t tell, so no success pair was recorded.');
  const recorded = await record(root, [round], 'applied by self-heal run --apply');
  say(recorded.ok ? 'the fix was kept and recorded as a success pair.' : `the fix was kept, but not recorded: ${recorded.message}`);
}

function report({ ended, why, rounds, left }: HealedCommand): ExitCode {
  switch (ended) {
    case 'runs':
      if (rounds.length > 0) say(why);
      return EXIT.ok;
    case 'cancelled':
      return EXIT.interrupted;
    case 'told':
    case 'no-own-code':
      say(why);
      return EXIT.left;
    default:
      say(why);
      if (left) sayLeft(left);
      return EXIT.left;
  }
}

function sayLeft(problem: Problem): void {
  for (const line of [problemLine(problem), ...explanationLines(problem)]) note(`  ${line}\n`);
}
