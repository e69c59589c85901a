// The fixers and rewrites of TypeScript and JavaScript, one line each. Order does not matter.

import type { Fixer, ProblemRewrite } from '../fixer';
import { typedRewrite, type TypedRewrite } from './framework/typed-rewrite';
import { typed, type TypedRule } from './framework/typed-rule';
import { codeFixes } from './language-service/code-fixes';
import { defaultOrNamed } from './modules/default-or-named';
import { domLibrary } from './modules/dom-library';
import { moduleKind } from './modules/module-kind';
import { modulePath } from './modules/module-path';
import { indexKey } from './names/index-key';
import { misspeltElsewhere } from './names/misspelt-elsewhere';
import { misspeltMember } from './names/misspelt-member';
import { undefinedName } from './names/undefined-name';
import { otherLanguage } from './other-languages/other-language';
import { otherMethod } from './other-languages/other-method';
import { followOnError } from './rewrites/follow-on-error';
import { runtimeWords } from './rewrites/runtime-words';
import { importAttribute } from './modules/import-attribute';
import { importShape } from './modules/import-shape';
import { moduleGlobals } from './modules/module-globals';
import { notExported } from './modules/not-exported';
import { projectSettings } from './modules/project-settings';
import { topLevelAwait } from './modules/top-level-await';
import { nodeMember } from './names/node-member';
import { callbackApi } from './runtime/callback-api';
import { calledCallback } from './runtime/called-callback';
import { fileBesideModule } from './runtime/file-beside-module';
import { functionWithoutNew } from './runtime/function-without-new';
import { identityInTest } from './runtime/identity-in-test';
import { jsonAndText } from './runtime/json-and-text';
import { lostThis } from './runtime/lost-this';
import { missingBase } from './runtime/missing-base';
import { missingReturn } from './runtime/missing-return';
import { numberOrText } from './runtime/number-or-text';
import { objectForArray } from './runtime/object-for-array';
import { patternKind } from './runtime/pattern-kind';
import { shortOptionalChain } from './runtime/short-optional-chain';
import { useBeforeDefinition } from './runtime/use-before-definition';
import { syntaxRepair } from './syntax/syntax-repair';
import { annotation } from './types/annotation';
import { callOfValue } from './types/call-of-value';
import { constWithoutValue } from './types/const-without-value';
import { iterateObject } from './types/iterate-object';
import { loopBound } from './types/loop-bound';
import { missingArgument } from './types/missing-argument';
import { missingAwait } from './types/missing-await';
import { missingCall } from './types/missing-call';
import { possiblyNull } from './types/possibly-null';
import { stringAsNumber } from './types/string-as-number';
import { thisAndSuper } from './types/this-and-super';
import { typeTest } from './types/type-test';
import { unknownError } from './types/unknown-error';

/** As the worker knows them. */
export const typedRules: readonly TypedRule[] = [
  undefinedName,
  syntaxRepair,
  misspeltMember,
  misspeltElsewhere,
  modulePath,
  missingAwait,
  thisAndSuper,
  possiblyNull,
  annotation,
  indexKey,
  stringAsNumber,
  typeTest,
  unknownError,
  domLibrary,
  otherLanguage,
  constWithoutValue,
  callOfValue,
  otherMethod,
  defaultOrNamed,
  missingCall,
  iterateObject,
  loopBound,
  moduleKind,
  missingArgument,
  importAttribute,
  importShape,
  moduleGlobals,
  notExported,
  projectSettings,
  topLevelAwait,
  nodeMember,
  callbackApi,
  calledCallback,
  fileBesideModule,
  functionWithoutNew,
  identityInTest,
  jsonAndText,
  lostThis,
  missingBase,
  missingReturn,
  numberOrText,
  objectForArray,
  patternKind,
  shortOptionalChain,
  useBeforeDefinition,
  // Last: where it says the same as one of ours, ours explains it.
  codeFixes,
];

/** As the worker knows them. */
export const typedRewrites: readonly TypedRewrite[] = [followOnError, runtimeWords];

export const typescriptFixers: readonly Fixer[] = typedRules.map(typed);

export const typescriptRewrites: readonly ProblemRewrite[] = typedRewrites.map(typedRewrite);
