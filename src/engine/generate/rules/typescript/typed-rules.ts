// The typed rules, one line each. Order does not matter.

import type { TypedRule } from './typed';
import { annotations } from './annotation';
import { callOfValue } from './call-of-value';
import { codeFixes } from './code-fixes';
import { constWithoutValue } from './const-without-value';
import { defaultOrNamed } from './default-or-named';
import { domLibrary } from './dom-library';
import { followUp } from './follow-up';
import { foreignMethod } from './foreign-method';
import { indexKeys } from './index-key';
import { iterateObject } from './iterate-object';
import { loopBound } from './loop-bound';
import { asyncs } from './missing-await';
import { missingArgument } from './missing-argument';
import { missingCall } from './missing-call';
import { oddOneOut } from './misspelt-elsewhere';
import { members } from './misspelt-member';
import { moduleKind } from './module-kind';
import { modules } from './module-path';
import { otherLanguage } from './other-language';
import { nulls } from './possibly-null';
import { numbers } from './string-as-number';
import { syntaxRepair } from './syntax-repair';
import { constructors } from './this-and-super';
import { names } from './undefined-name';
import { translated } from './translated';
import { typeTest } from './type-test';
import { unknownError } from './unknown-error';

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
