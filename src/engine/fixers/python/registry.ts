// Every Python fixer, one line each. The syntax mistakes are ranked together and keep a list of their own.

import type { Fixer, ProblemRewrite } from '../fixer';
import { abstractMethod } from './calls/abstract-method';
import { argumentCount } from './calls/argument-count';
import { bracketsForParentheses } from './calls/brackets-for-parentheses';
import { changedInLibrary } from './calls/changed-in-library';
import { coroutineAtTop } from './calls/coroutine-at-top';
import { keywordArgument } from './calls/keyword-argument';
import { missingAwait } from './calls/missing-await';
import { missingCall } from './calls/missing-call';
import { missingSuperInit } from './calls/missing-super-init';
import { mutableDefault } from './calls/mutable-default';
import { printResult } from './calls/print-result';
import { superCall } from './calls/super-call';
import { swappedArguments } from './calls/swapped-arguments';
import { tupleOfOne } from './calls/tuple-of-one';
import { chainedError } from './chained-error';
import { missingExport } from './imports/missing-export';
import { missingModule } from './imports/missing-module';
import { dictAttribute } from './names/dict-attribute';
import { loadOrLoads } from './names/load-or-loads';
import { missingAttribute } from './names/missing-attribute';
import { misspeltInit } from './names/misspelt-init';
import { namedInMessage } from './names/named-in-message';
import { neverStored } from './names/never-stored';
import { selfParameter } from './names/self-parameter';
import { shadowedName } from './names/shadowed-name';
import { unboundLocal } from './names/unbound-local';
import { undefinedName } from './names/undefined-name';
import { escapedPath } from './syntax/escaped-path';
import { syntaxFixers } from './syntax/syntax-fixer';
import { boundaryTest } from './values/boundary-test';
import { bytesAndText } from './values/bytes-and-text';
import { changedWhileLooping } from './values/changed-while-looping';
import { dataEncoding } from './values/data-encoding';
import { dates } from './values/dates';
import { divisionFromZero } from './values/division-from-zero';
import { endByTest } from './values/end-by-test';
import { endlessRecursion } from './values/endless-recursion';
import { fieldOrder } from './values/field-order';
import { lazySequence } from './values/lazy-sequence';
import { listBeyondEnd } from './values/list-beyond-end';
import { maskOperators } from './values/mask-operators';
import { missingKey } from './values/missing-key';
import { missingReturn } from './values/missing-return';
import { mixedOperands } from './values/mixed-operands';
import { mutableField } from './values/mutable-field';
import { noneResult } from './values/none-result';
import { notAnException } from './values/not-an-exception';
import { notSerializable } from './values/not-serializable';
import { numberForSequence } from './values/number-for-sequence';
import { numberFromText } from './values/number-from-text';
import { openMode } from './values/open-mode';
import { pathAndText } from './values/path-and-text';
import { percentFormat } from './values/percent-format';
import { queryParameters } from './values/query-parameters';
import { rangeTooLong } from './values/range-too-long';
import { strayComma } from './values/stray-comma';
import { textForData } from './values/text-for-data';
import { textNeeded } from './values/text-needed';
import { textOrBytes } from './values/text-or-bytes';
import { timeFormat } from './values/time-format';
import { timeZones } from './values/time-zones';
import { unhashableKey } from './values/unhashable-key';
import { unpackItems } from './values/unpack-items';
import { urlScheme } from './values/url-scheme';
import { wholeNumber } from './values/whole-number';

export const pythonFixers: readonly Fixer[] = [
  ...syntaxFixers,
  escapedPath,
  // names
  dictAttribute,
  loadOrLoads,
  missingAttribute,
  misspeltInit,
  namedInMessage,
  neverStored,
  selfParameter,
  shadowedName,
  unboundLocal,
  undefinedName,
  // imports
  missingExport,
  missingModule,
  // calls
  abstractMethod,
  argumentCount,
  bracketsForParentheses,
  changedInLibrary,
  coroutineAtTop,
  keywordArgument,
  missingAwait,
  missingCall,
  missingSuperInit,
  mutableDefault,
  printResult,
  superCall,
  swappedArguments,
  tupleOfOne,
  // values
  boundaryTest,
  bytesAndText,
  changedWhileLooping,
  dataEncoding,
  dates,
  divisionFromZero,
  endByTest,
  endlessRecursion,
  fieldOrder,
  lazySequence,
  listBeyondEnd,
  maskOperators,
  missingKey,
  missingReturn,
  mixedOperands,
  mutableField,
  noneResult,
  notAnException,
  notSerializable,
  numberForSequence,
  numberFromText,
  openMode,
  pathAndText,
  percentFormat,
  queryParameters,
  rangeTooLong,
  strayComma,
  textForData,
  textNeeded,
  textOrBytes,
  timeFormat,
  timeZones,
  unhashableKey,
  unpackItems,
  urlScheme,
  wholeNumber,
];

export const pythonRewrites: readonly ProblemRewrite[] = [chainedError];
