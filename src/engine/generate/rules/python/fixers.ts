// The Python fixers for names, imports, attributes, calls and values: one line each.

import type { Fixer } from '../../fixer';
import { argumentCount } from './argument-count';
import { bracketsForParentheses } from './brackets-for-parentheses';
import { bytesAndText } from './bytes-and-text';
import { changedWhileLooping } from './changed-while-looping';
import { keywordArgument } from './keyword-argument';
import { missingAttribute } from './missing-attribute';
import { missingAwait } from './missing-await';
import { missingCall } from './missing-call';
import { missingExport } from './missing-export';
import { missingKey } from './missing-key';
import { missingModule } from './missing-module';
import { mixedOperands } from './mixed-operands';
import { noneResult } from './none-result';
import { numberForSequence } from './number-for-sequence';
import { rangeTooLong } from './range-too-long';
import { swappedArguments } from './swapped-arguments';
import { unboundLocal } from './unbound-local';
import { undefinedName } from './undefined-name';
import { unhashableKey } from './unhashable-key';
import { unpackItems } from './unpack-items';
import { wholeNumber } from './whole-number';

export const nameFixers: readonly Fixer[] = [
  undefinedName,
  unboundLocal,
  missingModule,
  missingExport,
  missingAttribute,
  keywordArgument,
  argumentCount,
  bracketsForParentheses,
  missingCall,
  missingAwait,
  noneResult,
  mixedOperands,
  numberForSequence,
  wholeNumber,
  rangeTooLong,
  missingKey,
  unpackItems,
  unhashableKey,
  changedWhileLooping,
  bytesAndText,
  swappedArguments,
];
