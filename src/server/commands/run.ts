// What is run for the user, always in the sandbox and never in a folder that is not trusted: "Run and Heal", and a failed
// command once more, to prove the fixes of its failure.

import { createHash } from 'node:crypto';
import { createTwoFilesPatch } from 'diff';
import * as path from 'node:path';
import type { CancellationToken } from 'vscode-languageserver';
import {
  findSandbox,
  healCommand,
  type HealedCommand,
  healFailure,
  type HealRequest,
  isInside,
  isKnownLanguage,
  type Patch,
  type Problem,
  type Proof,
  proveByTests,
  Rerunner,
  type RungResult,
  runnable,
  type Sandbox,
  sandboxRunner,
  type TryOut,
  tryOutIn,
} from '../../engine';
import type { Refusal, RunAndHeal } from '../../protocol';
import { toPath, toUri } from '../session/paths';
import { CANCELLED, DISABLED } from '../session/refusals';
import { cancelled } from '../session/cancelled';
import type { Session } from '../session/session';
import { offered, toEdit } from '../session/to-protocol';
import { BackgroundRuns } from './background-runs';
import type { ModelHeals } from './model-heals';
import { planTests, stale, withTests, type ProposedPlans } from './plan';
import { recordRun } from './run-records';
import { recordLeft, recordRegressed } from '../applied/heal-records';

/** A program that is run unasked, to prove a fix, gets no longer than this. In ms. */
const UNASKED_MS = 5_000;
/** Attempts that did not hold, in a report. */
const MAX_TRIED = 10;
/** After this no further fix of a failure is tried unasked. In ms. */
const UNASKED_IN_ALL_MS = 12_000;
/** One that the user asked to run. In ms. */
const ASKED_MS = 30_000;

export class RunCommands {
  private readonly background = new BackgroundRuns<readonly Patch[]>(Date.now);

  constructor(
    private readonly session: Pick<Session, 'client' | 'documents' | 'folders' | 'log' | 'memory' | 'stores' | 'weakTests'>,
    private readonly plans: ProposedPlans,
    private readonly modelHeals: ModelHeals,
    /** "Run and Heal" ended with an error: why, and after how many attempts. */
    private readonly onLeft: (problem: Problem, why: string, attempts: number) => void = () => undefined,
  ) {}

  /** How a patch of a problem is proved by the command that showed it; undefined where nothing may be run, or nothing would come of it. */
  async proofOf(problem: Problem): Promise<Proof | undefined> {
    const { client, folders } = this.session;
    const { command } = problem;
    const root = folders.rootOf(problem.location.path);
    if (!command || !root || !client.trusted || !client.settings.rerun) return undefined;
    if (!isInside(root, command.cwd) || !runnable(command.line).ok) return undefined;
    const { sandbox } = await findSandbox();
    return sandbox.holds ? { command, texts: this.texts(root), runAgain: this.runAgain(root, sandbox, UNASKED_MS) } : undefined;
  }

  /** Where a critic's counter-example is run; undefined where nothing may be. */
  async tryOutIn(root: string | undefined): Promise<TryOut | undefined> {
    const { client } = this.session;
    if (!root || !client.trusted || !client.settings.rerun) return undefined;
    const { sandbox } = await findSandbox();
    return sandbox.holds ? tryOutIn(sandbox, root, this.texts(root), { ms: UNASKED_MS }) : undefined;
  }

  /** The patches of a failure with what running it again says of them; undefined where it can say nothing, or enough was run. */
  async prove(request: HealRequest, patches: readonly Patch[]): Promise<readonly Patch[] | undefined> {
    const { problem, source, signal } = request;
    const proof = await this.proofOf(problem);
    if (!proof || signal.aborted) return undefined;
    const { command, texts } = proof;
    const failure = JSON.stringify([command.line, command.cwd, problem.errorType, problem.message, problem.location.path]);
    const seen = (open: ReadonlyMap<string, string>): string =>
      createHash('sha256')
        .update(JSON.stringify([source.text, problem.location.range, [...open], this.session.client.settings]))
        .digest('hex');
    const key = seen(texts);
    const proved = await this.background.answer(failure, key, signal, async () => {
      const healed = await healFailure({ ...request, patches, proof, maxMs: UNASKED_IN_ALL_MS });
      return healed.attempts.length === 0 || healed.ended === 'cancelled' ? undefined : healed.patches;
    });
    // Another document that the program reads may have changed while it ran.
    const root = this.session.folders.rootOf(problem.location.path);
    if (!proved || signal.aborted || !root || seen(this.texts(root)) !== key) return undefined;
    return proved.map((patch) => forVersion(patch, problem, request.version));
  }

