// What of a script problem's surroundings tells how likely any proposal for it is right.

import type { ContextFeatures } from '../fixer';
import { codeOf } from './framework/typed-place';

/** Codes below are the parser's. */
const FIRST_OF_TYPES = 2000;

export const scriptContext: ContextFeatures = ({ problem, source, all }) => {
  const others = all.filter((other) => other !== problem);
  const isSyntaxError = (code: number): boolean => code > 0 && code < FIRST_OF_TYPES;
  return {
    letters: source.text.length,
    otherErrors: others.filter(({ severity }) => severity === 'error').length,
    otherSyntaxErrors: others.filter(({ errorType }) => isSyntaxError(codeOf(errorType))).length,
    /** A crash names a line, a checker a place. */
    crash: Number(problem.origin !== 'diagnostic'),
    plainJavaScript: Number(problem.language.startsWith('javascript')),
  };
};
