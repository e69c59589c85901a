// "Heal This File", "Heal Workspace" and "Heal With Model": long, cancellable, on copies; the client shows the result and applies it.

import * as path from 'node:path';
import type { CancellationToken } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  healFile,
  healWithModel,
  healWorkspace,
  inspectAgain,
  isHealed,
  isReportedTwice,
  languageOf,
  patched,
  SourceText,
  type EditorFix,
  type FileToHeal,
  type Problem,
} from '../../engine';
import type { HealFile, HealWithModel, HealWorkspace, OtherFix, Refusal } from '../../protocol';
import type { PreparedFixes } from '../lightbulb/prepared-fixes';
import { isHealableText } from '../session/healable-text';
import { isWrong, problemAt, toKnown, type KnownProblem } from '../session/known-problems';
import { toPath, toUri } from '../session/paths';
import { CANCELLED, DISABLED, NO_MODEL, modelRefusal } from '../session/refusals';
import { cancelled } from '../session/cancelled';
import type { Session } from '../session/session';
import { offered, toEdit } from '../session/to-protocol';
import { planTests, stale, withTests, type Progress, type ProposedPlans } from './plan';
import type { ModelHeals } from './model-heals';
import type { RunCommands } from './run';
import { recordLeft, recordRegressed } from '../applied/heal-records';

/** More files than this in one plan is more than a person looks through. */
const MAX_FILES = 200;

export class HealCommands {
  constructor(
    private readonly session: Pick<
      Session,
      'client' | 'documents' | 'folders' | 'known' | 'log' | 'memory' | 'models' | 'stores' | 'weakTests'
    >,
    private readonly fixes: PreparedFixes,
    private readonly runs: RunCommands,
    private readonly plans: ProposedPlans,
    private readonly modelHeals: ModelHeals,
  ) {}

  /** `found`: problems that are known besides those that are shown. */
  async file(
    uri: string,
    others: readonly OtherFix[],
    token: CancellationToken,
    onProgress: Progress,
    found: readonly Problem[] = [],
  ): Promise<HealFile.Plan | Refusal> {
    const opened = this.open(uri);
    if ('reason' in opened) return opened;
    const { document, path } = opened;
    const { documents, folders, known } = this.session;
    const { version } = document;
    const signal = cancelled(token);
    const began = new Date();
    const before = document.getText();
    const shown = known.of(uri).map(({ problem }) => problem);
    const problems = [...shown, ...found.filter((problem) => !shown.some((other) => isReportedTwice(other, problem)))].filter(isWrong);
    const workspace = await folders.workspaceOf(path);
    const source = new SourceText(before);
    const goingOn = this.modelHeals.goingOn(folders.rootOf(path), 'plan', (message) => onProgress(message, 0, 1));
    const heal = (): ReturnType<typeof healFile> =>
      healFile({
        ...(goingOn ? { more: (asked) => goingOn.more({ ...asked, titles: titlesFor(asked.problem, others) }) } : {}),
        path,
        source,
        version,
        problems,
        workspace,
        signal,
        onProgress,
        ...this.common(others),
      });
    const made = await this.fixes.paused(uri, heal);
    const result = { ...made, healed: made.healed.map(await this.session.weakTests.marks(made.healed)) };
    void recordLeft(this.session, result.left, { via: 'plan', began, cancelled: result.ended === 'cancelled' });
    if (result.ended === 'cancelled') return CANCELLED;
    if (problems.length === 0 && result.healed.length === 0)
      return { reason: 'nothing-to-heal', message: 'No problems are shown for this file.' };
    const own = result.edits.find((file) => file.path === path);
    const changes = result.healed.length === 0 ? [] : [{ path, before, after: result.after }];
    const tests = await this.runs.tests(folders.rootOf(path), changes, signal, (message) => onProgress(message, 1, 1));
    if (signal.aborted) return CANCELLED;
    if (documents.get(uri)?.version !== version) return stale();
    void recordRegressed(this.session, result.healed, tests, { via: 'plan', began });
    const healed = result.healed.map((patch) => withTests(patch, tests));
    const ms = Date.now() - began.getTime();
    this.plans.add({ uri, patches: healed, before, after: result.after, problems, ms });
    const whole = { steps: result.healed, files: new Map([[path, { uri, version, before, problems, ms }]]) };
    const asked = await this.plans.show(whole, this.session.client.settings.confidenceReview);
    const unhealed = result.left.length === 0 ? undefined : goingOn?.why();
    return {
      ...(unhealed && { model: unhealed }),
      edit: toEdit(uri, version, own?.edits ?? []),
      before,
      after: result.after,
      healed: result.healed.map((patch) => ({ ...offered(withTests(patch, tests)), ...asked.get(patch) })),
      ...planTests(tests, [path]),
      left: result.left.map(({ problem, why }) => ({ line: problem.location.range.start.line, problem: problem.message, why })),
      rounds: result.rounds,
    };
  }

