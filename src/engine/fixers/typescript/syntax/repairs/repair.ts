// One way to mend a text that does not parse, and what all of them look at.

import type { OffsetEdit } from '../../../../syntax/edits';
import type { ScriptToken } from '../script-tokens';

export interface Repair {
  /** The mistake that it reads the place as. */
  readonly variant: string;
  /** About minus the logarithm of how often people slip so, against the other repairs: the order in which they are tried. */
  readonly cost: number;
  readonly title: string;
  readonly edits: readonly OffsetEdit[];
}

/** The broken text, around its first error. */
export interface ErrorSite {
  readonly text: string;
  readonly tokens: readonly ScriptToken[];
  /** Index of the token at the error, or behind it. */
  readonly at: number;
  readonly error: { readonly start: number; readonly end: number; readonly message: string };
  /** What it costs that a token stands away from the error: tokens and lines between them. */
  distance(token: number): number;
}