  async runAndHeal(
    { command, unprotected }: RunAndHeal.Params,
    token: CancellationToken,
    onProgress: (message: string) => void,
  ): Promise<RunAndHeal.Plan | Refusal> {
    const { client, folders, log } = this.session;
    const signal = cancelled(token);
    if (!client.settings.enabled) return DISABLED;
    if (!client.trusted) return { reason: 'untrusted', message: 'Nothing is run in a folder that you have not trusted.' };
    const root = folders.rootOf(path.join(command.cwd, 'x'));
    if (!root) return { reason: 'nothing-to-heal', message: 'The command was not run in a folder of this workspace.' };
    const { sandbox, notes } = await findSandbox();
    if (!sandbox.holds && !unprotected)
      return { reason: 'no-sandbox', message: ['Nothing here keeps a program from the rest of the machine.', ...notes].join(' ') };
    const texts = this.texts(root);
    const started = new Date();
    const workspace = await folders.workspaceOf(path.join(root, 'x'));
    const goingOn = this.modelHeals.goingOn(root, 'plan', onProgress);
    const tryOut = sandbox.holds ? tryOutIn(sandbox, root, texts, { ms: ASKED_MS }) : undefined;
    const made = await healCommand({
      ...(client.settings.escalate ? { escalate: true } : {}),
      ...(goingOn
        ? {
            more: (problem, source, proof, reflections) =>
              goingOn.more({
                problem,
                source,
                version: null,
                all: [problem],
                workspace,
                signal,
                proof,
                reflections,
                ...(tryOut ? { tryOut } : {}),
              }),
          }
        : {}),
      command,
      texts,
      runner: sandboxRunner({ command, sandbox, root, texts, limits: { ms: ASKED_MS } }),
      runAgain: this.runAgain(root, sandbox, ASKED_MS),
      workspace,
      memory: this.session.memory,
      signal,
      onProgress,
      muted: (fixer, problem) => client.isMuted(fixer, problem),
      minConfidence: client.settings.confidenceReview,
      onFault: log.fault,
    });
    const mark = await this.session.weakTests.marks(made.rounds.map(({ patch }) => patch));
    const ran = { ...made, rounds: made.rounds.map((round) => ({ ...round, patch: mark(round.patch) })) };
    const unwritten = client.settingsOf(root).store && ran.ended !== 'told' ? await recordRun(root, command, ran, started) : undefined;
    if (unwritten) log.warn(`The run was not recorded: ${unwritten}`);
    if (signal.aborted) return CANCELLED;
    const tests = await this.tests(
      root,
      ran.files.map(({ before, after, edits }) => ({ path: edits.path, before, after })),
      signal,
      onProgress,
    );
    if (signal.aborted) return CANCELLED;
    const { left } = ran;
    if (left) this.onLeft(left, ran.why, ran.rounds.length + ran.tried.length);
    const steps = ran.rounds.map(({ patch }) => patch);
    void recordRegressed(this.session, steps, tests, { via: 'plan', began: started });
    void recordLeft(this.session, left ? [{ problem: left, why: ran.why }] : [], { via: 'plan', began: started });
    const unhealed = ran.ended === 'runs' ? undefined : goingOn?.why();
    const said = unhealed === undefined ? ran : { ...ran, why: `${ran.why} ${unhealed.message}` };
    const plan = await this.plan(said, sandbox, tests, Date.now() - started.getTime());
    return unhealed === undefined || 'reason' in plan ? plan : { ...plan, model: unhealed };
  }

  /** What the tests of changed files say; empty where there are none, or nothing may be run. Never throws. */
  async tests(
    root: string | undefined,
    changes: readonly { readonly path: string; readonly before: string; readonly after: string }[],
    signal: AbortSignal,
    onProgress: (message: string) => void,
  ): Promise<readonly RungResult[]> {
    const { client, folders, log } = this.session;
    if (!root || changes.length === 0 || !client.trusted || !client.settings.rerun) return [];
    try {
      const { sandbox } = await findSandbox();
      if (!sandbox.holds) return [];
      const { files } = await folders.workspaceOf(path.join(root, 'x'));
      const { testCommand } = client.settingsOf(root);
      return await proveByTests({
        root,
        files,
        changes,
        texts: this.texts(root),
        sandbox,
        signal,
        onProgress,
        ...(testCommand ? { command: testCommand } : {}),
      });
    } catch (error) {
      log.fault('running the tests', error);
      return [];
    }
  }

  private async plan(
    ran: HealedCommand,
    sandbox: Sandbox,
    tests: readonly RungResult[],
    spent: number,
  ): Promise<RunAndHeal.Plan | Refusal> {
    const ms = spent / Math.max(1, ran.files.length);
    const files: RunAndHeal.Plan['files'][number][] = [];
    const changed = ran.files.map(({ before, edits }) => {
      const uri = toUri(edits.path);
      const problems = ran.rounds.map(({ problem }) => problem).filter(({ location }) => location.path === edits.path);
      return [edits.path, { uri, version: this.session.documents.get(uri)?.version ?? null, before, problems, ms }] as const;
    });
    const steps = ran.rounds.map(({ patch }) => patch);
    const asked = await this.plans.show({ steps, files: new Map(changed) }, this.session.client.settings.confidenceReview);
    for (const { before, after, edits } of ran.files) {
      const uri = toUri(edits.path);
      const document = this.session.documents.get(uri);
      if (document && document.getText() !== before) return stale(path.basename(edits.path));
      const own = ran.rounds.filter(({ problem }) => problem.location.path === edits.path);
      this.plans.add({
        uri,
        patches: own.map(({ patch }) => withTests(patch, tests)),
        before,
        after,
        problems: own.map(({ problem }) => problem),
        ms,
      });
      files.push({
        edit: toEdit(uri, document?.version ?? null, edits.edits),
        before,
        after,
        healed: own.map(({ patch }) => ({ ...offered(withTests(patch, tests)), ...asked.get(patch) })),
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
      ...planTests(
        tests,
        ran.files.map(({ edits }) => edits.path),
      ),
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
    const open = this.session.documents.all().filter(({ uri, languageId }) => isKnownLanguage(languageId) && uri.startsWith('file:'));
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
