// What a change of a package is that takes more than one call's edits: when it applies, and how the code is written since.

import type { Proposal } from '../../fixer';
import type { PythonFile } from '../shared/python-file';

export interface LibraryRewrite {
  /** As it is imported. */
  readonly library: string;
  /** The first version without the old way. */
  readonly since: string;
  /** The missing attribute, and the types that had it; or the words of the message. */
  readonly attribute?: string;
  readonly types: readonly string[];
  readonly message?: RegExp;
  /** undefined where the code is not as plain as that. */
  propose(file: PythonFile): Proposal | undefined | Promise<Proposal | undefined>;
}
