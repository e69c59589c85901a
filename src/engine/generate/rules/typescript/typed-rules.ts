// The typed rules, one line each. Order does not matter.

import type { TypedRule } from './typed';
import { codeFixes } from './code-fixes';
import { names } from './names';
import { syntaxRepair } from './syntax-repair';

export const typedRules: readonly TypedRule[] = [codeFixes, names, syntaxRepair];
