// What of a problem's surroundings tells how likely any Python fix of it is right, whatever the fixer.

import { familyOf, isSyntax } from '../../../detect/family';
import type { Problem } from '../../../problem';
import type { ContextFeatures } from '../../fixer';
import { isShort, otherMistakes } from './other-mistakes';
import { hole, pythonFile } from './python-file';

/**
 * `crash`: 1 for what a run said, 0 for what a checker says. `lines`: the text's length, as log2. `ofModule`: 1 where a module or what it
 * has is missing, which is a fact about the module, whatever else is wrong with the program.
 *
 * Of a crash in the program's own code also `short`: the program has no room for a second mistake; `otherMistakes`: how
 * many others show, as log2 of one more.
 */
export const pythonContext: ContextFeatures = (context) => {
  const { problem, source } = context;
  const crash = problem.origin !== 'diagnostic';
  const ofModule = isOfModule(problem);
  const features = { crash: Number(crash), lines: Math.log2(source.lineCount), ofModule: Number(ofModule) };
  if (!crash || ofModule || isSyntax(problem)) return features;
  const file = pythonFile(context);
  return { ...features, short: Number(isShort(file)), otherMistakes: Math.log2(1 + otherMistakes(file, hole(context, 'name'))) };
};

const isOfModule = (problem: Problem): boolean =>
  /^missing-(?:module|export)$/.test(familyOf(problem)) || problem.signature.holes['module'] !== undefined;
