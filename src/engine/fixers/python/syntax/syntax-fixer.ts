// The syntax mistakes as fixers: each offers the repairs that read the place as its own mistake.

import { PYTHON, type FixContext, type Fixer, type Proposal } from '../../fixer';
import { isSyntax } from '../../../detect/family';
import type { Problem } from '../../../problem';
import { scanOf } from '../../../syntax/python-parser';
import type { OffsetEdit } from '../../../syntax/edits';
import { lexAll, type LogicalLine } from '../../../syntax/python-tokens';
import type { SourceText } from '../../../syntax/source-text';
import type { Mistake } from './search/mistake';
import { mistakes } from './registry';
import { python2Print } from './mistakes/python2-print';
import { repairs } from './search/rank-repairs';
import { Site } from './search/error-site';

/** Below this an offer is noise. */
const SILENT = 0.04;

/** What pyright says of broken syntax has no rule name. */
const PYRIGHT =
  /expected|unindent|indent|was not closed|unterminated|invalid (?:character|expression|number|token)|not supported in python|not allowed|can be used only|operator "<>"|backtick|requires? python|unpack operator|positional argument|tabs?\b|before global declaration|no binding for nonlocal/i;

export function isPythonSyntax(problem: Problem): boolean {
  if (problem.language !== 'python') return false;
  if (isSyntax(problem) || problem.errorType === 'IndentationError' || problem.errorType === 'TabError') return true;
  return /^(?:pyright|pylance|basedpyright)$/i.test(problem.source) && !/^report/.test(problem.errorType) && PYRIGHT.test(problem.message);
}

/** Python 2's `print >>stream, …` parses, and fails only when it runs. */
const CHEVRON = /unsupported operand type\(s\) for >>: 'builtin_function_or_method'/;

function propose(mistake: Mistake, context: FixContext): Proposal[] {
  const { source, problem, start } = context;
  if (isPythonSyntax(problem) && !concerns(context)) return [];
  const place = `${start}|${problem.errorType}|${problem.message}`;
  const asked = CHEVRON.test(problem.message) ? [python2Print] : mistakes;
  return repairs(source, () => new Site(source, problem, start), asked, place)
    .filter((repair) => repair.mistakes[0] === mistake.id && repair.confidence >= SILENT)
    .map((repair) => {
      const more = alike(mistake, source, repair.edits);
      const title = more.count === 0 ? repair.title : `${repair.title}, and ${more.count} more like it`;
      return { title, explanation: mistake.explanation, edits: more.edits, confidence: repair.confidence };
    });
}

const lexed = new WeakMap<SourceText, readonly LogicalLine[]>();

function linesOf(source: SourceText): readonly LogicalLine[] {
  let lines = lexed.get(source);
  if (!lines) lexed.set(source, (lines = lexAll(source.text)));
  return lines;
}

/** Enough for any module, and few enough to read. */
const MAX_ALIKE = 500;

/** The repair with the same mistake everywhere else in the file. */
function alike(
  mistake: Mistake,
  source: SourceText,
  repair: readonly OffsetEdit[],
): { readonly edits: readonly OffsetEdit[]; readonly count: number } {
  const none = { edits: repair, count: 0 };
  const first = repair[0];
  if (!mistake.elsewhere || !first) return none;
  const found: { readonly kind: string; readonly edits: readonly OffsetEdit[] }[] = [];
  for (const line of linesOf(source)) {
    const reach = line.tokens[line.tokens.length - 1]?.end ?? line.start;
    for (const [kind, slip] of mistake.elsewhere({ text: source.text, source, broken: line, reach }))
      if (slip) found.push({ kind, edits: slip.edits });
    if (found.length > MAX_ALIKE) return none;
  }
  const touches = (edits: readonly OffsetEdit[]): boolean =>
    edits.some((edit) => repair.some((own) => edit.start <= own.end && own.start <= edit.end));
  const kind = found.find((one) => touches(one.edits))?.kind;
  const others = found.filter((one) => one.kind === kind && !touches(one.edits));
  return others.length === 0
    ? none
    : { edits: [...repair, ...others.flatMap((one) => one.edits)].sort((a, b) => a.start - b.start), count: others.length };
}

/** A language server reports every error of a text; what is mended here is the first. CPython reports no other. */
function concerns(context: FixContext): boolean {
  const { source, problem, start } = context;
  const fault = scanOf(source).fault;
  if (!fault || problem.source === 'python') return true;
  const line = source.lineOf(start);
  return line >= source.lineOf(fault.at) - 1 && line <= source.lineOf(Math.min(fault.reach, source.text.length)) + 1;
}

export const syntaxFixers: readonly Fixer[] = mistakes.map((mistake) => ({
  id: mistake.id,
  languages: PYTHON,
  answers: (problem) => isPythonSyntax(problem) || (mistake === python2Print && CHEVRON.test(problem.message)),
  propose: (context) => propose(mistake, context),
}));
