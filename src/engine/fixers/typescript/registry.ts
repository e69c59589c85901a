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
import { knownWord } from './names/known-word';
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
import { importAttribute } from './modules/import-attribute';
import { importShape } from './modules/import-shape';
import { moduleGlobals } from './modules/module-globals';
import { notExported } from './modules/not-exported';
import { projectSettings } from './modules/project-settings';
import { topLevelAwait } from './modules/top-level-await';
import { nodeMember } from './names/node-member';
import { callbackApi } from './runtime/callback-api';
import { calledCallback } from './runtime/called-callback';
import { environmentVariable } from './runtime/environment-variable';
import { fileBesideModule } from './runtime/file-beside-module';
import { functionWithoutNew } from './runtime/function-without-new';
import { identityInTest } from './runtime/identity-in-test';
import { jsonAndText } from './runtime/json-and-text';
import { lostThis } from './runtime/lost-this';
import { missingBase } from './runtime/missing-base';
import { missingReturn } from './runtime/missing-return';
import { numberOrText } from './runtime/number-or-text';
import { objectForArray } from './runtime/object-for-array';
import { ownAccessor } from './runtime/own-accessor';
import { patternKind } from './runtime/pattern-kind';
import { regularExpression } from './runtime/regular-expression';
import { shortOptionalChain } from './runtime/short-optional-chain';
import { useBeforeDefinition } from './runtime/use-before-definition';
import { syntaxRepair } from './syntax/syntax-repair';
import { annotation } from './types/annotation';
import { calledHandler } from './types/called-handler';
import { builtUpObject } from './types/built-up-object';
import { callOfValue } from './types/call-of-value';
import { callOrNot } from './types/call-or-not';
import { castForConversion } from './types/cast-for-conversion';
import { unawaitedList } from './types/unawaited-list';
import { typeParameter } from './types/type-parameter';
import { returnedResponse } from './types/returned-response';
import { negatedOperand } from './types/negated-operand';
import { unsetVariable } from './types/unset-variable';
import { recursiveResult } from './types/recursive-result';
import { constWithoutValue } from './types/const-without-value';
import { domElement } from './types/dom-element';
import { fittingValue } from './types/fitting-value';
import { iterateObject } from './types/iterate-object';
import { loopBound } from './types/loop-bound';
import { missingArgument } from './types/missing-argument';
import { missingAwait } from './types/missing-await';
import { missingCall } from './types/missing-call';
import { possiblyNull } from './types/possibly-null';
import { reduceStart } from './types/reduce-start';
import { stringAsNumber } from './types/string-as-number';
import { thisAndSuper } from './types/this-and-super';
import { typeTest } from './types/type-test';
import { unknownError } from './types/unknown-error';
import { closedMember } from './types/closed-member';
import { sortComparison } from './types/sort-comparison';
import { memberOfSome } from './types/member-of-some';
import { filterPredicate } from './types/filter-predicate';
import { typeArguments } from './types/type-arguments';
import { deletedProperty } from './types/deleted-property';
import { primitiveWrapper } from './types/primitive-wrapper';
import { undeclaredTypeParameter } from './types/undeclared-type-parameter';
import { parameterAsCalled } from './types/parameter-as-called';
import { assertionType } from './types/assertion-type';
import { keyOfType } from './names/key-of-type';
import { secondDeclaration } from './runtime/second-declaration';
import { oldOctal } from './runtime/old-octal';
import { privateName } from './runtime/private-name';
import { resultOfPush } from './runtime/result-of-push';
import { patternWithoutValue } from './runtime/pattern-without-value';
import { extendsForImplements } from './types/extends-for-implements';
import { staticMember } from './types/static-member';
import { patternOfEntry } from './types/pattern-of-entry';
import { listDeclaredAsItem } from './types/list-declared-as-item';
import { schemaType } from './types/schema-type';
import { typeWithMember } from './types/type-with-member';
import { valueInWrapper } from './types/value-in-wrapper';
import { catchType } from './types/catch-type';
import { mapInBrackets } from './types/map-in-brackets';
import { mockedFunction } from './types/mocked-function';
import { guardResult } from './types/guard-result';
import { setThroughQuestionMark } from './types/set-through-question-mark';
import { pairGivenBack } from './types/pair-given-back';
import { interfaceOfUnion } from './types/interface-of-union';
import { emptyTypeArgument } from './types/empty-type-argument';
import { missingInnerTable } from './runtime/missing-inner-table';
import { lineGoesOn } from './runtime/line-goes-on';
import { noMatch } from './runtime/no-match';
import { secondAnswer } from './runtime/second-answer';
import { addressWithoutProtocol } from './runtime/address-without-protocol';
import { bytesForText } from './runtime/bytes-for-text';
import { repeatCount } from './runtime/repeat-count';
import { keysOfNothing } from './runtime/keys-of-nothing';
import { severalForList } from './runtime/several-for-list';

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
  fittingValue,
  builtUpObject,
  recursiveResult,
  unsetVariable,
  negatedOperand,
  returnedResponse,
  domElement,
  typeParameter,
  unawaitedList,
  castForConversion,
  callOrNot,
  reduceStart,
  importAttribute,
  importShape,
  moduleGlobals,
  notExported,
  projectSettings,
  topLevelAwait,
  nodeMember,
  knownWord,
  callbackApi,
  calledCallback,
  environmentVariable,
  fileBesideModule,
  functionWithoutNew,
  identityInTest,
  jsonAndText,
  lostThis,
  missingBase,
  missingReturn,
  numberOrText,
  objectForArray,
  ownAccessor,
  patternKind,
  regularExpression,
  shortOptionalChain,
  useBeforeDefinition,
  closedMember,
  sortComparison,
  memberOfSome,
  filterPredicate,
  typeArguments,
  deletedProperty,
  primitiveWrapper,
  undeclaredTypeParameter,
  parameterAsCalled,
  assertionType,
  keyOfType,
  secondDeclaration,
  oldOctal,
  privateName,
  resultOfPush,
  patternWithoutValue,
  extendsForImplements,
  staticMember,
  patternOfEntry,
  listDeclaredAsItem,
  schemaType,
  typeWithMember,
  valueInWrapper,
  catchType,
  mapInBrackets,
  mockedFunction,
  guardResult,
  setThroughQuestionMark,
  pairGivenBack,
  interfaceOfUnion,
  emptyTypeArgument,
  missingInnerTable,
  lineGoesOn,
  noMatch,
  secondAnswer,
  addressWithoutProtocol,
  bytesForText,
  repeatCount,
  keysOfNothing,
  severalForList,
  // Last: where it says the same as one of ours, ours explains it.
  codeFixes,
];

/** As the worker knows them. */
export const typedRewrites: readonly TypedRewrite[] = [followOnError, runtimeWords];

export const typescriptFixers: readonly Fixer[] = typedRules.map(typed);

export const typescriptRewrites: readonly ProblemRewrite[] = typedRewrites.map(typedRewrite);
