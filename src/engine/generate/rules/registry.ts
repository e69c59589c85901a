// Every rule fixer, one line each. Order does not matter: offers are ranked by confidence and evidence.

import type { Fixer } from '../fixer';
import { nameFixers } from './python/fixers';
import { syntaxFixers } from './python/syntax/fixers';
import { typed } from './typescript/typed';
import { typedRules } from './typescript/typed-rules';

export const fixers: readonly Fixer[] = [
  // Python: syntax
  ...syntaxFixers,
  // Python: names, imports, attributes
  ...nameFixers,
  // TypeScript and JavaScript
  ...typedRules.map(typed),
];
