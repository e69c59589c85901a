// What is run for the user, always in the sandbox and never in a folder that is not trusted: "Run and Heal", and a failed
// command once more, to prove the fixes of its failure.

import { createHash } from 'node:crypto';
import { createTwoFilesPatch } from 'diff';
import * as path from 'node:path';
import type { CancellationToken } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Patch, RungResult } from '../../engine/patch';
import type { Problem } from '../../engine/problem';
import type { Workspace } from '../../engine/project/workspace';
import { healFailure, type Proof } from '../../engine/heal/heal-failure';
import type { HealRequest } from '../../engine/heal/proved-candidates';
import { proveByTests } from '../../engine/verify/tests/prove-plan';
import { healCommand, sandboxRunner, type HealedCommand } from '../../engine/heal/heal-command';
import { Rerunner } from '../../engine/verify/rerun/rerunner';
import { runnable } from '../../engine/verify/rerun/command';
import { findSandbox } from '../../engine/verify/sandbox/find-sandbox';
import type { Sandbox } from '../../engine/verify/sandbox/sandbox';
import type { Refusal, RunAndHeal, Settings } from '../../protocol';
import { cancelled, planTests, withTests, type Proposed } from './heal';
import { isOurs } from '../lightbulb/prepared-fixes';
import { isInside, toPath, toUri } from '../session/paths';
import { recordRun } from './run-records';
import { isMuted } from '../session/settings';
import { Unasked } from './background-runs';
import { offered } from '../session/to-protocol';

export interface RunningOptions {
  readonly trusted: () => boolean;
  readonly settings: () => Settings;
  readonly documents: () => readonly TextDocument[];
  readonly workspaceOf: (path: string) => Promise<Workspace>;
  readonly rootOf: (path: string) => string | undefined;
  /** A plan for a file was made: it may be applied. */
  readonly onProposed: (proposed: Proposed) => void;
  readonly onFault: (where: string, error: unknown) => void;
}

/** A program that is run unasked, to prove a fix, gets no longer than this. In ms. */
const UNASKED_MS = 5_000;
/** Attempts that did not hold, in a report. */
const MAX_TRIED = 10;
/** After this no further fix of a failure is tried unasked. In ms. */
const UNASKED_IN_ALL_MS = 12_000;
/** One that the user asked to run. In ms. */
const ASKED_MS = 30_000;

export class Running {
  private readonly unasked = new Unasked<readonly Patch[]>(Date.now);

  constructor(private readonly options: RunningOptions) {}

  /** How a patch of a problem is proved by the command that showed it; undefined where nothing may be run, or nothing would come of it. */
  async proofOf(problem: Problem, root: string | undefined): Promise<Proof | undefined> {
    const { command } = problem;
    if (!command || !root || !this.options.trusted() || !this.options.settings().rerun) return undefined;
    if (!isInside(root, command.cwd) || !runnable(command.line).ok) return undefined;
    const { sandbox } = await findSandbox();
    return sandbox.holds ? { command, texts: this.texts(root), runAgain: this.runAgain(root, sandbox, UNASKED_MS) } : undefined;
  }

  /** The patches of a failure with what running it again says of them; undefined where it can say nothing, or enough was run. */
  async prove(request: HealRequest): Promise<readonly Patch[] | undefined> {
    const { problem, source, signal } = request;
    const proof = await this.proofOf(problem, this.options.rootOf(problem.location.path));
    if (!proof || signal.aborted) return undefined;
    const { command, texts } = proof;
    const failure = JSON.stringify([command.line, command.cwd, problem.errorType, problem.message, problem.location.path]);
    const seen = (open: ReadonlyMap<string, string>): string =>
      createHash('sha256')
        .update(JSON.stringify([source.text, problem.location.range, [...open], this.options.settings()]))
        .digest('hex');
    const key = seen(texts);
    const patches = await this.unasked.answer(failure, key, signal, async () => {
      const healed = await healFailure({ ...request, proof, maxMs: UNASKED_IN_ALL_MS });
      return healed.attempts.length === 0 || healed.ended === 'cancelled' ? undefined : healed.patches;
    });
    // Another document that the program reads may have changed while it ran.
    const root = this.options.rootOf(problem.location.path);
    if (!patches || signal.aborted || !root || seen(this.texts(root)) !== key) return undefined;
    return patches.map((patch) => forVersion(patch, problem, request.version));
  }

