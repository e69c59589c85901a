// The Python fixers for names, imports, attributes, calls and values: one line each.

import type { Fixer } from '../../fixer';
import { argumentCount } from './argument-count';
import { boundaryTest } from './boundary-test';
import { bracketsForParentheses } from './brackets-for-parentheses';
import { bytesAndText } from './bytes-and-text';
import { changedWhileLooping } from './changed-while-looping';
import { divisionFromZero } from './division-from-zero';
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
import { superCall } from './super-call';
import { swappedArguments } from './swapped-arguments';
import { unboundLocal } from './unbound-local';
import { undefinedName } from './undefined-name';
import { unhashableKey } from './unhashable-key';
import { unpackItems } from './unpack-items';
import { wholeNumber } from './whole-number';

/**
 * Measured on recorded crashes: where a program fails by one of these, a second mistake stands beside it so often that the first patch
 * alone makes the program right in fewer than nine of ten cases. What a checker reports has no such company.
 */
const inCompany = (fixer: Fixer): Fixer => ({
  ...fixer,
  async propose(context) {
    const proposals = await fixer.propose(context);
    return context.problem.origin === 'diagnostic' ? proposals : proposals.map((it) => ({ ...it, confidence: Math.min(it.confidence, 0.88) }));
  },
});

export const nameFixers: readonly Fixer[] = [
  undefinedName,
  inCompany(unboundLocal),
  missingModule,
  missingExport,
  missingAttribute,
  keywordArgument,
  inCompany(argumentCount),
  inCompany(bracketsForParentheses),
  missingCall,
  missingAwait,
  inCompany(noneResult),
  inCompany(mixedOperands),
  inCompany(numberForSequence),
  inCompany(wholeNumber),
  inCompany(rangeTooLong),
  boundaryTest,
  divisionFromZero,
  missingKey,
  inCompany(unpackItems),
  unhashableKey,
  changedWhileLooping,
  bytesAndText,
  superCall,
  swappedArguments,
];