  async workspace(params: HealWorkspace.Params, token: CancellationToken, onProgress: Progress): Promise<HealWorkspace.Plan | Refusal> {
    const { client, documents, folders } = this.session;
    const { kind } = params;
    const isOfKind = ({ errorType }: Problem): boolean => !kind || errorType === kind.errorType;
    if (!client.settings.enabled) return DISABLED;
    const files = new Map<string, FileToHeal>();
    for (const { uri, diagnostics } of params.files) {
      if (files.size >= MAX_FILES) break;
      const file = await this.toHeal(
        uri,
        diagnostics
          .map((diagnostic) => ({ diagnostic, language: languageOf(toPath(uri)) }))
          .flatMap(({ diagnostic, language }) => (language ? [toKnown(uri, language, diagnostic)] : [])),
      );
      const problems = file?.problems.filter(isOfKind) ?? [];
      if (file && problems.length > 0) files.set(file.path, { ...file, problems });
    }
    if (files.size === 0) return { reason: 'nothing-to-heal', message: 'No problems are shown for the files of this workspace.' };
    const began = new Date();
    const signal = cancelled(token);
    const made = await healWorkspace({
      files: [...files.values()],
      workspaceOf: (file) => folders.workspaceOf(file),
      signal,
      onProgress: (file, done, total) => onProgress(path.basename(file), done, total),
      ...this.common(params.others ?? []),
      ...(kind && { muted: (fixer: string, problem: Problem): boolean => fixer !== kind.fixer || client.isMuted(fixer, problem) }),
    });
    const mark = await this.session.weakTests.marks(made.steps);
    const result = {
      ...made,
      steps: made.steps.map(mark),
      files: made.files.map((file) => ({ ...file, healed: file.healed.map(mark) })),
    };
    // Of one kind nothing else was tried, so nothing is known of what is left.
    const left = result.left.filter(({ problem }) => isOfKind(problem));
    void recordLeft(this.session, left, { via: 'plan', began, cancelled: signal.aborted });
    const [first] = result.files;
    const tests = await this.runs.tests(first && folders.rootOf(first.path), result.files, signal, (message) => onProgress(message, 1, 1));
    if (signal.aborted) return CANCELLED;
    const ms = (Date.now() - began.getTime()) / Math.max(1, result.files.length);
    const planned: HealWorkspace.Plan['files'][number][] = [];
    const changed = result.files.map(({ path: file, before }) => {
      const uri = toUri(file);
      return [file, { uri, version: documents.get(uri)?.version ?? null, before, problems: files.get(file)?.problems ?? [], ms }] as const;
    });
    const asked = await this.plans.show({ steps: result.steps, files: new Map(changed) }, client.settings.confidenceReview);
    for (const { path: file, before, after, edits, healed } of result.files) {
      const uri = toUri(file);
      const document = documents.get(uri);
      if (document && document.getText() !== before) return stale();
      const patches = healed.map((patch) => withTests(patch, tests));
      this.plans.add({ uri, patches, before, after, problems: files.get(file)?.problems ?? [], ms });
      planned.push({
        edit: toEdit(uri, document?.version ?? null, edits.edits),
        before,
        after,
        healed: healed.map((patch) => ({ ...offered(withTests(patch, tests)), ...asked.get(patch) })),
      });
    }
    return {
      files: planned,
      left: left.map(({ problem, why }) => ({
        uri: toUri(problem.location.path),
        line: problem.location.range.start.line,
        problem: problem.message,
        why,
      })),
      partly: result.ended !== 'done',
      ...planTests(
        tests,
        result.files.map((file) => file.path),
      ),
    };
  }