  async andHeal(
    { command, unprotected }: RunAndHeal.Params,
    token: CancellationToken,
    onProgress: (message: string) => void,
  ): Promise<RunAndHeal.Plan | Refusal> {
    const settings = this.options.settings();
    if (!settings.enabled) return { reason: 'disabled', message: 'Self-Heal is switched off (“selfHeal.enabled”).' };
    if (!this.options.trusted()) return { reason: 'untrusted', message: 'Nothing is run in a folder that you have not trusted.' };
    const root = this.options.rootOf(path.join(command.cwd, 'x'));
    if (!root) return { reason: 'nothing-to-heal', message: 'The command was not run in a folder of this workspace.' };
    const { sandbox, notes } = await findSandbox();
    if (!sandbox.holds && !unprotected)
      return { reason: 'no-sandbox', message: ['Nothing here keeps a program from the rest of the machine.', ...notes].join(' ') };
    const texts = this.texts(root);
    const started = new Date();
    const ran = await healCommand({
      command,
      texts,
      runner: sandboxRunner({ command, sandbox, root, texts, limits: { ms: ASKED_MS } }),
      runAgain: this.runAgain(root, sandbox, ASKED_MS),
      workspace: await this.options.workspaceOf(path.join(root, 'x')),
      signal: cancelled(token).signal,
      onProgress,
      muted: (fixer, problem) => isMuted(this.options.settings(), fixer, problem.signature.shape),
      onFault: this.options.onFault,
    });
    const unwritten = settings.store && ran.ended !== 'told' ? await recordRun(root, command, ran, started) : undefined;
    if (unwritten) this.options.onFault('recording the run', unwritten);
    if (token.isCancellationRequested) return { reason: 'cancelled', message: 'Cancelled. Nothing was changed.' };
    const tests = await this.tests(
      root,
      ran.files.map(({ before, after, edits }) => ({ path: edits.path, before, after })),
      cancelled(token).signal,
      onProgress,
    );
    if (token.isCancellationRequested) return { reason: 'cancelled', message: 'Cancelled. Nothing was changed.' };
    return this.plan(ran, sandbox, tests);
  }

  /** What the tests of changed files say; undefined where there are none, or nothing may be run. Never throws. */
  async tests(
    root: string | undefined,
    changes: readonly { readonly path: string; readonly before: string; readonly after: string }[],
    signal: AbortSignal,
    onProgress: (message: string) => void,
  ): Promise<RungResult | undefined> {
    const settings = this.options.settings();
    if (!root || changes.length === 0 || !this.options.trusted() || !settings.rerun) return undefined;
    try {
      const { sandbox } = await findSandbox();
      if (!sandbox.holds) return undefined;
      const { files } = await this.options.workspaceOf(path.join(root, 'x'));
      const [rung] = await proveByTests({
        root,
        files,
        changes,
        texts: this.texts(root),
        sandbox,
        signal,
        onProgress,
        ...(settings.testCommand ? { command: settings.testCommand } : {}),
      });
      return rung;
    } catch (error) {
      this.options.onFault('running the tests', error);
      return undefined;
    }
  }

  private plan(ran: HealedCommand, sandbox: Sandbox, tests: RungResult | undefined): RunAndHeal.Plan | Refusal {
    const files: RunAndHeal.Plan['files'][number][] = [];
    for (const { before, after, edits } of ran.files) {
      const uri = toUri(edits.path);
      const document = this.options.documents().find((open) => open.uri === uri);
      if (document && document.getText() !== before)
        return { reason: 'stale', message: `${path.basename(edits.path)} was changed meanwhile. Nothing was applied; run it again.` };
      const own = ran.rounds.filter(({ problem }) => problem.location.path === edits.path);
      this.options.onProposed({
        uri,
        patches: own.map(({ patch }) => withTests(patch, tests)),
        before,
        after,
        problems: own.map(({ problem }) => problem),
      });
      files.push({
        edit: {
          textDocument: { uri, version: document?.version ?? null },
          edits: edits.edits.map(({ range, newText }) => ({ range, newText })),
        },
        before,
        after,
        healed: own.map(({ patch }) => offered(patch)),
      });
    }
    const { left } = ran;
    return {
      files,
      rounds: ran.rounds.map(({ patch }) => offered(patch)),
      runs: ran.ended === 'runs',
      why: ran.why,
      sandbox: sandbox.name,
      ...(left
        ? { left: { uri: toUri(left.location.path), line: left.location.range.start.line, problem: `${left.errorType}: ${left.message}` } }
        : {}),
      ...planTests(tests),
      tried: ran.tried.slice(0, MAX_TRIED).map(({ patch, rung, before, after }) => ({
        title: patch.candidate.title,
        why: rung.why ?? 'the error is still there',
        diff: diffOf(path.basename(patch.problem.location.path), before, after),
      })),
    };
  }

  /** For the candidates of one heal: what is known of the unpatched program is not kept longer, for files change on the disk, too. */
  private runAgain(root: string, sandbox: Sandbox, ms: number): Proof['runAgain'] {
    const rerunner = new Rerunner();
    return (request) => rerunner.rerun({ ...request, root, sandbox, limits: { ms } });
  }

  /** The open documents of a folder: the program is run with what the user sees. */
  private texts(root: string): Map<string, string> {
    const open = this.options.documents().filter(({ uri, languageId }) => isOurs(languageId) && uri.startsWith('file:'));
    return new Map(open.map((document) => [toPath(document.uri), document.getText()] as const).filter(([file]) => isInside(root, file)));
  }
}

/** A patch of the same text when that was another version of the document. */
function forVersion(patch: Patch, problem: Problem, version: number | null): Patch {
  const edits = patch.candidate.edits.map((file) => (file.path === problem.location.path ? { ...file, version } : file));
  return { ...patch, problem, candidate: { ...patch.candidate, edits } };
}

/** Without the names, which the report says anyway. */
function diffOf(name: string, before: string, after: string): string {
  return createTwoFilesPatch(name, name, before, after, '', '', { context: 2 }).split('\n').slice(4).join('\n').trimEnd();
}
