// Every Python fixer, one line each. The syntax mistakes are ranked together and keep a list of their own.

import type { Fixer, ProblemRewrite } from '../fixer';
import { argumentCount } from './calls/argument-count';
import { bracketsForParentheses } from './calls/brackets-for-parentheses';
import { changedInLibrary } from './calls/changed-in-library';
import { keywordArgument } from './calls/keyword-argument';
import { missingAwait } from './calls/missing-await';
import { missingCall } from './calls/missing-call';
import { missingSuperInit } from './calls/missing-super-init';
import { parameterOfOtherName } from './calls/parameter-of-other-name';
import { printResult } from './calls/print-result';
import { awaitablesInList } from './calls/awaitables-in-list';
import { superCall } from './calls/super-call';
import { swappedArguments } from './calls/swapped-arguments';
import { chainedError } from './chained-error';
import { addressName } from './frameworks/address-name';
import { djangoSetup } from './frameworks/django-setup';
import { missingWraps } from './frameworks/missing-wraps';
import { patchedName } from './frameworks/patched-name';
import { circularImport } from './imports/circular-import';
import { missingExport } from './imports/missing-export';
import { missingModule } from './imports/missing-module';
import { testPath } from './imports/test-path';
import { missingAttribute } from './names/missing-attribute';
import { loadOrLoads } from './names/load-or-loads';
import { misspeltInit } from './names/misspelt-init';
import { neverBegun } from './names/never-begun';
import { neverStored } from './names/never-stored';
import { namedInMessage } from './names/named-in-message';
import { outsideMethod } from './names/outside-method';
import { selfParameter } from './names/self-parameter';
import { unboundLocal } from './names/unbound-local';
import { undefinedName } from './names/undefined-name';
import { comparedWithConstant } from './practices/compared-with-constant';
import { lazyLogging } from './practices/lazy-logging';
import { mutableDefault } from './practices/mutable-default';
import { needless } from './practices/needless';
import { raiseFrom } from './practices/raise-from';
import { textEncoding } from './practices/text-encoding';
import { syntaxFixers } from './syntax/syntax-fixer';
import { checkedReturn } from './types/checked-return';
import { implicitOptional } from './types/implicit-optional';
import { renamedParameter } from './types/renamed-parameter';
import { uncheckedOptional } from './types/unchecked-optional';
import { declaredType } from './calls/declared-type';
import { boundaryTest } from './values/boundary-test';
import { bytesAndText } from './values/bytes-and-text';
import { changedWhileLooping } from './values/changed-while-looping';
import { divisionFromZero } from './values/division-from-zero';
import { endlessRecursion } from './values/endless-recursion';
import { keyOfData } from './values/key-of-data';
import { environmentVariable } from './values/environment-variable';
import { missingKey } from './values/missing-key';
import { lazySequence } from './values/lazy-sequence';
import { mutableField } from './values/mutable-field';
import { queryParameters } from './values/query-parameters';
import { timeFormat } from './values/time-format';
import { missingReturn } from './values/missing-return';
import { mixedOperands } from './values/mixed-operands';
import { noneResult } from './values/none-result';
import { notAnException } from './values/not-an-exception';
import { numberForSequence } from './values/number-for-sequence';
import { numberFromText } from './values/number-from-text';
import { openMode } from './values/open-mode';
import { percentFormat } from './values/percent-format';
import { rangeTooLong } from './values/range-too-long';
import { unhashableKey } from './values/unhashable-key';
import { unpackItems } from './values/unpack-items';
import { wholeNumber } from './values/whole-number';
import { tupleOfOne } from './calls/tuple-of-one';
import { strayComma } from './values/stray-comma';
import { fieldOrder } from './values/field-order';
import { shadowedName } from './names/shadowed-name';
import { listBeyondEnd } from './values/list-beyond-end';
import { pathAndText } from './values/path-and-text';
import { textOrBytes } from './values/text-or-bytes';
import { textNeeded } from './values/text-needed';
import { textForData } from './values/text-for-data';
import { notSerializable } from './values/not-serializable';
import { dates } from './values/dates';
import { timeZones } from './values/time-zones';
import { dictAttribute } from './names/dict-attribute';
import { urlScheme } from './values/url-scheme';
import { coroutineAtTop } from './calls/coroutine-at-top';
import { dataEncoding } from './values/data-encoding';
import { abstractMethod } from './calls/abstract-method';
import { maskOperators } from './values/mask-operators';
import { sharedDefault } from './calls/shared-default';
import { endByTest } from './values/end-by-test';
import { givenFunction } from './calls/given-function';
import { comparisonFunction } from './calls/comparison-function';
import { commandWords } from './calls/command-words';
import { asyncMismatch } from './calls/async-mismatch';
import { oldCoroutine } from './calls/old-coroutine';
import { exactNumbers } from './values/exact-numbers';
import { plainPattern } from './values/plain-pattern';
import { untypedField } from './values/untyped-field';
import { enumMember } from './values/enum-member';
import { textAsNumber } from './values/text-as-number';
import { escapedPath } from './syntax/escaped-path';
import { valuesInBrackets } from './calls/values-in-brackets';
import { passedByName } from './calls/passed-by-name';
import { keptResult } from './calls/kept-result';
import { mappedPairs } from './calls/mapped-pairs';
import { missingDecorator } from './calls/missing-decorator';
import { decoratorResult } from './calls/decorator-result';
import { expectedError } from './calls/expected-error';
import { mustBeAsync } from './calls/must-be-async';
import { loopWithinLoop } from './calls/loop-within-loop';
import { fixedSequence } from './values/fixed-sequence';
import { digitsOfNumber } from './values/digits-of-number';
import { textOfObject } from './values/text-of-object';
import { innerCollection } from './values/inner-collection';
import { storedProperty } from './values/stored-property';
import { numberWithMarks } from './values/number-with-marks';
import { patternGroup } from './values/pattern-group';
import { dateFromText } from './values/date-from-text';
import { calledTooEarly } from './names/called-too-early';
import { ownClassAsType } from './names/own-class-as-type';
import { methodOutsideClass } from './names/method-outside-class';
import { baseOrder } from './names/base-order';
import { pathAsText } from './names/path-as-text';
import { commaBetweenItems } from './values/comma-between-items';
import { fileBeside } from './values/file-beside';
import { fileByName } from './values/file-by-name';
import { readAfterClose } from './values/read-after-close';
import { startValueForFactory } from './values/start-value-for-factory';
import { typesToTest } from './values/types-to-test';
import { formatField } from './values/format-field';
import { dataclassAsKey } from './values/dataclass-as-key';
import { misspeltText } from './names/misspelt-text';
import { commandLineOption } from './calls/command-line-option';
import { argumentKind } from './values/argument-kind';
import { typeInBrackets } from './names/type-in-brackets';

