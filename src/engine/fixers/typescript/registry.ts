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
import { misspeltConstructor } from './names/misspelt-constructor';
import { misspeltElsewhere } from './names/misspelt-elsewhere';
import { misspeltMember } from './names/misspelt-member';
import { undefinedName } from './names/undefined-name';
import { otherLanguage } from './other-languages/other-language';
import { otherMethod } from './other-languages/other-method';
import { followOnError } from './rewrites/follow-on-error';
import { runtimeWords } from './rewrites/runtime-words';
import { asyncEffect } from './react/async-effect';
import { children } from './react/children';
import { componentResult } from './react/component-result';
import { eventType } from './react/event-type';
import { htmlAttribute } from './react/html-attribute';
import { inputValue } from './react/input-value';
import { refType } from './react/ref-type';
import { renamedInReact } from './react/renamed-in-react';
import { stateType } from './react/state-type';
import { styleText } from './react/style-text';
import { syntaxRepair } from './syntax/syntax-repair';
import { annotation } from './types/annotation';
import { calledHandler } from './types/called-handler';
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
  misspeltConstructor,
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
  stateType,
  asyncEffect,
  calledHandler,
  eventType,
  componentResult,
  children,
  styleText,
  htmlAttribute,
  inputValue,
  refType,
  renamedInReact,
  // Last: where it says the same as one of ours, ours explains it.
  codeFixes,
];

/** As the worker knows them. */
export const typedRewrites: readonly TypedRewrite[] = [followOnError, runtimeWords];

export const typescriptFixers: readonly Fixer[] = typedRules.map(typed);

export const typescriptRewrites: readonly ProblemRewrite[] = typedRewrites.map(typedRewrite);
