// Every rule fixer, one line each. Order does not matter: offers are ranked by confidence and evidence.

import type { Fixer } from './fixer';
import { nameFixers } from './python/registry';
import { syntaxFixers } from './python/syntax/syntax-fixer';
import { typed } from './typescript/framework/typed-rule';
import { typedRules } from './typescript/registry';

export const fixers: readonly Fixer[] = [
  // Python: syntax
  ...syntaxFixers,
  // Python: names, imports, attributes
  ...nameFixers,
  // TypeScript and JavaScript
  ...typedRules.map(typed),
];