  /** A file with what is known to be wrong with it; undefined where there is nothing, or it is not to be touched. */
  private async toHeal(uri: string, shown: readonly KnownProblem[]): Promise<FileToHeal | undefined> {
    const { documents, folders, known } = this.session;
    const path = toPath(uri);
    if (folders.isExcluded(path)) return undefined;
    await this.fixes.ready(uri);
    const document = documents.get(uri);
    const text = document?.getText() ?? documents.textOf(path);
    if (text === undefined || !isHealableText(text)) return undefined;
    const problems = (document ? known.of(uri) : known.ofClosed(uri, shown)).map(({ problem }) => problem).filter(isWrong);
    return problems.length === 0 ? undefined : { path, source: new SourceText(text), version: document?.version ?? null, problems };
  }

  /** What healing one file and many have in common. */
  private common(others: readonly OtherFix[]) {
    return {
      remaining: inspectAgain,
      ...(this.session.client.settings.escalate ? { escalate: true } : {}),
      memory: this.session.memory,
      minConfidence: this.session.client.settings.confidenceReview,
      muted: (fixer: string, problem: Problem): boolean => this.session.client.isMuted(fixer, problem),
      onFault: this.session.log.fault,
      editorFixes: (problem: Problem): readonly EditorFix[] => fixesFor(problem, others),
    };
  }

  async withModel(
    uri: string,
    line: number,
    others: readonly OtherFix[],
    token: CancellationToken,
    onProgress: (message: string) => void,
  ): Promise<HealWithModel.Answer | Refusal> {
    const opened = this.open(uri);
    if ('reason' in opened) return opened;
    const { document, path } = opened;
    const { documents, folders, known, models: sessionModels } = this.session;
    const models = sessionModels.current;
    if (!models) return NO_MODEL;
    const problem = problemAt(known.of(uri), line)?.problem;
    if (!problem) return { reason: 'nothing-to-heal', message: 'There is no problem on this line.' };
    const problems = known.of(uri).map((one) => one.problem);
    const version = document.version;
    const before = document.getText();
    const source = new SourceText(before);
    const workspace = await folders.workspaceOf(path);
    const proof = await this.runs.proofOf(problem);
    const tryOut = models.critic && (await this.runs.tryOutIn(folders.rootOf(path)));
    const began = Date.now();
    const answer = await healWithModel({
      ...(proof ? { proof } : {}),
      problem,
      source,
      version,
      all: problems,
      workspace,
      models,
      titles: titlesFor(problem, others),
      ...this.modelHeals.options(problem, 'lightbulb'),
      ...(tryOut ? { tryOut } : {}),
      signal: cancelled(token),
      onProgress,
    });
    if (!answer.ok) return modelRefusal(answer);
    const [patch] = answer.value;
    const own = patch?.candidate.edits.find((file) => file.path === path);
    if (!patch || !own) return { reason: 'no-fix', message: 'The model found no fix that holds.' };
    if (documents.get(uri)?.version !== version) return stale();
    const after = patched(source, own);
    this.plans.add({ uri, patches: [patch], before, after, problems, ms: Date.now() - began });
    return { edit: toEdit(uri, version, own.edits), before, after, patch: offered(patch) };
  }

  private open(uri: string): { document: TextDocument; path: string } | Refusal {
    const { client, documents, folders } = this.session;
    if (!client.settings.enabled) return DISABLED;
    const document = documents.get(uri);
    if (!document || !isHealed(document.languageId))
      return { reason: 'not-open', message: 'Self-Heal mends Python, TypeScript and JavaScript files that are open in an editor.' };
    const path = toPath(uri);
    if (folders.isExcluded(path)) return { reason: 'excluded', message: 'This file is excluded by “selfHeal.exclude.files”.' };
    if (!isHealableText(document.getText()))
      return { reason: 'read-failed', message: 'This file is too large, has lines too long, or is not text. It is left as it is.' };
    return { document, path };
  }
}

/** What others offer for this very problem. */
function fixesFor({ location: { path: file, range }, message }: Problem, others: readonly OtherFix[]): readonly OtherFix[] {
  return others.filter((fix) => fix.message === message && toPath(fix.uri) === file && JSON.stringify(fix.range) === JSON.stringify(range));
}

const titlesFor = (problem: Problem, others: readonly OtherFix[]): readonly string[] => fixesFor(problem, others).map(({ title }) => title);
