// The typed rules, one line each. Order does not matter.

import type { TypedRule } from './typed';
import { asyncs } from './asyncs';
import { codeFixes } from './code-fixes';
import { constructors } from './constructors';
import { members, oddOneOut } from './members';
import { modules } from './modules';
import { names } from './names';
import { nulls } from './nulls';
import { syntaxRepair } from './syntax-repair';

export const typedRules: readonly TypedRule[] = [codeFixes, names, syntaxRepair, members, oddOneOut, modules, asyncs, constructors, nulls];
