// Every kind of Python syntax mistake, one line each.

import type { Mistake } from './mistake';
import { search } from './search';

export const mistakes: readonly Mistake[] = [
  search,
];
