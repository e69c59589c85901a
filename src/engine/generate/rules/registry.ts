// Every rule fixer, one line each. Order does not matter: offers are ranked by confidence and evidence.

import type { Fixer } from '../fixer';
import { typed } from './typescript/typed';
import { typedRules } from './typescript/typed-rules';

export const fixers: readonly Fixer[] = [
  // Python: syntax
  // Python: names, imports, attributes
  // TypeScript and JavaScript
  ...typedRules.map(typed),
];
