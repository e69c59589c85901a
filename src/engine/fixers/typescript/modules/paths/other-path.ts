// What a module path that leads nowhere may have been meant to be.

import type { Slip } from '../../framework/spelling';

export interface OtherPath {
  readonly specifier: string;
  readonly variant: string;
  /** How the name is misspelt, where it is. */
  readonly slip?: Slip;
}
