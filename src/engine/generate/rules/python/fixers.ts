// The Python fixers for names, imports, attributes, calls and values: one line each.

import type { Fixer } from '../../fixer';
import { undefinedName } from './undefined-name';

export const nameFixers: readonly Fixer[] = [
  undefinedName,
];
