// Fixers and checkers that others have registered: asked like our own, and never trusted further than those. Whoever hands them in sees to it that
// each is given up in time and that its faults stay its own.

import type { RungResult, TextEdit } from '../patch';
import type { Problem } from '../problem';

export interface RegisteredFix {
  /** Of the fixer, in the name of its extension: `ada.shop/rounding`. */
  readonly fixer: string;
  readonly title: string;
  readonly explanation?: string;
  /** Of the problem's own file. */
  readonly edits: readonly TextEdit[];
}

export interface Registered {
  /** Best first for each fixer. Never rejects. */
  fixes(asked: {
    readonly problem: Problem;
    readonly path: string;
    readonly version: number | null;
    readonly text: string;
    readonly signal: AbortSignal;
  }): Promise<readonly RegisteredFix[]>;
  /** What each checker says of a text with a patch; none where they have nothing to say. Never rejects. */
  verdicts(asked: {
    readonly problem: Problem;
    readonly path: string;
    readonly before: string;
    readonly after: string;
    readonly signal: AbortSignal;
  }): Promise<readonly (Pick<RungResult, 'result' | 'why'> & { readonly by: string })[]>;
}