export const pythonFixers: readonly Fixer[] = [
  ...syntaxFixers,
  escapedPath,
  // names
  dictAttribute,
  shadowedName,
  outsideMethod,
  undefinedName,
  unboundLocal,
  missingAttribute,
  loadOrLoads,
  misspeltInit,
  neverBegun,
  neverStored,
  namedInMessage,
  selfParameter,
  calledTooEarly,
  ownClassAsType,
  methodOutsideClass,
  baseOrder,
  pathAsText,
  misspeltText,
  typeInBrackets,
  // imports
  missingModule,
  missingExport,
  circularImport,
  testPath,
  // frameworks
  addressName,
  djangoSetup,
  missingWraps,
  patchedName,
  // calls
  givenFunction,
  comparisonFunction,
  commandWords,
  asyncMismatch,
  oldCoroutine,
  sharedDefault,
  abstractMethod,
  coroutineAtTop,
  tupleOfOne,
  argumentCount,
  bracketsForParentheses,
  changedInLibrary,
  declaredType,
  keywordArgument,
  missingAwait,
  missingCall,
  missingSuperInit,
  mutableDefault,
  parameterOfOtherName,
  printResult,
  awaitablesInList,
  superCall,
  swappedArguments,
  valuesInBrackets,
  passedByName,
  keptResult,
  mappedPairs,
  missingDecorator,
  decoratorResult,
  expectedError,
  mustBeAsync,
  loopWithinLoop,
  commandLineOption,
  // values
  exactNumbers,
  plainPattern,
  untypedField,
  enumMember,
  textAsNumber,
  endByTest,
  maskOperators,
  dataEncoding,
  urlScheme,
  timeZones,
  dates,
  notSerializable,
  textForData,
  textNeeded,
  textOrBytes,
  pathAndText,
  listBeyondEnd,
  fieldOrder,
  strayComma,
  boundaryTest,
  bytesAndText,
  changedWhileLooping,
  divisionFromZero,
  endlessRecursion,
  keyOfData,
  environmentVariable,
  missingKey,
  lazySequence,
  mutableField,
  queryParameters,
  timeFormat,
  missingReturn,
  mixedOperands,
  noneResult,
  notAnException,
  numberForSequence,
  numberFromText,
  openMode,
  percentFormat,
  rangeTooLong,
  unhashableKey,
  unpackItems,
  wholeNumber,
  fixedSequence,
  digitsOfNumber,
  textOfObject,
  innerCollection,
  storedProperty,
  numberWithMarks,
  patternGroup,
  dateFromText,
  commaBetweenItems,
  fileBeside,
  fileByName,
  readAfterClose,
  startValueForFactory,
  typesToTest,
  formatField,
  dataclassAsKey,
  argumentKind,
  // types
  checkedReturn,
  implicitOptional,
  renamedParameter,
  uncheckedOptional,
  // practices
  comparedWithConstant,
  lazyLogging,
  needless,
  raiseFrom,
  textEncoding,
];

export const pythonRewrites: readonly ProblemRewrite[] = [chainedError];
