// The typed rules, one line each. Order does not matter.

import type { TypedRule } from './framework/typed-rule';
import { annotations } from './types/annotation';
import { callOfValue } from './types/call-of-value';
import { codeFixes } from './framework/code-fixes';
import { constWithoutValue } from './types/const-without-value';
import { defaultOrNamed } from './modules/default-or-named';
import { domLibrary } from './modules/dom-library';
import { followUp } from './delegates/follow-on-error';
import { foreignMethod } from './other-languages/other-method';
import { indexKeys } from './names/index-key';
import { iterateObject } from './types/iterate-object';
import { loopBound } from './types/loop-bound';
import { asyncs } from './types/missing-await';
import { missingArgument } from './types/missing-argument';
import { missingCall } from './types/missing-call';
import { oddOneOut } from './names/misspelt-elsewhere';
import { members } from './names/misspelt-member';
import { moduleKind } from './modules/module-kind';
import { modules } from './modules/module-path';
import { otherLanguage } from './other-languages/other-language';
import { nulls } from './types/possibly-null';
import { numbers } from './types/string-as-number';
import { syntaxRepair } from './syntax/syntax-repair';
import { constructors } from './types/this-and-super';
import { names } from './names/undefined-name';
import { translated } from './delegates/runtime-words';
import { typeTest } from './types/type-test';
import { unknownError } from './types/unknown-error';

const ownCodes: readonly TypedRule[] = [
  codeFixes,
  names,
  syntaxRepair,
  members,
  oddOneOut,
  modules,
  asyncs,
  constructors,
  nulls,
  annotations,
  indexKeys,
  numbers,
  typeTest,
  unknownError,
  domLibrary,
  otherLanguage,
  constWithoutValue,
  callOfValue,
  foreignMethod,
  defaultOrNamed,
  missingCall,
  iterateObject,
  loopBound,
  moduleKind,
  followUp,
  missingArgument,
];

export const typedRules: readonly TypedRule[] = [...ownCodes, translated(ownCodes)];
