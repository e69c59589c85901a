// "Heal This File", "Heal Workspace" and "Heal With Model": long, cancellable, on copies; the client shows the result and applies it.

import * as path from 'node:path';
import type { CancellationToken, TextDocumentEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Patch, RungResult, TextEdit } from '../../engine/patch';
import type { Problem } from '../../engine/problem';
import type { Workspace } from '../../engine/project/workspace';
import { inspectAgain } from '../../engine/inspect/inspect-file';
import { languageOf } from '../../engine/language';
import type { EditorFix } from '../../engine/generate/editor/editor-candidates';
import { healFile } from '../../engine/heal/heal-file';
import type { Proof } from '../../engine/heal/heal-failure';
import { healWithModel } from '../../engine/heal/heal-with-model';
import { healWorkspace, type FileToHeal } from '../../engine/heal/heal-workspace';
import { SourceText } from '../../engine/syntax/source-text';
import { patched } from '../../engine/syntax/edits';
import { withRung } from '../../engine/heal/heal-failure';
import type { HealFile, HealWithModel, HealWorkspace, OtherFix, PlanTests, Refusal, Settings } from '../../protocol';
import { isHealable, isOurs, once, toKnown, type KnownProblem, type Offers } from '../lightbulb/prepared-fixes';
import { isFileExcluded, isMuted, isSourceExcluded } from '../session/settings';
import { toPath, toUri } from '../session/paths';
import { evidenceLine } from '../../engine/explain/evidence';
import { offered } from '../session/to-protocol';

export interface HealingOptions {
  readonly document: (uri: string) => TextDocument | undefined;
  readonly workspaceOf: (path: string) => Promise<Workspace>;
  readonly rootOf: (path: string) => string | undefined;
  readonly settings: () => Settings;
  readonly offers: Offers;
  /** Failures of programs that point into a file, open or not. */
  readonly failures: (uri: string) => readonly KnownProblem[];
  /** The text of a file that is not open; undefined where it cannot be read. */
  readonly read: (path: string) => string | undefined;
  /** How a model's patch is proved by the command that showed the problem; undefined where nothing may be run. */
  readonly proofOf: (problem: Problem) => Promise<Proof | undefined>;
  /** What the tests of changed files say; undefined where there are none, or nothing may be run. */
  readonly tests: (
    root: string | undefined,
    changes: readonly { readonly path: string; readonly before: string; readonly after: string }[],
    signal: AbortSignal,
    onProgress: (message: string) => void,
  ) => Promise<RungResult | undefined>;
  readonly onFault: (where: string, error: unknown) => void;
}

/** More files than this in one plan is more than a person looks through. */
const MAX_FILES = 200;

/** A plan or model answer that the client has been shown, until it says that it was applied. */
export interface Proposed {
  readonly uri: string;
  readonly patches: readonly Patch[];
  readonly before: string;
  readonly after: string;
  readonly problems: readonly Problem[];
}

export class Healing {
  private readonly proposals = new Map<string, Proposed>();

  constructor(private readonly options: HealingOptions) {}

  /** What was proposed last for a document. */
  proposed(uri: string): Proposed | undefined {
    return this.proposals.get(uri);
  }

  propose(proposed: Proposed): void {
    this.proposals.set(proposed.uri, proposed);
  }

  forget(uri: string): void {
    this.proposals.delete(uri);
  }

