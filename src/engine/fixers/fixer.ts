// What a fixer is. One file a fixer, one line in registry.ts.

import type { Family } from '../detect/family';
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
  /** The problem that was reported, where `problem` is what it was rewritten to (`ProblemRewrite`): evidence is about this one alone. */
  readonly standsFor?: Problem;
  /** It is the cause of which `standsFor` is only a consequence. */
  readonly isCause?: boolean;
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
  /**
   * Which way the fixer went, one short word with hyphens, the same for all that are decided alike: `slip-of-local`, `module-in-use`.
   * How often each was right is counted from cases, and that is the confidence: a fixer knows no number (generate/confidence.ts).
   */
  readonly variant: string;
  /** Raw measurements that tell a likely proposal from an unlikely one of the same variant: distances, scores, counts. Finite numbers. */
  readonly features?: Readonly<Record<string, number>>;
  /** It leaves something to be filled in by a person: to be chosen by itself, never applied unasked. */
  readonly invents?: boolean;
}

/**
 * What a fixer answers, as data, so that a problem is dispatched by index: it answers where the problem's family is among `families`, its
 * error type among `codes`, or its message matches one of `messages`; and `where` holds, if given.
 */
export interface Answers {
  readonly families?: readonly Family[];
  /** Error types as `Problem.errorType` has them: `TS2304`, `reportCallIssue`, `KeyError`, `no-undef`. */
  readonly codes?: readonly string[];
  readonly messages?: readonly RegExp[];
  /** Narrows what was found so. Cheap, from the problem's words alone. */
  readonly where?: (problem: Problem) => boolean;
}

export interface Fixer {
  /** `<language>/<the mistake>`, the file's name: `python/missing-colon`. */
  readonly id: string;
  readonly languages: readonly LanguageId[];
  /** Folder of its file below `fixers/`: `python/names`. What is counted of its family stands in where little is counted of a variant. */
  readonly family: string;
  readonly answers: Answers;
  /** It asks a program about the text as it is, which is cheap only before others have changed texts looked at. Its proposals keep their place. */
  readonly isAskedFirst?: boolean;
  /** Best first; empty where unsure. May throw only for a bug: the caller then goes on without it. */
  propose(context: FixContext): readonly Proposal[] | Promise<readonly Proposal[]>;
}

/** A problem that stands for another one: an error that only follows from one beside it, a runtime's words for what a checker has a code for. */
export interface ProblemRewrite {
  /** `<language>/<what it rewrites>`, the file's name. */
  readonly id: string;
  readonly languages: readonly LanguageId[];
  readonly answers: Answers;
  /** The problem is only a consequence of what it is rewritten to: where that has a fix, it needs none of its own. */
  readonly replaces?: boolean;
  /** What the problem stands for, most urgent first; empty where it stands for itself. May throw only for a bug. */
  rewrite(context: FixContext): Promise<readonly Rewritten[]>;
}

export interface Rewritten {
  readonly problem: Problem;
  /** Offsets of the problem in the document, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/**
 * What of a problem's surroundings tells how likely any proposal for it is right, whatever the fixer: how long the text is, what else is
 * wrong with it. One function a language; its features stand beside the fixers' own.
 */
export type ContextFeatures = (context: FixContext) => Readonly<Record<string, number>>;

export { PYTHON, SCRIPT } from '../language';
