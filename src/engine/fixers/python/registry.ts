// The Python fixers for names, imports, attributes, calls and values: one line each.

import { familyOf } from '../../detect/family';
import type { Problem } from '../../problem';
import type { Fixer } from '../fixer';
import { argumentCount } from './calls/argument-count';
import { boundaryTest } from './values/boundary-test';
import { bracketsForParentheses } from './calls/brackets-for-parentheses';
import { bytesAndText } from './values/bytes-and-text';
import { isShort, otherMistakes } from './shared/other-mistakes';
import { changedWhileLooping } from './values/changed-while-looping';
import { divisionFromZero } from './values/division-from-zero';
import { endlessRecursion } from './values/endless-recursion';
import { keywordArgument } from './calls/keyword-argument';
import { missingAttribute } from './names/missing-attribute';
import { missingAwait } from './calls/missing-await';
import { missingCall } from './calls/missing-call';
import { missingExport } from './imports/missing-export';
import { missingKey } from './values/missing-key';
import { missingModule } from './imports/missing-module';
import { mixedOperands } from './values/mixed-operands';
import { noneResult } from './values/none-result';
import { notAnException } from './values/not-an-exception';
import { numberForSequence } from './values/number-for-sequence';
import { numberFromText } from './values/number-from-text';
import { hole, pythonFile } from './shared/python-file';
import { rangeTooLong } from './values/range-too-long';
import { selfParameter } from './names/self-parameter';
import { superCall } from './calls/super-call';
import { swappedArguments } from './calls/swapped-arguments';
import { unboundLocal } from './names/unbound-local';
import { undefinedName } from './names/undefined-name';
import { unhashableKey } from './values/unhashable-key';
import { unpackItems } from './values/unpack-items';
import { wholeNumber } from './values/whole-number';

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
const ofModules = (problem: Problem): boolean =>
  /^missing-(?:module|export)$/.test(familyOf(problem) ?? '') || problem.signature.holes['module'] !== undefined;

/** Fixers of values that a program computes wrongly: there a second mistake often stands beside the first and does not show: 21 of 59 were right. */
const ofValues: readonly Fixer[] = [
  unboundLocal,
  argumentCount,
  bracketsForParentheses,
  noneResult,
  mixedOperands,
  numberForSequence,
  wholeNumber,
  rangeTooLong,
  unpackItems,
];
const ofNames: readonly Fixer[] = [
  undefinedName,
  missingModule,
  missingExport,
  missingAttribute,
  keywordArgument,
  missingCall,
  missingAwait,
  boundaryTest,
  divisionFromZero,
  missingKey,
  unhashableKey,
  changedWhileLooping,
  bytesAndText,
  selfParameter,
  superCall,
  swappedArguments,
  notAnException,
  endlessRecursion,
  numberFromText,
];

export const nameFixers: readonly Fixer[] = [
  ...ofNames.map((fixer) => inCompany(fixer, false)),
  ...ofValues.map((fixer) => inCompany(fixer, true)),
];
