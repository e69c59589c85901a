// `self-heal run -- CMD…`: runs a program, heals the error it dies of, proves the fix by a run on a copy in the sandbox, and, with
// --apply, writes and runs again until it succeeds.

import { spawn } from 'node:child_process';
import * as os from 'node:os';
import * as path from 'node:path';
import {
  findSandbox,
  healFailure,
  healProblem,
  languageOf,
  patched,
  Rerunner,
  SourceText,
  TerminalDetector,
  type Patch,
  type Problem,
  type Proof,
  type RungResult,
  type Workspace,
} from '../../engine';
import { wantsColour } from '../io/diff-view';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { Workspaces, type Change, type Healed } from '../io/heal-files';
import { record } from '../io/record';
import { diffOf, explanationLines, patchLines, problemLine } from '../io/report';
import { shellLine } from '../io/shell-line';
import { readSource, writeSources } from '../io/source-file';

export interface RunVerbOptions {
  readonly command: readonly string[];
  readonly apply: boolean;
  readonly workspace: string | undefined;
}

/** A program that dies of one error after the other is healed this often; each round is one error gone. */
const MAX_ROUNDS = 5;
/** Patches tried against one error. */
const MAX_RETRIES = 3;
const MAX_MS = 10 * 60_000;
/** Output beyond this is passed on but no longer looked at: an endless loop must not fill the memory. */
const MAX_WATCHED_BYTES = 64 * 1024 * 1024;

const say = (message: string): void => void process.stderr.write(`self-heal: ${message}\n`);

export async function run(options: RunVerbOptions): Promise<ExitCode> {
  if (options.command.length === 0) throw new UsageError("run needs a command behind '--', like: self-heal run -- python3 app.py");
  const root = options.workspace ?? process.cwd();
  const workspaces = new Workspaces(say);
  try {
    return await loop(options, root, await workspaces.of(root), await proofFor(options.command, root));
  } finally {
    workspaces.dispose();
  }
}

/** undefined where nothing keeps a program from the rest of the machine: then only the user's own run tells. */
async function proofFor(command: readonly string[], root: string): Promise<(() => Proof) | undefined> {
  const { sandbox } = await findSandbox();
  if (!sandbox.holds) return undefined;
  // One for each error: between two the files change on the disk.
  return () => {
    const rerunner = new Rerunner();
    return {
      command: { line: shellLine(command), cwd: process.cwd() },
      texts: new Map(),
      runAgain: (request) => rerunner.rerun({ ...request, root, sandbox }),
    };
  };
}

async function loop(options: RunVerbOptions, root: string, workspace: Workspace, proof: (() => Proof) | undefined): Promise<ExitCode> {
  const began = Date.now();
  const tried = new Set<string>();
  let ended = await runOnce(options.command, root);
  for (let round = 0; ; round++) {
    if (ended.exitCode === 0) {
      if (round > 0) say(`the program succeeds after ${round} ${round === 1 ? 'fix' : 'fixes'}.`);
      return EXIT.ok;
    }
    if (ended.interrupted) return 130;
    const problem = ended.problems.find((candidate) => languageOf(candidate.location.path));
    if (!problem) {
      say(`the program failed (exit code ${ended.exitCode}), and its output shows no error of your own code that Self-Heal knows.`);
      return EXIT.left;
    }
    if (round >= MAX_ROUNDS) return giveUp(`stopped after ${MAX_ROUNDS} fixes; the next error is`, problem);
    if (Date.now() - began > MAX_MS) return giveUp('out of time; the error left is', problem);
    const found = await patchesFor(problem, workspace, tried, proof?.());
    if (found.length === 0) return giveUp('no fix is sure enough for', problem);
    if (!options.apply) {
      const [best] = found;
      if (best) show(best);
      say('nothing was written; --apply writes the fix and runs the program again.');
      return EXIT.left;
    }
    let next: Ended | undefined;
    for (const attempt of found.slice(0, MAX_RETRIES)) {
      tried.add(attempt.key);
      show(attempt);
      const refused = writeSources(attempt.healed.changes);
      if (refused) {
        say(refused.refused);
        return EXIT.left;
      }
      const again = await runOnce(options.command, root);
      const still = again.exitCode !== 0 && again.problems.some((other) => isSame(other, problem));
      if (again.interrupted || still) {
        restore(attempt.healed.changes);
        say(again.interrupted ? 'interrupted; the fix was taken back.' : 'the error is still there; the fix was taken back.');
        if (again.interrupted) return 130;
        continue;
      }
      const rung: RungResult = {
        rung: 'reruns',
        result: 'passed',
        by: options.command.join(' '),
        why: again.exitCode === 0 ? 'exit code 0' : `the error is gone; the program now ends with exit code ${again.exitCode}`,
      };
      const proved = { ...attempt.patch, evidence: [...attempt.patch.evidence.filter((one) => one.rung !== 'reruns'), rung] };
      const recorded = await record(
        root,
        { ...attempt.healed, steps: attempt.healed.steps.map((step) => ({ ...step, patch: proved })) },
        'applied by self-heal run --apply',
      );
      say('message' in recorded ? `not recorded: ${recorded.message}` : 'the fix was kept and recorded as a success pair.');
      next = again;
      break;
    }
    if (!next) return giveUp('no fix held for', problem);
    ended = next;
  }
}

