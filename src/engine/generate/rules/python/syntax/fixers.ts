// The syntax mistakes as fixers: each offers the repairs that read the place as its own mistake.

import { PYTHON, type FixContext, type Fixer, type Proposal } from '../../../fixer';
import { isSyntax } from '../../../../detect/family';
import type { Problem } from '../../../../problem';
import type { Mistake } from './mistake';
import { mistakes } from './mistakes';
import { repairs } from './repair';
import { Site } from './site';

/** Below this an offer is noise. */
const SILENT = 0.04;

/** What pyright says of broken syntax has no rule name. */
const PYRIGHT = /expected|unindent|indent|was not closed|unterminated|invalid (?:character|expression|number|token)|not supported in python|not allowed|can be used only|operator "<>"|backtick|requires? python|unpack operator|positional argument|tabs?\b/i;

export function isPythonSyntax(problem: Problem): boolean {
  if (problem.language !== 'python') return false;
  if (isSyntax(problem) || problem.errorType === 'IndentationError' || problem.errorType === 'TabError') return true;
  return /^(?:pyright|pylance|basedpyright)$/i.test(problem.source) && !/^report/.test(problem.errorType) && PYRIGHT.test(problem.message);
}

function propose(mistake: Mistake, context: FixContext): Proposal[] {
  const { source, problem, start } = context;
  const place = `${start}|${problem.errorType}|${problem.message}`;
  return repairs(source, () => new Site(source, problem, start), mistakes, place)
    .filter((repair) => repair.mistakes[0] === mistake.id && repair.confidence >= SILENT)
    .map((repair) => ({ title: repair.title, explanation: mistake.explanation, edits: repair.edits, confidence: repair.confidence }));
}

export const syntaxFixers: readonly Fixer[] = mistakes.map((mistake) => ({
  id: mistake.id,
  languages: PYTHON,
  answers: isPythonSyntax,
  propose: (context) => propose(mistake, context),
}));
