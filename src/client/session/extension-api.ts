// What another extension gets from Self-Heal: `extensions.getExtension('self-heal.self-heal')?.exports`. Types only; `docs/api.md` shows them in use.
// Positions are VS Code's own: zero-based, UTF-16. Confidence is the probability that a fix is what a good developer would have typed, 0 to 1.

import type { CancellationToken, Diagnostic, Disposable, Event, ProviderResult, Range, Uri } from 'vscode';

export interface SelfHealExports {
  /** Of the newest API, as semver: what was promised under a first number holds under it. */
  readonly version: string;
  /** @throws where this version of Self-Heal has no such API. */
  getApi(version: 1): SelfHealApi;
}

export interface SelfHealApi {
  readonly version: 1;
  /** Fixes for an error in its own words and the text that it is about, best first. Nothing is changed. @throws with one sentence where it can't be done. */
  heal(request: HealTextRequest, token?: CancellationToken): Promise<readonly Fix[]>;
  /** Fixes for a diagnostic of a document, best first, the same that the light bulb has. Nothing is changed. */
  fixesFor(uri: Uri, diagnostic: Diagnostic, token?: CancellationToken): Promise<readonly Fix[]>;
  /** Puts a fix in as one undo step and records it. @throws where a file has changed since the fix was made, or the fix is for a text of no file. */
  apply(fix: Fix): Promise<void>;
  /** Accepted fixes of a workspace folder, newest first. */
  pairs(query: PairQuery): Promise<readonly Pair[]>;
  /** Counts of them. */
  statistics(folder: Uri): Promise<PairStatistics>;
  /** A heal was put into a document: from the light bulb, a command, by itself, or by `apply`. */
  readonly onDidHeal: Event<HealEvent>;
  /** What it proposes is proved and ranked like Self-Heal's own fixes. Disposed by its `Disposable`, and with its extension. */
  registerFixer(fixer: Fixer): Disposable;
  /** Speaks on every patch of its languages before it is offered: one it speaks against is not. */
  registerVerifier(verifier: Verifier): Disposable;
  /** A model that the person can choose in “Set Up Model…”. It is asked only while a command of theirs runs. */
  registerProvider(provider: Provider): Disposable;
}

export interface HealTextRequest {
  readonly text: string;
  /** A traceback, its last line, or a checker's report. */
  readonly error: string;
  /** Of the text's file; absent: it is none. */
  readonly uri?: Uri;
  /** Of the text; told by the URI where absent. */
  readonly languageId?: string;
  /** Zero-based line of the error; it is found where absent. */
  readonly line?: number;
}

export interface Fix {
  readonly id: string;
  /** What changes, in the imperative. */
  readonly title: string;
  readonly explanation: string;
  readonly confidence: number;
  /** What is proved and what is not, as sentences. */
  readonly evidence: string;
  /** Who made it: a fixer's id. */
  readonly source: string;
  /** What the program does with it that it did not do before: `writes a file`. */
  readonly adds: readonly string[];
  readonly problem: { readonly message: string; readonly range: Range };
  /** The problem's own file first. */
  readonly files: readonly FixedFile[];
}

export interface FixedFile {
  readonly uri: Uri;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  /** The whole text with the fix. */
  readonly after: string;
}

export interface PairQuery {
  /** A workspace folder. */
  readonly folder: Uri;
  /** 1 to 1000; 100 where absent. */
  readonly limit?: number;
  /** Only those of this type: `NameError`, `TS2304`. */
  readonly errorType?: string;
}

/** An accepted fix. Its secrets were taken out before it was kept. */
export interface Pair {
  readonly id: string;
  readonly errorType: string;
  readonly message: string;
  readonly language: string;
  readonly title: string;
  /** Relative to the folder. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly verdict: 'accepted' | 'edited' | 'rejected' | 'reverted' | 'survived';
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** The names are those of Saplings. */
export interface PairStatistics {
  readonly total_pairs: number;
  readonly error_types: Readonly<Record<string, number>>;
  readonly error_patterns: Readonly<Record<string, number>>;
  readonly pair_types: Readonly<Record<string, number>>;
  readonly earliest_pair: string | null;
  readonly latest_pair: string | null;
}

export interface HealEvent {
  readonly uri: Uri;
  readonly title: string;
  /** `lightbulb`, `plan`, `auto`. */
  readonly via: string;
  readonly fixes: readonly { readonly title: string; readonly source: string; readonly confidence: number; readonly problem: string }[];
}

/** A problem as fixers and verifiers are told it. */
export interface Problem {
  /** `NameError`, `reportUndefinedVariable`, `TS2304`; empty where it has none. */
  readonly errorType: string;
  readonly message: string;
  /** Who found it: `Pyright`, `python`. */
  readonly source: string;
  readonly range: Range;
}

/** The text to be mended: not always what the editor shows, for patches are tried on copies. */
export interface TextToMend {
  readonly uri: Uri;
  readonly languageId: string;
  readonly text: string;
}

export interface Fixer {
  /** `publisher.extension/name`, with the id of the extension that registers it. */
  readonly id: string;
  /** `python`, `typescript`, `typescriptreact`, `javascript`, `javascriptreact`. */
  readonly languages: readonly string[];
  /** Within a second, best first, at most six. Only edits of the text; confidence is not asked, for it is counted. */
  provideFixes(problem: Problem, text: TextToMend, token: CancellationToken): ProviderResult<readonly ProposedFix[]>;
}

export interface ProposedFix {
  /** What changes, in the imperative, without a full stop. */
  readonly title: string;
  readonly explanation?: string;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

export interface Verifier {
  /** As of a fixer. */
  readonly id: string;
  readonly languages: readonly string[];
  /** Within a second. Nothing: it has nothing to say. */
  verify(patch: PatchToVerify, token: CancellationToken): ProviderResult<Verdict>;
}

export interface PatchToVerify {
  readonly problem: Problem;
  readonly uri: Uri;
  readonly languageId: string;
  readonly before: string;
  readonly after: string;
}

export interface Verdict {
  readonly result: 'passed' | 'failed';
  /** One short sentence. */
  readonly why?: string;
}

export interface Provider {
  /** `publisher.extension/model`, with the id of the extension that registers it. */
  readonly id: string;
  /** As a person knows the model. */
  readonly title: string;
  /** The reply, whole or in pieces. Ends when the token is cancelled. */
  ask(request: ModelRequest, token: CancellationToken): Promise<string> | AsyncIterable<string>;
}

export interface ModelRequest {
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly content: string }[];
  readonly temperature?: number;
  readonly maxTokens?: number;
}