function giveUp(why: string, problem: Problem): ExitCode {
  say(`${why}: ${problemLine(problem)}`);
  for (const line of explanationLines(problem)) process.stderr.write(`  ${line}\n`);
  return EXIT.left;
}

interface Attempt {
  readonly patch: Patch;
  readonly healed: Healed;
  /** The texts it would write: the same is never tried twice. */
  readonly key: string;
}

async function patchesFor(
  problem: Problem,
  workspace: Workspace,
  tried: ReadonlySet<string>,
  proof: Proof | undefined,
): Promise<Attempt[]> {
  const file = readSource(problem.location.path);
  if ('refused' in file) {
    say(file.refused);
    return [];
  }
  const source = new SourceText(file.text);
  const request = {
    problem,
    source,
    all: [problem],
    workspace,
    version: null,
    signal: AbortSignal.timeout(60_000),
    onFault: (where: string, error: unknown) =>
      say(`${where} failed and was left out (${error instanceof Error ? error.message : String(error)}).`),
  };
  const patches = proof ? (await healFailure({ ...request, proof, elsewhere: 'left' })).patches : await healProblem(request);
  const attempts: Attempt[] = [];
  for (const patch of patches) {
    const changes: Change[] = [];
    for (const edit of patch.candidate.edits) {
      const target = edit.path === file.path ? file : readSource(edit.path);
      if (!('refused' in target)) changes.push({ source: target, text: patched(new SourceText(target.text), edit) });
    }
    if (changes.length < patch.candidate.edits.length) continue;
    const key = JSON.stringify(changes.map(({ source: target, text }) => [target.path, text]));
    const own = changes.find((change) => change.source.path === file.path);
    if (tried.has(key)) continue;
    attempts.push({
      patch,
      key,
      healed: { file, changes, left: [], steps: [{ patch, before: file.text, after: own?.text ?? file.text }] },
    });
  }
  return attempts;
}

function show({ patch, healed }: Attempt): void {
  process.stderr.write(`${patchLines(patch)}\n${diffOf(healed, wantsColour(process.stderr))}`);
}

function restore(changes: readonly Change[]): void {
  const refused = writeSources(changes.map(({ source, text }) => ({ source: { ...source, text }, text: source.text })));
  if (refused) say(refused.refused);
}

/** The same mistake at the same place; its line may have moved by what the patch inserted. */
function isSame(a: Problem, b: Problem): boolean {
  return (
    a.errorType === b.errorType &&
    a.message === b.message &&
    a.location.path === b.location.path &&
    Math.abs(a.location.range.start.line - b.location.range.start.line) <= 3
  );
}

interface Ended {
  readonly exitCode: number;
  readonly interrupted: boolean;
  readonly problems: readonly Problem[];
}

/** Output goes on to the user as it comes. The program stands in our process group, so Ctrl+C reaches it by itself. */
function runOnce(command: readonly string[], root: string): Promise<Ended> {
  const [program = '', ...args] = command;
  const detector = new TerminalDetector({ line: command.join(' '), cwd: process.cwd(), roots: [root] });
  const problems: Problem[] = [];
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'pipe'] });
    const stay = (): void => undefined;
    const pass = (): void => void child.kill('SIGTERM');
    process.on('SIGINT', stay);
    process.on('SIGTERM', pass);
    const finish = (): void => {
      process.removeListener('SIGINT', stay);
      process.removeListener('SIGTERM', pass);
    };
    let watched = 0;
    const decoders = [new TextDecoder(), new TextDecoder()] as const;
    for (const [stream, out, decoder] of [
      [child.stdout, process.stdout, decoders[0]],
      [child.stderr, process.stderr, decoders[1]],
    ] as const) {
      stream.on('data', (chunk: Buffer) => {
        if (!out.write(chunk)) {
          stream.pause();
          out.once('drain', () => stream.resume());
        }
        if ((watched += chunk.length) <= MAX_WATCHED_BYTES) problems.push(...detector.write(decoder.decode(chunk, { stream: true })));
      });
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      finish();
      reject(
        new UsageError(
          error.code === 'ENOENT' ? `there is no program '${program}'.` : `'${program}' could not be started (${error.code ?? 'unknown'}).`,
        ),
      );
    });
    child.on('close', (code, signal) => {
      finish();
      const exitCode = code ?? 128 + (signal ? (os.constants.signals[signal] ?? 0) : 0);
      problems.push(...detector.end(exitCode));
      resolve({ exitCode, interrupted: exitCode === 130, problems: problems.map(absolute) });
    });
  });
}

function absolute(problem: Problem): Problem {
  const file = problem.location.path;
  return path.isAbsolute(file) ? problem : { ...problem, location: { ...problem.location, path: path.resolve(file) } };
}