  async file(uri: string, others: readonly OtherFix[], token: CancellationToken, onProgress: Progress): Promise<HealFile.Plan | Refusal> {
    const opened = this.open(uri);
    if ('reason' in opened) return opened;
    const { document, path } = opened;
    const cancel = cancelled(token);
    const before = document.getText();
    await this.options.offers.ready(uri);
    const problems = this.options.offers
      .problems(uri)
      .map(({ problem }) => problem)
      .filter(isWrong);
    const workspace = await this.options.workspaceOf(path);
    const source = new SourceText(before);
    const result = await healFile({
      path,
      source,
      version: document.version,
      problems,
      workspace,
      signal: cancel.signal,
      onProgress,
      ...this.common(others),
    });
    if (result.ended === 'cancelled') return { reason: 'cancelled', message: 'Cancelled. Nothing was changed.' };
    if (problems.length === 0 && result.healed.length === 0)
      return { reason: 'nothing-to-heal', message: 'No problems are shown for this file.' };
    const own = result.edits.find((file) => file.path === path);
    const tests = await this.options.tests(
      this.options.rootOf(path),
      result.healed.length === 0 ? [] : [{ path, before, after: result.after }],
      cancel.signal,
      (message) => onProgress(message, 1, 1),
    );
    if (cancel.signal.aborted) return { reason: 'cancelled', message: 'Cancelled. Nothing was changed.' };
    if (this.options.document(uri)?.version !== document.version) return stale();
    const healed = result.healed.map((patch) => withTests(patch, tests));
    this.proposals.set(uri, { uri, patches: healed, before, after: result.after, problems });
    return {
      edit: edit(uri, document.version, own?.edits ?? []),
      before,
      after: result.after,
      healed: healed.map(offered),
      ...planTests(tests),
      left: result.left.map(({ problem, why }) => ({ line: problem.location.range.start.line, problem: problem.message, why })),
      rounds: result.rounds,
    };
  }

  async workspace(params: HealWorkspace.Params, token: CancellationToken, onProgress: Progress): Promise<HealWorkspace.Plan | Refusal> {
    if (!this.options.settings().enabled) return disabled();
    const files = new Map<string, FileToHeal>();
    for (const { uri, diagnostics } of params.files) {
      if (files.size >= MAX_FILES) break;
      const file = await this.toHeal(
        uri,
        diagnostics
          .map((diagnostic) => ({ diagnostic, language: languageOf(toPath(uri)) }))
          .flatMap(({ diagnostic, language }) => (language ? [toKnown(uri, language, diagnostic)] : [])),
      );
      if (file) files.set(file.path, file);
    }
    if (files.size === 0) return { reason: 'nothing-to-heal', message: 'No problems are shown for the files of this workspace.' };
    const { signal } = cancelled(token);
    const result = await healWorkspace({
      files: [...files.values()],
      workspaceOf: this.options.workspaceOf,
      signal,
      onProgress: (file, done, total) => onProgress(path.basename(file), done, total),
      ...this.common(params.others ?? []),
    });
    const [first] = result.files;
    const tests = await this.options.tests(first && this.options.rootOf(first.path), result.files, signal, (message) =>
      onProgress(message, 1, 1),
    );
    if (signal.aborted) return { reason: 'cancelled', message: 'Cancelled. Nothing was changed.' };
    const planned: HealWorkspace.Plan['files'][number][] = [];
    for (const { path: file, before, after, edits, healed } of result.files) {
      const uri = toUri(file);
      const document = this.options.document(uri);
      if (document && document.getText() !== before) return stale();
      const patches = healed.map((patch) => withTests(patch, tests));
      this.proposals.set(uri, { uri, patches, before, after, problems: files.get(file)?.problems ?? [] });
      planned.push({ edit: edit(uri, document?.version ?? null, edits.edits), before, after, healed: patches.map(offered) });
    }
    return {
      files: planned,
      left: result.left.map(({ problem, why }) => ({
        uri: toUri(problem.location.path),
        line: problem.location.range.start.line,
        problem: problem.message,
        why,
      })),
      partly: result.ended !== 'done',
      ...planTests(tests),
    };
  }

  /** A file with what is known to be wrong with it; undefined where there is nothing, or it is not to be touched. */
  private async toHeal(uri: string, shown: readonly KnownProblem[]): Promise<FileToHeal | undefined> {
    const settings = this.options.settings();
    const file = toPath(uri);
    const document = this.options.document(uri);
    if (isFileExcluded(settings, this.options.rootOf(file), file)) return undefined;
    await this.options.offers.ready(uri);
    const text = document?.getText() ?? this.options.read(file);
    if (text === undefined || !isHealable(text)) return undefined;
    const known = document
      ? this.options.offers.problems(uri)
      : once(
          [...shown, ...this.options.failures(uri)].filter(({ problem }) => !isSourceExcluded(settings, problem.source, problem.errorType)),
        );
    const problems = known.map(({ problem }) => problem).filter(isWrong);
    return problems.length === 0 ? undefined : { path: file, source: new SourceText(text), version: document?.version ?? null, problems };
  }

