// What is offered against a problem, and how it is known to hold: candidate, evidence, patch, verdict.

import type { Problem, Range } from './problem';

/** A replacement in one document; LSP range, zero-based, UTF-16. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Edits of one document, not overlapping, in document order, made for exactly that version. */
export interface FileEdit {
  readonly path: string;
  /** The document version the edits were made for; null for a file that is not open. */
  readonly version: number | null;
  readonly edits: readonly TextEdit[];
}

/** `hand`: the user's own change, which is never offered but kept and learned from. */
export type CandidateOrigin = 'remembered' | 'learned' | 'rule' | 'editor' | 'model' | 'hand';

export interface Candidate {
  /** A hash of the edits: two candidates that do the same have the same id. */
  readonly id: string;
  /** What changes, in the imperative, without a full stop: `Add ':' after the if condition`. */
  readonly title: string;
  /** Titles of the single steps, first to last, where there are several; the title then names the first and counts the others. */
  readonly steps?: readonly string[];
  /** One or two plain sentences: what happened and why this mends it. */
  readonly explanation: string;
  readonly origin: { readonly kind: CandidateOrigin; readonly id: string };
  /** Which way the source went, and what it measured: what the confidence is made of, and what is counted when the verdict is known. */
  readonly variant: string;
  /** What is counted together with it: `python/names`, `editor`, `model`. */
  readonly family: string;
  /** `rank`: its place among its source's proposals, best first, from 0. */
  readonly features: Readonly<Record<string, number>>;
  readonly edits: readonly FileEdit[];
  /** The probability that this is what a good developer would have typed, 0 to 1, before anything was proved (generate/confidence.ts). */
  readonly confidence: number;
  /** Ids of the pairs that it was made of: to take it is to use them. Absent where it was made of none. */
  readonly pairs?: readonly string[];
  /** What the program does with it that it did not do before, as a title says it: `writes a file`. Such a candidate is never applied unasked. */
  readonly adds?: readonly string[];
  /** It writes what its author has not thought of yet, a stub or a parameter: to be chosen by itself, never applied among many or unasked. */
  readonly invents?: boolean;
}

export type Rung = 'parses' | 'checks' | 'reruns' | 'tests';

export interface RungResult {
  readonly rung: Rung;
  readonly result: 'passed' | 'failed' | 'skipped';
  /** Which parser, checker, command or test said so: `CPython 3.11`, `tsc 5.9`. */
  readonly by?: string;
  /** Why it failed or was not climbed; or, passed, a limit of what it shows. */
  readonly why?: string;
  readonly ms?: number;
  /** Of the rung `checks`, skipped: a type checker speaks against the patch, and a run that shows it right outweighs that. */
  readonly doubted?: true;
  /** Of the rung `tests`: what became of each. Absent where only an exit status is known. */
  readonly counts?: TestCounts;
  /** Of the rung `tests`: the files that these tests reach, absolute paths; of no other file does it say anything. */
  readonly reached?: readonly string[];
}

/** Tests before and after a patch. */
export interface TestCounts {
  /** Pass with the patch. */
  readonly passed: number;
  /** Of these, failed without it. */
  readonly healed: number;
  /** Failed without the patch and fail with it. */
  readonly stillFailing: number;
  /** Passed without it and do not with it. */
  readonly newlyBroken: number;
}

/** The ladder from `parses` up. A rung that was not climbed says why. */
export type Evidence = readonly RungResult[];

/** Of the changes that were made to a function or a file on trial, how many its tests noticed. */
export interface TestsWeak {
  readonly noticed: number;
  readonly of: number;
}

export type PatchStatus = 'generated' | 'validated' | 'applied' | 'failed' | 'invalid' | 'reverted' | 'rejected';

export interface Patch {
  /** Unique within a session. */
  readonly id: string;
  readonly problem: Problem;
  readonly candidate: Candidate;
  readonly evidence: Evidence;
  /** Probability that the patch is right, 0 to 1. */
  readonly confidence: number;
  /**
   * How likely it is at least, as far as enough was counted to tell; 0 or absent where it was not. What is preferred or applied unasked hangs on
   * this, what is shown is `confidence`.
   */
  readonly atLeast?: number;
  /** What was counted outside of this workspace says of it, 0 to 1; absent where no workspace was asked. */
  readonly foretold?: number;
  /** People here refuse such fixes more often than they take them: it stands behind an entry of the menu. */
  readonly unwanted?: boolean;
  /** The tests that reach its function were found weak: what they say of it counts less, so it stands one tier lower. */
  readonly testsWeak?: TestsWeak;
  /** Of a patch that also mends what an error hid: what its confidence is made of: the probability of its steps, and what the text looks like after it. */
  readonly whole?: { readonly kind: string; readonly probability: number; readonly features: Readonly<Record<string, number>> };
  readonly status: PatchStatus;
}

/** How a patch ended, and how that is known. */
export interface Verdict {
  readonly kind: 'accepted' | 'edited' | 'rejected' | 'reverted' | 'survived';
  readonly how: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}
