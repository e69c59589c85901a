// The typed rules, one line each. Order does not matter.

import type { TypedRule } from './typed';
import { annotations } from './annotations';
import { asyncs } from './asyncs';
import { codeFixes } from './code-fixes';
import { constructors } from './constructors';
import { indexKeys } from './index-keys';
import { members, oddOneOut } from './members';
import { modules } from './modules';
import { names } from './names';
import { nulls } from './nulls';
import { numbers } from './numbers';
import { callOfValue, constWithoutValue, domLibrary, otherLanguage, primitiveInstanceof, unknownError } from './small-types';
import { syntaxRepair } from './syntax-repair';

export const typedRules: readonly TypedRule[] = [codeFixes, names, syntaxRepair, members, oddOneOut, modules, asyncs, constructors, nulls, annotations, indexKeys, numbers, primitiveInstanceof, unknownError, domLibrary, otherLanguage, constWithoutValue, callOfValue];
