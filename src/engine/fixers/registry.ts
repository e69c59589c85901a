// Every rule fixer, one line each. Order does not matter: offers are ranked by confidence and evidence.

import type { Fixer, ProblemRewrite } from './fixer';
import { nameFixers } from './python/registry';
import { syntaxFixers } from './python/syntax/syntax-fixer';
import { typescriptFixers, typescriptRewrites } from './typescript/registry';

export const fixers: readonly Fixer[] = [
  // Python: syntax
  ...syntaxFixers,
  // Python: names, imports, attributes
  ...nameFixers,
  // TypeScript and JavaScript
  ...typescriptFixers,
];

/** What is rewritten before dispatch. */
export const rewrites: readonly ProblemRewrite[] = [...typescriptRewrites];
