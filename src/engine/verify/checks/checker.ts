// What a rung of the ladder is made of. One file a checker, one line in registry.ts.

import type { LanguageId, Problem } from '../../problem';
import type { RungResult } from '../../patch';
import type { SourceText } from '../../syntax/source-text';
import type { Workspace } from '../../project/workspace';

export interface CheckRequest {
  readonly problem: Problem;
  readonly path: string;
  readonly before: SourceText;
  readonly after: SourceText;
  /** Other files that the candidate changes, before and after. */
  readonly others?: readonly { readonly path: string; readonly before: string; readonly after: string }[];
  /** Where an offset of `before` lies in `after`. */
  readonly shift: (offset: number) => number;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  /** A run decides next: what a checker only doubts need not be left out. */
  readonly runFollows?: boolean;
}

export interface Checker {
  readonly rung: 'parses' | 'checks';
  readonly languages: readonly LanguageId[];
  /** undefined where this checker has nothing to say on such a problem. Never runs the user's program. */
  check(request: CheckRequest): Promise<RungResult | undefined>;
}
