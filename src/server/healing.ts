// "Heal This File" and "Heal With Model": long, cancellable, on a copy; the client shows the result and applies it.

import type { CancellationToken, TextDocumentEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Patch, TextEdit } from '../engine/patch';
import type { Problem } from '../engine/problem';
import type { Workspace } from '../engine/project/workspace';
import { collectAgain } from '../engine/collect';
import { healFile } from '../engine/heal-file';
import { healWithModel } from '../engine/heal-with-model';
import { SourceText } from '../engine/syntax/source-text';
import { patched } from '../engine/syntax/edits';
import type { HealFile, HealWithModel, Refusal, Settings } from '../protocol';
import { isHealable, isOurs, type Offers } from './offers';
import { isFileExcluded, isMuted } from './settings';
import { toPath } from './paths';
import { offered } from './words';

export interface HealingOptions {
  readonly document: (uri: string) => TextDocument | undefined;
  readonly workspaceOf: (path: string) => Promise<Workspace>;
  readonly rootOf: (path: string) => string | undefined;
  readonly settings: () => Settings;
  readonly offers: Offers;
  readonly onFault: (where: string, error: unknown) => void;
}

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

  forget(uri: string): void {
    this.proposals.delete(uri);
  }

  async file(uri: string, token: CancellationToken, onProgress: (message: string, done: number, total: number) => void): Promise<HealFile.Plan | Refusal> {
    const opened = this.open(uri);
    if ('reason' in opened) return opened;
    const { document, path } = opened;
    const cancel = cancelled(token);
    const before = document.getText();
    await this.options.offers.ready(uri);
    const problems = this.options.offers.problems(uri).map(({ problem }) => problem).filter((problem) => problem.severity === 'error' || problem.severity === 'warning');
    const workspace = await this.options.workspaceOf(path);
    const source = new SourceText(before);
    const result = await healFile({
      path, source, version: document.version, problems, workspace, signal: cancel.signal, onProgress, recollect: collectAgain,
      muted: (fixer, problem) => isMuted(this.options.settings(), fixer, problem.signature.shape),
      onFault: this.options.onFault,
    });
    if (result.ended === 'cancelled') return { reason: 'cancelled', message: 'Cancelled. Nothing was changed.' };
    if (problems.length === 0 && result.healed.length === 0) return { reason: 'nothing-to-heal', message: 'No problems are shown for this file.' };
    const own = result.edits.find((file) => file.path === path);
    if (this.options.document(uri)?.version !== document.version) return stale();
    this.proposals.set(uri, { uri, patches: result.healed, before, after: result.after, problems });
    return {
      edit: edit(uri, document.version, own?.edits ?? []),
      before,
      after: result.after,
      healed: result.healed.map(offered),
      left: result.left.map(({ problem, why }) => ({ line: problem.location.range.start.line, problem: problem.message, why })),
      rounds: result.rounds,
    };
  }

  async withModel(uri: string, line: number, token: CancellationToken, onProgress: (message: string) => void): Promise<HealWithModel.Answer | Refusal> {
    const opened = this.open(uri);
    if ('reason' in opened) return opened;
    const { document, path } = opened;
    const { model } = this.options.settings();
    if (!model) return { reason: 'no-model', message: 'No model is configured. Set “selfHeal.model.baseUrl” and “selfHeal.model.name” in your user settings.' };
    const problems = this.options.offers.problems(uri).map(({ problem }) => problem);
    const problem = problems.find(({ location: { range } }) => range.start.line <= line && line <= range.end.line) ?? problems.find(({ location: { range } }) => Math.abs(range.start.line - line) <= 1);
    if (!problem) return { reason: 'nothing-to-heal', message: 'There is no problem on this line.' };
    const version = document.version;
    const before = document.getText();
    const source = new SourceText(before);
    const workspace = await this.options.workspaceOf(path);
    const answer = await healWithModel({ problem, source, version, all: problems, workspace, model, signal: cancelled(token).signal, onProgress });
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
    if (!settings.enabled) return { reason: 'disabled', message: 'Self-Heal is switched off (“selfHeal.enabled”).' };
    const document = this.options.document(uri);
    if (!document || !isOurs(document.languageId)) return { reason: 'not-open', message: 'Self-Heal mends Python, TypeScript and JavaScript files that are open in an editor.' };
    const path = toPath(uri);
    if (isFileExcluded(settings, this.options.rootOf(path), path)) return { reason: 'excluded', message: 'This file is excluded by “selfHeal.exclude.files”.' };
    if (!isHealable(document.getText())) return { reason: 'read-failed', message: 'This file is too large, has lines too long, or is not text. It is left as it is.' };
    return { document, path };
  }
}

function stale(): Refusal {
  return { reason: 'stale', message: 'The file was changed meanwhile. Nothing was applied; run it again.' };
}

function edit(uri: string, version: number, edits: readonly TextEdit[]): TextDocumentEdit {
  return { textDocument: { uri, version }, edits: edits.map(({ range, newText }) => ({ range, newText })) };
}

/** An abort signal that follows an LSP cancellation token. */
export function cancelled(token: CancellationToken): AbortController {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller;
}

