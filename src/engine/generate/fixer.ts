// What a fixer is. One file a fixer, one line in registry.ts.

import type { LanguageId, Problem } from '../problem';
import type { Workspace } from '../project/workspace';
import type { OffsetEdit } from '../syntax/edits';
import type { SourceText } from '../syntax/source-text';

/** All that a fixer may look at. It reads; it changes nothing. */
export interface FixContext {
  readonly problem: Problem;
  /** The document the problem is in, as it is now. */
  readonly source: SourceText;
  /** `problem.location.path`. */
  readonly path: string;
  /** Offsets of the problem in `source`, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** All problems known of this document, this one included. */
  readonly all: readonly Problem[];
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
}

/** One way to mend the problem. */
export interface Proposal {
  /** Imperative, says what changes, no full stop: `Change 'lenght' to 'length'`. */
  readonly title: string;
  /** One or two plain sentences for a tired person. */
  readonly explanation: string;
  readonly edits: readonly OffsetEdit[];
  /** Edits of further files, by absolute path, as offsets into their current text. */
  readonly otherFiles?: readonly { readonly path: string; readonly source: SourceText; readonly edits: readonly OffsetEdit[] }[];
  /** Probability that this is what a good developer would have typed, 0 to 1, measured where it can be. */
  readonly confidence: number;
}

export interface Fixer {
  /** `<language>/<the mistake>`, the file's name: `python/missing-colon`. */
  readonly id: string;
  readonly languages: readonly LanguageId[];
  /** Cheap, from the problem's words alone: whether it is worth calling `propose`. */
  answers(problem: Problem): boolean;
  /** Best first; empty where unsure. May throw only for a bug: the caller then goes on without it. */
  propose(context: FixContext): readonly Proposal[] | Promise<readonly Proposal[]>;
}

export const PYTHON: readonly LanguageId[] = ['python'];
export const SCRIPT: readonly LanguageId[] = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'];
