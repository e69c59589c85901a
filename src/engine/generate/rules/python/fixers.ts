// The Python fixers for names, imports, attributes, calls and values: one line each.

import { familyOf } from '../../../detect/family';
import type { Problem } from '../../../problem';
import type { Fixer } from '../../fixer';
import { argumentCount } from './argument-count';
import { boundaryTest } from './boundary-test';
import { bracketsForParentheses } from './brackets-for-parentheses';
import { bytesAndText } from './bytes-and-text';
import { isShort, otherMistakes } from './company';
import { changedWhileLooping } from './changed-while-looping';
import { divisionFromZero } from './division-from-zero';
import { endlessRecursion } from './endless-recursion';
import { keywordArgument } from './keyword-argument';
import { missingAttribute } from './missing-attribute';
import { missingAwait } from './missing-await';
import { missingCall } from './missing-call';
import { missingExport } from './missing-export';
import { missingKey } from './missing-key';
import { missingModule } from './missing-module';
import { mixedOperands } from './mixed-operands';
import { noneResult } from './none-result';
import { notAnException } from './not-an-exception';
import { numberForSequence } from './number-for-sequence';
import { numberFromText } from './number-from-text';
import { hole, pythonFile } from './python-file';
import { rangeTooLong } from './range-too-long';
import { selfParameter } from './self-parameter';
import { superCall } from './super-call';
import { swappedArguments } from './swapped-arguments';
import { unboundLocal } from './unbound-local';
import { undefinedName } from './undefined-name';
import { unhashableKey } from './unhashable-key';
import { unpackItems } from './unpack-items';
import { wholeNumber } from './whole-number';

/** What takes a crash's fix less than sure: other mistakes that show beside it. What a checker reports has no such company. */
const inCompany = (fixer: Fixer, often: boolean): Fixer => ({
  ...fixer,
  async propose(context) {
    const proposals = await fixer.propose(context);
    if (context.problem.origin === 'diagnostic' || proposals.length === 0 || ofModules(context.problem)) return proposals;
    const file = pythonFile(context);
    const factor = (otherMistakes(file, hole(context, 'name')) > 0 ? 0.7 : 1) * (often && !isShort(file) ? 0.6 : 1);
    return factor === 1 ? proposals : proposals.map((it) => ({ ...it, confidence: it.confidence * factor }));
  },
});

/** What a module has is a fact about the module, whatever else is wrong with the program. */
const ofModules = (problem: Problem): boolean => /^missing-(?:module|export)$/.test(familyOf(problem) ?? '') || problem.signature.holes['module'] !== undefined;

/** Fixers of values that a program computes wrongly: there a second mistake often stands beside the first and does not show: 21 of 59 were right. */
const ofValues: readonly Fixer[] = [unboundLocal, argumentCount, bracketsForParentheses, noneResult, mixedOperands, numberForSequence, wholeNumber, rangeTooLong, unpackItems];
const ofNames: readonly Fixer[] = [
  undefinedName, missingModule, missingExport, missingAttribute, keywordArgument, missingCall, missingAwait, boundaryTest, divisionFromZero, missingKey, unhashableKey,
  changedWhileLooping, bytesAndText, selfParameter, superCall, swappedArguments, notAnException, endlessRecursion, numberFromText,
];

export const nameFixers: readonly Fixer[] = [...ofNames.map((fixer) => inCompany(fixer, false)), ...ofValues.map((fixer) => inCompany(fixer, true))];