  /** What healing one file and many have in common. */
  private common(others: readonly OtherFix[]) {
    return {
      remaining: inspectAgain,
      muted: (fixer: string, problem: Problem): boolean => isMuted(this.options.settings(), fixer, problem.signature.shape),
      onFault: this.options.onFault,
      editorFixes: (problem: Problem): readonly EditorFix[] => {
        const { path: file, range } = problem.location;
        return others.filter(
          (fix) => fix.message === problem.message && toPath(fix.uri) === file && JSON.stringify(fix.range) === JSON.stringify(range),
        );
      },
    };
  }

  async withModel(
    uri: string,
    line: number,
    token: CancellationToken,
    onProgress: (message: string) => void,
  ): Promise<HealWithModel.Answer | Refusal> {
    const opened = this.open(uri);
    if ('reason' in opened) return opened;
    const { document, path } = opened;
    const { model } = this.options.settings();
    if (!model)
      return {
        reason: 'no-model',
        message: 'No model is configured. Set “selfHeal.model.baseUrl” and “selfHeal.model.name” in your user settings.',
      };
    const problems = this.options.offers.problems(uri).map(({ problem }) => problem);
    const problem =
      problems.find(({ location: { range } }) => range.start.line <= line && line <= range.end.line) ??
      problems.find(({ location: { range } }) => Math.abs(range.start.line - line) <= 1);
    if (!problem) return { reason: 'nothing-to-heal', message: 'There is no problem on this line.' };
    const version = document.version;
    const before = document.getText();
    const source = new SourceText(before);
    const workspace = await this.options.workspaceOf(path);
    const proof = await this.options.proofOf(problem);
    const answer = await healWithModel({
      ...(proof ? { proof } : {}),
      problem,
      source,
      version,
      all: problems,
      workspace,
      model,
      signal: cancelled(token).signal,
      onProgress,
    });
    if ('reason' in answer) return { reason: answer.reason === 'cancelled' ? 'cancelled' : 'model-failed', message: answer.message };
    const patch = answer.patches[0];
    const own = patch?.candidate.edits.find((file) => file.path === path);
    if (!patch || !own) return { reason: 'no-fix', message: 'The model found no fix that holds.' };
    if (this.options.document(uri)?.version !== version) return stale();
    const after = patched(source, own);
    this.proposals.set(uri, { uri, patches: [patch], before, after, problems });
    return { edit: edit(uri, version, own.edits), before, after, patch: offered(patch) };
  }

  private open(uri: string): { document: TextDocument; path: string } | Refusal {
    const settings = this.options.settings();
    if (!settings.enabled) return disabled();
    const document = this.options.document(uri);
    if (!document || !isOurs(document.languageId))
      return { reason: 'not-open', message: 'Self-Heal mends Python, TypeScript and JavaScript files that are open in an editor.' };
    const path = toPath(uri);
    if (isFileExcluded(settings, this.options.rootOf(path), path))
      return { reason: 'excluded', message: 'This file is excluded by “selfHeal.exclude.files”.' };
    if (!isHealable(document.getText()))
      return { reason: 'read-failed', message: 'This file is too large, has lines too long, or is not text. It is left as it is.' };
    return { document, path };
  }
}

/** A patch with what the tests say of the plan that it is part of. */
export function withTests(patch: Patch, tests: RungResult | undefined): Patch {
  return tests ? withRung(patch, tests) : patch;
}

/** The same as a sentence of the plan. */
export function planTests(tests: RungResult | undefined): { tests?: PlanTests } {
  return tests ? { tests: { failed: tests.result === 'failed', passed: tests.result === 'passed', sentence: evidenceLine([tests]) } } : {};
}

type Progress = (message: string, done: number, total: number) => void;

const isWrong = ({ severity }: Problem): boolean => severity === 'error' || severity === 'warning';

const disabled = (): Refusal => ({ reason: 'disabled', message: 'Self-Heal is switched off (“selfHeal.enabled”).' });

function stale(): Refusal {
  return { reason: 'stale', message: 'The file was changed meanwhile. Nothing was applied; run it again.' };
}

function edit(uri: string, version: number | null, edits: readonly TextEdit[]): TextDocumentEdit {
  return { textDocument: { uri, version }, edits: edits.map(({ range, newText }) => ({ range, newText })) };
}

/** An abort signal that follows an LSP cancellation token. */
export function cancelled(token: CancellationToken): AbortController {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller;
}
